//! `GET /v1/account`

use accounts::SessionCommand;
use api::AccountResponse;
use axum::Json;
use axum::extract::{Request, State};

use super::{act, browsers_session, check_named};
use crate::edge::Edge;
use crate::incoming::SESSION_HEADER;
use crate::objects::account_question::View;
use crate::problem::Fault;

/// The account that is signed in, and the session that the page names from now on: 200; `session_expired`, and
/// `session_other` where it names another already.
#[worker::send]
pub(crate) async fn account(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let headers = request.headers();
    let session = browsers_session(&edge, headers).ok_or(Fault::NoSession)?;
    if headers.contains_key(SESSION_HEADER) {
        check_named(headers, &session)?;
    }
    let show = SessionCommand::Use {
        session: session.digest,
    };
    Ok(Json(
        act(&edge, &session, show, View::Account(Some(session.digest))).await?,
    ))
}
