//! `PUT /v1/account/mobile`

use api::{AccountResponse, MobileRequest};
use axum::Json;
use axum::extract::{Request, State};
use identity::Mobile;
use verification::Purpose;

use super::session;
use crate::code_ticket::{Claim, Recipient};
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::{fields, mobile_confirmation, request_body};

/// Gives another mobile number, confirmed where the deployment sends codes, within ten minutes after a face scan for
/// that: 200; `invalid_field`, `scan_missing`, `session_expired`.
#[worker::send]
pub(crate) async fn change(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let MobileRequest {
        mobile,
        mobile_code,
    } = request_body::json(request).await?;
    let mobile = Mobile::parse(&mobile)
        .map_err(|error| Fault::Fields(vec![fields::problem("mobile", error.rule())]))?;
    let change = Ask::ChangeMobile {
        session: session.digest,
        mobile: mobile.expose().to_owned(),
    };
    let claim = Claim {
        purpose: Purpose::ChangeMobile,
        to: Recipient::Typed(mobile),
        session: Some(session.digest),
    };
    let confirmation = mobile_confirmation::confirm(&edge, &claim, mobile_code.as_ref()).await?;
    match ask(
        &edge.env,
        session.names,
        change,
        View::Account(Some(session.digest)),
    )
    .await?
    {
        Ok(account) => Ok(Json(account)),
        Err(refusal) => {
            confirmation.give_back(&edge).await?;
            Err(refusal.into())
        }
    }
}
