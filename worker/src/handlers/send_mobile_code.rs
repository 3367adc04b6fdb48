//! `POST /v1/mobile-codes`

use accounts::SessionCommand;
use api::MobileCodeRequest;
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use identity::Mobile;
use verification::Purpose;

use super::{act, session, vouchers};
use crate::client_address::ClientAddress;
use crate::code_ticket::{Claim, Recipient};
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::account_question::View;
use crate::problem::Fault;
use crate::token::SessionToken;
use crate::{fields, mobile_confirmation, request_body};

/// Sends a code to a mobile number, and gives the ticket that goes with it, alike whether the number is known or not:
/// 201; `not_found` where the deployment sends none, `invalid_field`, `session_expired`, `too_many_attempts`,
/// `try_later`, after which nothing was sent and nothing counted, unless the gateway did not answer at all. Somebody who is signed in, or
/// brings the ticket of a voucher for registering that a clerk has attested, is counted apart from strangers.
#[worker::send]
pub(crate) async fn send(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form: MobileCodeRequest = request_body::json(request).await?;
    if !edge.config.deployment.message_codes {
        return Err(Fault::NotFound);
    }
    let mobile = Mobile::parse(&form.mobile)
        .map_err(|error| Fault::Fields(vec![fields::problem("mobile", error.rule())]))?;
    let session = asking(&edge, &headers, form.purpose).await?;
    let holder = match &session {
        Some(session) => Some(session.names.object_name()),
        None => vouchers::seen_to_register(&edge, &headers).await?,
    };
    let claim = Claim {
        purpose: form.purpose,
        to: Recipient::Typed(mobile.clone()),
        session: session.map(|session| session.digest),
    };
    let mobile = mobile.expose();
    let attempt = match holder {
        Some(holder) => Attempt::holders_code(&edge, mobile, &holder).await?,
        None => Attempt::strangers_code(&edge, mobile, &address).await?,
    };
    let sent = mobile_confirmation::send(&edge, &claim, form.language, &attempt).await?;
    Ok((StatusCode::CREATED, Json(sent)).into_response())
}

/// The session that asks, where the purpose takes one.
async fn asking(
    edge: &Edge,
    headers: &HeaderMap,
    purpose: Purpose,
) -> Result<Option<SessionToken>, Fault> {
    if purpose != Purpose::ChangeMobile {
        return Ok(None);
    }
    let session = session(edge, headers)?;
    let lasts = SessionCommand::Use {
        session: session.digest,
    };
    act::<()>(edge, &session, lasts, View::Nothing).await?;
    Ok(Some(session))
}
