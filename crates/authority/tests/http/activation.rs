//! `POST /v1/activation`, and scans that activate or go without a name.

use crate::edge::{AUDIENCE, Edge, NAME, NUMBER, draw_body, subject};
use authority::sandbox::{Forces, SAMPLES};
use axum::http::StatusCode;
use serde_json::{Value, json};
use verification::{ActivationStatement, Nonce, Refusal, Signed};

fn provincial() -> (&'static str, String) {
    let mut samples = SAMPLES.iter();
    let sample = samples.find(|sample| sample.forces == Forces::ActivationNeeded);
    let sample = sample.unwrap();
    (sample.name, sample.number())
}

async fn is_needed(edge: &Edge, number: &str) -> bool {
    is_needed_as(edge, number, None).await
}

async fn is_needed_as(edge: &Edge, number: &str, name: Option<&str>) -> bool {
    let nonce = Nonce::from_bytes([4; 32]);
    let mut body =
        json!({ "nonce": nonce, "subject": subject(), "audience": AUDIENCE, "number": number });
    if let Some(name) = name {
        body["name"] = json!(name);
    }
    let answer = edge
        .post("/v1/activation", body.to_string().into_bytes())
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let signed: Signed<ActivationStatement> = Signed::from_compact(answer.text);
    let statement = edge.verifier.verify(&signed).unwrap();
    assert_eq!((statement.nonce, statement.subject), (nonce, subject()));
    statement.is_needed
}

fn body(purpose: &str, name: Option<&str>, number: &str) -> Value {
    let mut body = draw_body(NAME, number);
    body["purpose"] = json!(purpose);
    body["name"] = json!(name);
    body
}

#[tokio::test]
async fn only_a_provincial_number_needs_activation() {
    let edge = Edge::start();
    assert!(is_needed(&edge, &provincial().1).await);
    assert!(!is_needed(&edge, NUMBER).await);
    assert!(!is_needed(&edge, &authority::sandbox::samples::number(900)).await);
}

#[tokio::test]
async fn a_number_with_another_name_tells_nothing() {
    let edge = Edge::start();
    let (name, number) = provincial();
    assert!(is_needed_as(&edge, &number, Some(name)).await);
    let alike = name.replace('例', "\u{F9B5}");
    assert!(is_needed_as(&edge, &number, Some(&alike)).await);
    assert!(!is_needed_as(&edge, &number, Some("样例乙")).await);
}

#[tokio::test]
async fn a_provincial_account_is_activated_and_no_other() {
    let edge = Edge::start();
    let (name, number) = provincial();
    let activation = body("activate", Some(name), &number);
    assert_eq!(edge.scan_for(&activation).await, None);
    let national = body("activate", Some(NAME), NUMBER);
    assert_eq!(edge.scan_for(&national).await, Some(Refusal::NotProvincial));
}

#[tokio::test]
async fn a_name_is_compared_where_one_was_given() {
    let edge = Edge::start();
    assert_eq!(edge.scan_for(&body("sign_in", None, NUMBER)).await, None);
    let alike = NAME.replace('例', "\u{F9B5}\u{FE00}");
    let alike = body("reset_password", Some(&alike), NUMBER);
    assert_eq!(edge.scan_for(&alike).await, None);
    let wrong = body("reset_password", Some("样例乙"), NUMBER);
    assert_eq!(edge.scan_for(&wrong).await, Some(Refusal::CheckInput));
}
