//! `POST /v1/erasures`.

use crate::edge::{AUDIENCE, Edge, NAME, NUMBER, capture, seal};
use axum::http::StatusCode;
use serde_json::json;
use verification::{ErasureStatement, Nonce, Signed, VerificationId};

#[tokio::test]
async fn transcripts_are_erased_and_that_is_stated() {
    let edge = Edge::start();
    let terms = edge.draw(NAME, NUMBER).await;
    let sealed = seal(&capture(&terms), &terms);
    edge.send_evidence(&terms, sealed).await;
    let id = terms.challenge().id;
    assert!(edge.transcripts.find_transcript(&id).unwrap().is_some());
    let nonce = Nonce::from_bytes([5; 32]);
    let unknown = VerificationId::from_bytes([6; 16]);
    let body = json!({ "nonce": nonce, "audience": AUDIENCE, "ids": [id, unknown] });
    let answer = edge
        .post("/v1/erasures", body.to_string().into_bytes())
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let signed: Signed<ErasureStatement> = Signed::from_compact(answer.text);
    assert_eq!(edge.verifier.verify(&signed).unwrap().nonce, nonce);
    assert_eq!(edge.transcripts.find_transcript(&id).unwrap(), None);
}

#[tokio::test]
async fn what_is_no_erasure_is_refused() {
    let edge = Edge::start();
    let ids = vec![VerificationId::from_bytes([7; 16]); 201];
    let nonce = Nonce::from_bytes([5; 32]);
    for body in [
        json!({}),
        json!({ "nonce": nonce, "audience": AUDIENCE, "ids": ids }),
        json!({ "nonce": nonce, "audience": AUDIENCE, "ids": ["x"] }),
    ] {
        let answer = edge
            .post("/v1/erasures", body.to_string().into_bytes())
            .await;
        assert_eq!(answer.problem(), (400, "malformed".to_owned()));
    }
}
