//! `POST /v1/attestations`: what a clerk verified in person.

use crate::edge::{AUDIENCE, Answer, Edge, NAME, NUMBER, subject};
use authority::sandbox::{Forces, SAMPLES, Sample};
use axum::http::StatusCode;
use decision::{Facts, Ground, Step, Transcript, Verdict};
use serde_json::{Value, json};
use verification::{Basis, Decision, Nonce, Outcome, Purpose, Refusal, Signed, VerificationId};

fn sample(forces: Forces) -> &'static Sample {
    SAMPLES.iter().find(|it| it.forces == forces).unwrap()
}

fn card(name: &str, number: &str) -> Value {
    json!({
        "id": VerificationId::from_bytes([3; 16]),
        "nonce": Nonce::from_bytes([4; 32]),
        "subject": subject(),
        "audience": AUDIENCE,
        "name": name,
        "number": number,
        "valid_from": "2010-01-01",
        "valid_until": "long_term",
    })
}

async fn send(edge: &Edge, path: &str, body: &Value) -> Answer {
    edge.post(path, body.to_string().into_bytes()).await
}

async fn outcome(edge: &Edge, path: &str, body: &Value) -> Outcome {
    let answer = send(edge, path, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let signed: Signed<Outcome> = Signed::from_compact(answer.text);
    edge.verifier.verify(&signed).unwrap()
}

async fn attest(edge: &Edge, purpose: &str, name: &str, number: &str) -> Decision {
    let mut body = card(name, number);
    body["purpose"] = json!(purpose);
    body["clerk"] = json!(subject());
    let outcome = outcome(edge, "/v1/attestations", &body).await;
    assert_eq!(outcome.basis, Basis::Counter);
    assert_eq!(outcome.purpose.code(), purpose);
    outcome.decision
}

fn refused(reason: Refusal) -> Decision {
    Decision::Refused { reason }
}

#[tokio::test]
async fn a_clerks_word_passes_and_its_transcript_names_the_clerk() {
    let edge = Edge::start();
    let decision = attest(&edge, "raise_level", NAME, NUMBER).await;
    assert_eq!(decision, Decision::Passed);
    let kept = edge
        .transcripts
        .find_transcript(&VerificationId::from_bytes([3; 16]));
    let kept = Signed::<Transcript>::from_compact(kept.unwrap().unwrap());
    let kept = edge.verifier.verify(&kept).unwrap();
    let clerk = subject();
    let reason = None;
    assert_eq!(kept.facts, Facts::Ground(Ground::Counter { clerk, reason }));
    assert_eq!(kept.verdict, Verdict::of(Step::Counter, None));
}

#[tokio::test]
async fn whom_the_register_does_not_know_registers_after_the_counter() {
    let edge = Edge::start();
    for (forces, before) in [
        (Forces::NoRecord, Refusal::NoRecord),
        (Forces::ElementsDiffer, Refusal::ElementsDiffer),
    ] {
        let (name, number) = (sample(forces).name, sample(forces).number());
        let card = card(name, &number);
        let elements = outcome(&edge, "/v1/elements", &card).await;
        assert_eq!(elements.decision, refused(before));
        let decision = attest(&edge, "register", name, &number).await;
        assert_eq!(decision, Decision::Passed);
        let elements = outcome(&edge, "/v1/elements", &card).await;
        assert_eq!(elements.decision, Decision::Passed);
        assert_eq!(
            (elements.basis, elements.purpose),
            (Basis::Elements, Purpose::Register)
        );
    }
}

#[tokio::test]
async fn another_name_under_the_number_and_an_activation_of_nothing_are_refused() {
    let edge = Edge::start();
    let decision = attest(&edge, "raise_level", "样例乙", NUMBER).await;
    assert_eq!(decision, refused(Refusal::ElementsDiffer));
    let decision = attest(&edge, "activate", NAME, NUMBER).await;
    assert_eq!(decision, refused(Refusal::NotProvincial));
    let provincial = sample(Forces::ActivationNeeded);
    for purpose in ["activate", "filing"] {
        let decision = attest(&edge, purpose, provincial.name, &provincial.number()).await;
        assert_eq!(decision, Decision::Passed);
    }
}

#[tokio::test]
async fn what_is_no_attestation_is_refused_by_field() {
    let edge = Edge::start();
    for (field, value) in [("purpose", "lunch"), ("clerk", "7"), ("number", "7")] {
        let mut body = card(NAME, NUMBER);
        body["purpose"] = json!("register");
        body["clerk"] = json!(subject());
        body[field] = json!(value);
        let answer = send(&edge, "/v1/attestations", &body).await;
        assert_eq!(answer.problem(), (400, "malformed".to_owned()));
        assert!(answer.text.contains(field), "{}", answer.text);
    }
}
