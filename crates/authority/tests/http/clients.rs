//! Until when clients are good: stated, carried in challenges, and kept to by the judge.

use crate::edge::{AUDIENCE, Edge, Lenient, NAME, NUMBER, capture, seal};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use verification::{CLIENT_VERSION, ClientStatement, ClientWindow, Nonce, Signed};

const DAY: i64 = 24 * 3600;

/// The instant at which tests begin.
const START: Timestamp = Timestamp::constant(1_795_000_000, 0);

/// Clients up to this one are good for a day from now, with two days of grace.
fn start(up_to: u32) -> Edge {
    let written = json!([{
        "up_to": up_to, "valid_until": START.checked_add(SignedDuration::from_secs(DAY)).unwrap(), "grace_days": 2,
    }]);
    Edge::start_with(Some(Box::new(Lenient)), |settings| {
        settings.client_windows = written.to_string().parse().unwrap();
    })
}

async fn check(up_to: u32, wait_seconds: i64, expected: Result<(), (u16, &str)>) {
    let edge = start(up_to);
    edge.wait(wait_seconds);
    let terms = edge.draw(NAME, NUMBER).await;
    let answer = edge
        .send_evidence(&terms, seal(&capture(&terms), &terms))
        .await;
    match expected {
        Ok(()) => assert_eq!(answer.status, StatusCode::OK, "{}", answer.text),
        Err((status, code)) => assert_eq!(answer.problem(), (status, code.to_owned())),
    }
}

#[tokio::test]
async fn evidence_is_taken_to_the_end_of_its_clients_grace() {
    let too_old = Err((422, "client_too_old"));
    check(CLIENT_VERSION, 0, Ok(())).await;
    check(CLIENT_VERSION, 3 * DAY - 1, Ok(())).await;
    check(CLIENT_VERSION, 3 * DAY, too_old).await;
    check(CLIENT_VERSION - 1, 3 * DAY, Ok(())).await;
}

#[tokio::test]
async fn challenges_and_statements_carry_the_windows() {
    let edge = start(1);
    let window = ClientWindow {
        up_to: 1,
        valid_until: START.checked_add(SignedDuration::from_secs(DAY)).unwrap(),
        grace_until: START
            .checked_add(SignedDuration::from_secs(3 * DAY))
            .unwrap(),
    };
    let terms = edge.draw(NAME, NUMBER).await;
    assert_eq!(terms.challenge().client_windows, [window]);
    let nonce = Nonce::from_bytes([5; 32]);
    let body = json!({ "nonce": nonce, "audience": AUDIENCE }).to_string();
    let answer = edge.post("/v1/clients", body.into_bytes()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let signed: Signed<ClientStatement> = Signed::from_compact(answer.text);
    let statement = edge.verifier.verify(&signed).unwrap();
    assert_eq!((statement.nonce, statement.minimum_client), (nonce, 1));
    assert_eq!(statement.client_windows, [window]);
    let malformed = edge.post("/v1/clients", b"{}".to_vec()).await;
    assert_eq!(malformed.problem(), (400, "malformed".to_owned()));
}
