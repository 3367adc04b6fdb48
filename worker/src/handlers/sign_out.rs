//! `DELETE /v1/sessions/current`

use accounts::{Refusal, SessionCommand};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};

use super::{browsers_session, check_named};
use crate::cookie::{self, Cookie};
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;

/// Ends the session and removes its cookie: 204, also if it has ended already; `session_other`.
#[worker::send]
pub(crate) async fn sign_out(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Response, Fault> {
    if let Some(session) = browsers_session(&edge, request.headers()) {
        check_named(request.headers(), &session)?;
        let sign_out = Ask::of(SessionCommand::SignOut {
            session: session.digest,
        });
        match ask::<()>(&edge.env, session.names, sign_out, View::Nothing).await? {
            Ok(()) | Err(Refusal::SessionEnded | Refusal::NoAccount) => {}
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let cookie = cookie::remove(Cookie::Session, edge.config.is_https());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
