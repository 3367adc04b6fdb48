//! `DELETE /v1/account/face-consent`

use accounts::Command;
use api::AccountResponse;
use axum::Json;
use axum::extract::{Request, State};
use verification::{Authority as _, Erasure, MOST_ERASED, Nonce, VerificationId};

use super::{act, session};
use crate::authority_http::AuthorityHttp;
use crate::clock;
use crate::edge::Edge;
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
    let withdraw = || Command::WithdrawFaceConsent {
        session: session.digest,
    };
    let scans = act(&edge, &session, withdraw(), View::Scans).await?;
    erase_all(&edge, scans).await?;
    Ok(Json(act(&edge, &session, withdraw(), View::Account).await?))
}

/// Has the authority erase what it keeps of these scans.
pub(super) async fn erase_all(edge: &Edge, scans: Vec<VerificationId>) -> Result<(), Fault> {
    for ids in scans.chunks(MOST_ERASED) {
        erase(edge, ids).await?;
    }
    Ok(())
}

async fn erase(edge: &Edge, ids: &[VerificationId]) -> Result<(), Fault> {
    let erasure = Erasure {
        nonce: Nonce::draw(&mut clock::randomness()),
        audience: edge.config.audience.clone(),
        ids: ids.to_vec(),
    };
    let signed = AuthorityHttp::new(edge).erase(&erasure).await?;
    let statement = edge.config.authority.verify(&signed)?;
    if statement.answers(&erasure) {
        Ok(())
    } else {
        Err(accounts::Refusal::StatementForeign.into())
    }
}
