//! `GET /v1/sessions`, `DELETE /v1/sessions/{id}`

use accounts::{Refusal, SessionCommand, SessionId};
use api::SessionsResponse;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use http::StatusCode;

use super::{act, session};
use crate::edge::Edge;
use crate::objects::account_question::View;
use crate::problem::Fault;

/// The sessions of the account: 200; `session_expired`.
#[worker::send]
pub(crate) async fn list(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<SessionsResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let show = SessionCommand::Use {
        session: session.digest,
    };
    let view = View::Sessions(session.digest);
    Ok(Json(act(&edge, &session, show, view).await?))
}

/// Ends one of them: 204; `session_unknown`, `session_expired`.
#[worker::send]
pub(crate) async fn end(
    State(edge): State<Edge>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<StatusCode, Fault> {
    let session = session(&edge, request.headers())?;
    let Path(id) = id.map_err(|_| Refusal::SessionUnknown)?;
    let end = SessionCommand::End {
        session: session.digest,
        id: SessionId::parse(&id).map_err(|_| Refusal::SessionUnknown)?,
    };
    act::<()>(&edge, &session, end, View::Nothing).await?;
    Ok(StatusCode::NO_CONTENT)
}
