//! `PUT /v1/account/mobile`

use api::{AccountResponse, MobileRequest};
use axum::Json;
use axum::extract::{Request, State};
use identity::Mobile;

use super::session;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::{fields, request_body};

/// Gives another mobile number, within ten minutes after a face scan for that: 200; `invalid_field`, `scan_missing`,
/// `session_expired`.
#[worker::send]
pub(crate) async fn change(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let MobileRequest { mobile } = request_body::json(request).await?;
    let mobile = Mobile::parse(&mobile)
        .map_err(|error| Fault::Fields(vec![fields::problem("mobile", error.rule())]))?;
    let change = Ask::ChangeMobile {
        session: session.digest,
        mobile: mobile.expose().to_owned(),
    };
    let account = ask(&edge.env, session.account, change, View::Account).await??;
    Ok(Json(account))
}
