//! `POST /v1/elements`, and what every signed request has in common.

use crate::edge::{Answer, Edge, NAME, NUMBER, elements_body};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use verification::request_signature::SignatureHeaders;
use verification::{Decision, Nonce, Purpose, Refusal, Signer};

const PATH: &str = "/v1/elements";

async fn ask(edge: &Edge, body: &Value) -> Answer {
    edge.post(PATH, body.to_string().into_bytes()).await
}

async fn check_malformed(change: impl FnOnce(&mut Value), field: &str, rule: &str) {
    let edge = Edge::start();
    let mut body = elements_body(NAME, NUMBER);
    change(&mut body);
    let answer = ask(&edge, &body).await;
    assert_eq!(answer.problem(), (400, "malformed".to_owned()));
    let problem: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(
        (&problem["field"], &problem["rule"]),
        (&json!(field), &json!(rule))
    );
}

#[tokio::test]
async fn elements_that_agree_pass() {
    let edge = Edge::start();
    let outcome = edge.outcome(&ask(&edge, &elements_body(NAME, NUMBER)).await);
    assert_eq!(outcome.decision, Decision::Passed);
    assert_eq!(outcome.purpose, Purpose::Register);
    assert_eq!(outcome.nonce, Nonce::from_bytes([2; 32]));
    assert_eq!(outcome.decided_at, edge.now());
}

#[tokio::test]
async fn another_name_differs() {
    let edge = Edge::start();
    let outcome = edge.outcome(&ask(&edge, &elements_body("样例乙", NUMBER)).await);
    assert_eq!(
        outcome.decision,
        Decision::Refused {
            reason: Refusal::ElementsDiffer
        }
    );
}

#[tokio::test]
async fn every_field_is_checked_and_named() {
    check_malformed(
        |body| drop(body.as_object_mut().unwrap().remove("name")),
        "name",
        "missing",
    )
    .await;
    check_malformed(
        |body| body["number"] = json!("440524188001010015"),
        "number",
        "check_digit",
    )
    .await;
    check_malformed(|body| body["number"] = json!(440_524), "number", "not_text").await;
    check_malformed(
        |body| body["valid_from"] = json!("2010-13-01"),
        "valid_from",
        "start_not_a_day",
    )
    .await;
    check_malformed(
        |body| body["valid_until"] = json!(""),
        "valid_until",
        "end_empty",
    )
    .await;
    check_malformed(|body| body["id"] = json!("AAAA"), "id", "not_an_id").await;
    check_malformed(|body| body["nonce"] = json!("AAAA"), "nonce", "not_a_nonce").await;
    check_malformed(
        |body| body["subject"] = json!("?"),
        "subject",
        "not_a_subject",
    )
    .await;
    check_malformed(
        |body| body["audience"] = json!("x".repeat(201)),
        "audience",
        "too_long",
    )
    .await;
    check_malformed(
        |body| body["name"] = json!("样\u{0}"),
        "name",
        "control_character",
    )
    .await;
    check_malformed(|body| body["mobile"] = json!("1"), "body", "unknown_field").await;
    check_malformed(|body| *body = json!([]), "body", "not_an_object").await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_without_repeating_it() {
    let edge = Edge::start();
    let answer = edge.post(PATH, "{\"name\": \"张三\u{0}".into()).await;
    assert_eq!(answer.problem(), (400, "malformed".to_owned()));
    assert!(!answer.text.contains("张三"));
}

#[tokio::test]
async fn a_large_body_is_refused() {
    let edge = Edge::start();
    let answer = edge.post(PATH, vec![b' '; 17 << 10]).await;
    assert_eq!(answer.problem(), (413, "too_large".to_owned()));
}

#[tokio::test]
async fn a_request_is_taken_once() {
    let edge = Edge::start();
    let body = elements_body(NAME, NUMBER).to_string().into_bytes();
    let headers = edge.sign(PATH, &body);
    assert_eq!(
        edge.send(PATH, body.clone(), &headers).await.status,
        StatusCode::OK
    );
    let again = edge.send(PATH, body, &headers).await;
    assert_eq!(again.problem(), (401, "replayed".to_owned()));
}

#[tokio::test]
async fn a_request_nobody_signed_is_refused() {
    let edge = Edge::start();
    let unsigned = Request::post(PATH).body(Body::from("{}")).unwrap();
    assert_eq!(
        edge.call(unsigned).await.problem(),
        (401, "signature_refused".to_owned())
    );
}

/// A signature by a key that is not the edge's, under its name.
fn forged(edge: &Edge, body: &[u8]) -> SignatureHeaders {
    let stranger = Signer::new("test".to_owned(), &[1; 32]);
    let nonce = Nonce::from_bytes([1; 32]);
    verification::request_signature::sign(&stranger, "POST", PATH, body, edge.now(), &nonce)
}

/// Its size would be refused otherwise.
#[tokio::test]
async fn nothing_is_read_of_a_request_that_no_edge_signed() {
    let edge = Edge::start();
    let large = vec![b' '; 17 << 10];
    let forged = forged(&edge, &large);
    assert_eq!(
        edge.send(PATH, large, &forged).await.problem(),
        (401, "signature_refused".to_owned())
    );
}

#[tokio::test]
async fn a_request_signed_for_another_body_key_or_time_is_refused() {
    let edge = Edge::start();
    let refused = (401, "signature_refused".to_owned());
    let headers = edge.sign(PATH, b"{}");
    assert_eq!(
        edge.send(PATH, b"[]".to_vec(), &headers).await.problem(),
        refused
    );
    assert_eq!(
        edge.send("/v1/challenges", b"{}".to_vec(), &headers)
            .await
            .problem(),
        refused
    );
    let forged = forged(&edge, b"{}");
    assert_eq!(
        edge.send(PATH, b"{}".to_vec(), &forged).await.problem(),
        refused
    );
    edge.wait(61);
    assert_eq!(
        edge.send(PATH, b"{}".to_vec(), &headers).await.problem(),
        refused
    );
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_too() {
    let edge = Edge::start();
    let get = |path| edge.call(Request::get(path).body(Body::empty()).unwrap());
    assert_eq!(
        get("/v1/nothing").await.problem(),
        (404, "not_found".to_owned())
    );
    assert_eq!(
        get(PATH).await.problem(),
        (405, "method_not_allowed".to_owned())
    );
    assert_eq!(get("/healthz").await.text, "ok");
}
