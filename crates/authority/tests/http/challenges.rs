//! `POST /v1/challenges`.

use crate::edge::{AUDIENCE, Edge, NAME, NUMBER, capture, draw_body, seal, subject};
use authority::sandbox::samples;
use axum::http::StatusCode;
use evidence::Terms;
use serde_json::json;
use std::collections::HashSet;
use verification::{Action, Decision, Purpose};

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

/// Otherwise an attacker could draw until the actions fit a recording, and answer what does not with anything.
async fn check_asked_again(name: &str, number: &str, answer: impl AsyncFn(&Edge, &Terms)) {
    let edge = Edge::start();
    let first = edge.draw(name, number).await;
    let mut nonces = HashSet::new();
    for seconds in [0, 100, 700, 700] {
        edge.wait(seconds);
        let next = edge.draw(name, number).await;
        assert_eq!(next.challenge().actions, first.challenge().actions);
        assert!(nonces.insert(next.challenge().nonce));
        answer(&edge, &next).await;
    }
    edge.wait(180 + 601);
    let mut drawn = HashSet::new();
    for _ in 0..8 {
        drawn.insert(edge.draw(name, number).await.challenge().actions.clone());
        edge.wait(180 + 601);
    }
    assert!(drawn.len() > 1, "ten minutes later another is drawn");
}

#[tokio::test]
async fn a_challenge_is_asked_again_with_another_nonce_whatever_answers_it() {
    check_asked_again(NAME, NUMBER, async |_, _| ()).await;
    check_asked_again(NAME, NUMBER, async |edge, terms| {
        let answer = edge.send_evidence(terms, vec![0]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
    let differs = samples::number(8);
    check_asked_again("样例辛", &differs, async |edge, terms| {
        let sealed = seal(&capture(terms), terms);
        let outcome = edge.outcome(&edge.send_evidence(terms, sealed).await);
        assert_ne!(outcome.decision, Decision::Passed);
    })
    .await;
}

#[tokio::test]
async fn other_numbers_purposes_and_needs_have_their_own() {
    let edge = Edge::start();
    let with = |field: &str, value| {
        let mut body = draw_body(NAME, NUMBER);
        body[field] = value;
        body
    };
    let others = [
        with("number", json!(samples::number(900))),
        with("purpose", json!("reset_password")),
        with("needs", json!({ "more_time": true })),
        with("needs", json!({ "without": ["eyes"] })),
    ];
    let mut drawn = HashSet::new();
    for _ in 0..4 {
        for other in &others {
            let own = edge.draw_for(other).await.challenge().actions.clone();
            assert_eq!(edge.draw_for(other).await.challenge().actions, own);
            drawn.insert(own);
        }
        edge.wait(180 + 601);
    }
    assert!(drawn.len() > 1);
}

/// A scan that passed is over: the next is another.
#[tokio::test]
async fn after_a_scan_that_passed_something_else_is_asked_for() {
    let edge = Edge::start();
    let mut drawn = HashSet::new();
    for _ in 0..12 {
        let terms = edge.draw(NAME, NUMBER).await;
        drawn.insert(terms.challenge().actions.clone());
        let sealed = seal(&capture(&terms), &terms);
        let answer = edge.send_evidence(&terms, sealed).await;
        assert_eq!(edge.outcome(&answer).decision, Decision::Passed);
    }
    assert!(drawn.len() > 1);
}

/// The order in which needs are stated makes no difference, nor does a name.
#[tokio::test]
async fn the_same_needs_said_otherwise_are_the_same() {
    let edge = Edge::start();
    let draw = async |without: [&str; 2], name: &str| {
        let mut body = draw_body(name, NUMBER);
        body["needs"] = json!({ "without": without });
        edge.draw_for(&body).await.challenge().actions.clone()
    };
    let first = draw(["eyes", "mouth"], NAME).await;
    assert_eq!(draw(["mouth", "eyes"], NAME).await, first);
    assert_eq!(draw(["mouth", "eyes"], "样例乙").await, first);
}

#[tokio::test]
async fn a_person_the_register_does_not_know_gets_a_challenge_too() {
    let edge = Edge::start();
    edge.draw("样例己", &samples::number(6)).await;
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

#[tokio::test]
async fn what_a_person_cannot_do_is_not_asked_for_and_makes_a_longer_capture() {
    let edge = Edge::start();
    let mut body = draw_body(NAME, NUMBER);
    body["needs"] = json!({ "without": ["head"], "more_time": true });
    let terms = edge.draw_for(&body).await;
    let challenge = terms.challenge();
    let can = [Action::OpenMouth, Action::Blink];
    assert!(challenge.actions.iter().all(|action| can.contains(action)));
    assert!((6..=7).contains(&challenge.actions.len()));
    // Seven actions leave a few milliseconds that cannot be shared out.
    assert!((44_990..=45_000).contains(&challenge.limits.longest_ms));
    let seconds = challenge.expires_at.as_second() - challenge.issued_at.as_second();
    assert_eq!(seconds, 300);
}

#[tokio::test]
async fn who_can_do_too_little_is_told_so_and_other_needs_are_malformed() {
    let edge = Edge::start();
    let check = async |needs, expected: (u16, &str)| {
        let mut body = draw_body(NAME, NUMBER);
        body["needs"] = needs;
        let answer = edge.post("/v1/challenges", body.to_string().into_bytes());
        let (status, code) = answer.await.problem();
        assert_eq!((status, code.as_str()), expected);
    };
    let without = |what: &[&str]| json!({ "without": what });
    check(without(&["head", "eyes"]), (422, "no_action_left")).await;
    check(without(&["ears"]), (400, "malformed")).await;
    check(json!({ "with": [] }), (400, "malformed")).await;
}

/// An ordinary challenge allows no more bytes than ever; nothing is spent by too many.
#[tokio::test]
async fn the_bytes_of_evidence_are_bounded_by_its_own_challenge() {
    let edge = Edge::start();
    let ordinary = edge.draw(NAME, NUMBER).await;
    let mut body = draw_body(NAME, NUMBER);
    body["needs"] = json!({ "more_time": true });
    let longer = edge.draw_for(&body).await;
    let bytes = vec![0; (6 << 20) + 1];
    for (terms, expected) in [
        (&ordinary, (413, "too_large")),
        (&ordinary, (413, "too_large")),
        (&longer, (422, "evidence_unreadable")),
    ] {
        let answer = edge.send_evidence(terms, bytes.clone()).await;
        let (status, code) = answer.problem();
        assert_eq!((status, code.as_str()), expected);
    }
}
