//! What arrived on the sample phones.

use super::Console;
use crate::Problem;
use crate::sandbox::phones::Arrived;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;

/// A message as the console shows it.
#[derive(Serialize)]
pub(super) struct Message {
    mobile: String,
    code: String,
    text: String,
    at: Timestamp,
}

/// The last messages, newest first.
#[derive(Serialize)]
pub(super) struct Listing {
    messages: Vec<Message>,
}

/// `GET /sandbox/messages.json`: the last messages, for people and for scripts.
pub(super) async fn list(State(console): State<Console>) -> Result<Json<Listing>, Problem> {
    let sandbox = console.authority.sandbox.as_ref();
    let phones = sandbox.ok_or(Problem::NotFound)?.phones();
    let messages = phones.arrived().into_iter().map(Message::of).collect();
    Ok(Json(Listing { messages }))
}

impl Message {
    fn of(arrived: Arrived) -> Self {
        Self {
            text: arrived.text(),
            mobile: arrived.message.mobile,
            code: arrived.message.code,
            at: arrived.at,
        }
    }
}
