//! `GET /v1/account/records`, `POST /v1/account/export`

use accounts::SessionCommand;
use api::{ExportRequest, ExportResponse, RecordsResponse};
use axum::Json;
use axum::extract::{Request, State};

use super::{act, session};
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::request_body;

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

/// Everything that is kept of the person, unmasked, after the password or a comparison of face or card a moment ago: 200;
/// `old_password_wrong`, `scan_missing`, `too_many_attempts`, `session_expired`.
#[worker::send]
pub(crate) async fn export(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<ExportResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let ExportRequest { password } = request_body::json(request).await?;
    let prove = Ask::ProveAgain {
        session: session.digest,
        password,
    };
    let view = View::Export(session.digest);
    Ok(Json(ask(&edge.env, session.names, prove, view).await??))
}
