//! `GET /v1/clients`

use api::{ClientWindowEntry, ClientsResponse};
use axum::Json;
use axum::extract::State;
use verification::{ClientTerms, ClientWindow};

use crate::clock;
use crate::edge::Edge;
use crate::known_clients;

/// Which clients of the face scan the authority takes: 200, whatever the authority does.
#[worker::send]
pub(crate) async fn clients(State(edge): State<Edge>) -> Json<ClientsResponse> {
    let ClientTerms { minimum, windows } = known_clients::clients(&edge).await;
    Json(ClientsResponse {
        minimum,
        windows: windows.into_iter().map(entry).collect(),
        now: clock::now(),
    })
}

fn entry(window: ClientWindow) -> ClientWindowEntry {
    ClientWindowEntry {
        up_to: window.up_to,
        valid_until: window.valid_until,
        grace_until: window.grace_until,
    }
}
