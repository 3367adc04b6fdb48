//! `PUT /v1/account/password`

use api::PasswordChangeRequest;
use axum::extract::{Request, State};
use http::StatusCode;

use super::session;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::request_body;

/// Sets another password and ends every other session: 204; `old_password_wrong`, `invalid_field` (`password`),
/// `too_many_attempts`, `session_expired`.
#[worker::send]
pub(crate) async fn change(
    State(edge): State<Edge>,
    request: Request,
) -> Result<StatusCode, Fault> {
    let session = session(&edge, request.headers())?;
    let form: PasswordChangeRequest = request_body::json(request).await?;
    let change = Ask::ChangePassword {
        session: session.digest,
        old_password: form.old_password,
        password: form.password,
    };
    ask::<()>(&edge.env, session.names, change, View::Nothing).await??;
    Ok(StatusCode::NO_CONTENT)
}
