//! `POST /v1/clients`: states which clients are taken, and until when.

use super::SMALL_BODY;
use crate::edge_request::accept;
use crate::{Authority, Problem};
use axum::extract::{Request, State};
use std::sync::Arc;
use verification::{ClientQuestion, ClientStatement};

/// Answers 200 with a signed statement; 400 `malformed`, 401, 413.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    request: Request,
) -> Result<String, Problem> {
    let body = accept(&authority, request, SMALL_BODY).await?;
    let question: ClientQuestion =
        serde_json::from_slice(&body).map_err(|_| Problem::Malformed {
            field: "body",
            rule: "not_a_question_about_clients",
        })?;
    let clients = authority.style.clients();
    let statement = ClientStatement {
        nonce: question.nonce,
        audience: question.audience,
        minimum_client: clients.minimum,
        client_windows: clients.windows.clone(),
    };
    let signed = authority.keys.signer.sign(&statement)?;
    Ok(signed.as_compact().to_owned())
}
