//! `GET /v1/account`

use api::AccountResponse;
use axum::Json;
use axum::extract::{Request, State};

use super::session;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::Ask;
use crate::problem::Fault;

/// The account that is signed in: 200; `session_expired`.
#[worker::send]
pub(crate) async fn account(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<AccountResponse>, Fault> {
    let session = session(&edge, request.headers())?;
    let show = Ask::Show {
        session: session.digest,
    };
    let answer = ask(&edge.env, session.account, show).await??;
    Ok(Json(answer.account))
}
