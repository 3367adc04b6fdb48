//! `POST /v1/messages`: the sandbox's message gateway, which delivers to sample phones and to nobody's real one.

use super::SMALL_BODY;
use crate::edge_request::accept;
use crate::{Authority, Problem};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use identity::Mobile;
use std::sync::Arc;
use verification::{CodeMessage, MessageCode, Purpose};

/// Answers 204; 400 `malformed`, 401, 413, and 404 `not_found` outside the sandbox.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let sandbox = authority.sandbox.as_ref().ok_or(Problem::NotFound)?;
    let body = accept(&authority, request, SMALL_BODY).await?;
    let message = parse(&body)?;
    sandbox
        .phones()
        .deliver(message, authority.surroundings.now());
    tracing::info!("message delivered to a sample phone");
    Ok(StatusCode::NO_CONTENT)
}

fn parse(body: &[u8]) -> Result<CodeMessage, Problem> {
    let malformed = |field, rule| Problem::Malformed { field, rule };
    let message: CodeMessage =
        serde_json::from_slice(body).map_err(|_| malformed("body", "not_a_message"))?;
    Mobile::parse(&message.mobile).map_err(|error| malformed("mobile", error.rule()))?;
    MessageCode::parse(&message.code).map_err(|_| malformed("code", "not_six_digits"))?;
    match message.purpose {
        Purpose::Register | Purpose::ChangeMobile | Purpose::SignIn | Purpose::ResetPassword => {
            Ok(message)
        }
        _ => Err(malformed("purpose", "not_a_purpose_with_a_code")),
    }
}
