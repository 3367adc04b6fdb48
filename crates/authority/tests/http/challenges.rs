//! `POST /v1/challenges`.

use crate::edge::{AUDIENCE, Edge, NAME, NUMBER, draw_body, subject};
use serde_json::json;
use verification::{Action, Purpose};

#[tokio::test]
async fn a_challenge_names_subject_purpose_and_audience() {
    let edge = Edge::start();
    let terms = edge.draw(NAME, NUMBER).await;
    let challenge = terms.challenge();
    assert_eq!(
        (challenge.subject, challenge.purpose),
        (subject(), Purpose::RaiseLevel)
    );
    assert_eq!(challenge.audience, AUDIENCE);
    assert_eq!(challenge.issued_at, edge.now());
}

#[tokio::test]
async fn a_deployment_decides_which_actions_are_drawn() {
    let only = [Action::OpenMouth, Action::TurnLeft];
    let edge = Edge::start_with(None, |settings| settings.actions = only.to_vec());
    for _ in 0..20 {
        let terms = edge.draw(NAME, NUMBER).await;
        assert!(
            terms
                .challenge()
                .actions
                .iter()
                .all(|action| only.contains(action))
        );
    }
}

#[tokio::test]
async fn a_person_the_register_does_not_know_gets_a_challenge_too() {
    let edge = Edge::start();
    edge.draw("样例己", &authority::sandbox::samples::number(6))
        .await;
}

#[tokio::test]
async fn a_purpose_without_a_scan_is_refused() {
    let edge = Edge::start();
    let mut body = draw_body(NAME, NUMBER);
    body["purpose"] = json!("register");
    let answer = edge
        .post("/v1/challenges", body.to_string().into_bytes())
        .await;
    assert_eq!(answer.problem(), (400, "malformed".to_owned()));
}
