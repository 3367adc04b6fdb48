//! `DELETE /v1/account/face-consent`

use accounts::ScanCommand;
use api::AccountResponse;
use axum::Json;
use axum::extract::{Request, State};

use super::{act, session};
use crate::edge::Edge;
use crate::erasure::erase_all;
use crate::objects::account_question::View;
use crate::problem::Fault;

/// Withdraws the consent to face scans, and has the authority erase what it keeps of them: 200, also where there was
/// none; `session_expired`; `try_later` when the consent is withdrawn and the authority has not answered: the same request
/// may come again until it has.
#[worker::send]
pub(crate) async fn withdraw(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let withdraw = || ScanCommand::WithdrawConsent {
        session: session.digest,
    };
    let scans = act(&edge, &session, withdraw(), View::Scans).await?;
    erase_all(&edge, scans).await?;
    Ok(Json(
        act(
            &edge,
            &session,
            withdraw(),
            View::Account(Some(session.digest)),
        )
        .await?,
    ))
}
