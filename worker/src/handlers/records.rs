//! `GET /v1/account/records`, `GET /v1/account/export`

use accounts::SessionCommand;
use api::{ExportResponse, RecordsResponse};
use axum::Json;
use axum::extract::{Request, State};

use super::{act, session};
use crate::edge::Edge;
use crate::objects::account_question::View;
use crate::problem::Fault;

/// Everything that happened to the account: 200; `session_expired`.
#[worker::send]
pub(crate) async fn records(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<RecordsResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let show = SessionCommand::Use {
        session: session.digest,
    };
    Ok(Json(act(&edge, &session, show, View::Records).await?))
}

/// Everything that is kept of the person, unmasked: 200; `session_expired`.
#[worker::send]
pub(crate) async fn export(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<ExportResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let show = SessionCommand::Use {
        session: session.digest,
    };
    let view = View::Export(session.digest);
    Ok(Json(act(&edge, &session, show, view).await?))
}
