//! `GET /v1/account`

use accounts::SessionCommand;
use api::AccountResponse;
use axum::Json;
use axum::extract::{Request, State};

use super::{act, session};
use crate::edge::Edge;
use crate::objects::account_question::View;
use crate::problem::Fault;

/// The account that is signed in: 200; `session_expired`.
#[worker::send]
pub(crate) async fn account(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let show = SessionCommand::Use {
        session: session.digest,
    };
    Ok(Json(
        act(&edge, &session, show, View::Account(Some(session.digest))).await?,
    ))
}
