//! `POST /v1/account/closure`

use accounts::SessionCommand;
use api::ClosureRequest;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};

use super::{act, session};
use crate::cookie::{self, Cookie};
use crate::edge::Edge;
use crate::erasure::erase_all;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::{ObjectError, registry};
use crate::problem::Fault;
use crate::{alarm, request_body};

/// Closes the account: the personal data is erased, the authority's transcripts of its scans too, the journal stays: 204; `old_password_wrong`, `too_many_attempts`,
/// `session_expired`.
#[worker::send]
pub(crate) async fn close(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let session = session(&edge, request.headers())?;
    let ClosureRequest { password } = request_body::json(request).await?;
    let look = SessionCommand::Use {
        session: session.digest,
    };
    let scans = act(&edge, &session, look, View::Verifications).await?;
    let close = Ask::Close {
        session: session.digest,
        password,
    };
    ask::<()>(&edge.env, session.names, close, View::Nothing).await??;
    registry::remove(&edge.env, &session.names).await?;
    if let Err(error) = erase_all(&edge, scans).await {
        alarm::raise(&ObjectError::Erasure(error));
    }
    let cookie = cookie::remove(Cookie::Session, edge.config.is_https());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
