//! `GET /v1/account/portals`, `DELETE /v1/account/portals/{client_id}`

use accounts::{PortalCommand, SessionCommand};
use api::PortalsResponse;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use http::StatusCode;

use super::{act, session};
use crate::edge::Edge;
use crate::objects::account_question::{View, Visitor};
use crate::portals;
use crate::problem::Fault;

/// The portals that may know something of the person: 200; `session_expired`.
#[worker::send]
pub(crate) async fn list(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<PortalsResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let show = SessionCommand::Use {
        session: session.digest,
    };
    let view = View::Visitor(session.digest);
    let visitor: Visitor = act(&edge, &session, show, view).await?;
    let given = visitor.portals.iter();
    let portals = given.map(|given| portals::consent(&edge.config.portals, given));
    Ok(Json(PortalsResponse {
        portals: portals.collect(),
    }))
}

/// Withdraws the consent to one of them, and everything it was given: 204, whether it had any or not; `session_expired`.
#[worker::send]
pub(crate) async fn withdraw(
    State(edge): State<Edge>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<StatusCode, Fault> {
    let session = session(&edge, request.headers())?;
    let Path(portal) = id.map_err(|_| Fault::NotFound)?;
    let withdraw = PortalCommand::Withdraw {
        session: session.digest,
        portal,
    };
    act::<()>(&edge, &session, withdraw, View::Nothing).await?;
    Ok(StatusCode::NO_CONTENT)
}
