//! `POST /v1/messages`: the sandbox's message gateway.

use crate::edge::{Edge, Lenient};
use authority::Mode;
use axum::http::StatusCode;
use serde_json::{Value, json};

fn message() -> Value {
    json!({ "mobile": "13800138000", "code": "012345", "purpose": "register", "language": "zh" })
}

fn with(field: &str, value: Value) -> Value {
    let mut message = message();
    message[field] = value;
    message
}

async fn post(edge: &Edge, body: &Value) -> crate::edge::Answer {
    edge.post("/v1/messages", body.to_string().into_bytes())
        .await
}

#[tokio::test]
async fn an_edges_message_is_taken_once() {
    let edge = Edge::start();
    let body = message().to_string().into_bytes();
    let headers = edge.sign("/v1/messages", &body);
    let first = edge.send("/v1/messages", body.clone(), &headers).await;
    assert_eq!(first.status, StatusCode::NO_CONTENT, "{}", first.text);
    let second = edge.send("/v1/messages", body, &headers).await;
    assert_eq!(second.problem(), (401, "replayed".to_owned()));
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let edge = Edge::start();
    for body in [
        json!({}),
        with("mobile", json!("138")),
        with("code", json!("12345")),
        with("purpose", json!("raise_level")),
        with("language", json!("fr")),
        with("text", json!("anything else")),
    ] {
        let answer = post(&edge, &body).await;
        assert_eq!(answer.problem(), (400, "malformed".to_owned()), "{body}");
    }
}

#[tokio::test]
async fn production_has_no_message_gateway() {
    let edge = Edge::start_with(Some(Box::new(Lenient)), |settings| {
        settings.mode = Mode::Production;
        settings.without_spoof_models = true;
    });
    let answer = post(&edge, &message()).await;
    assert_eq!(answer.problem(), (404, "not_found".to_owned()));
}
