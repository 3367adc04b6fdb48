//! `POST /v1/challenges/{id}/evidence`.

use crate::edge::{Edge, NAME, NUMBER, capture, evidence_path, seal};
use authority::sandbox::samples::number;
use evidence::{Evidence, Terms};
use verification::{Decision, Refusal};

/// Sends a good capture that was spoilt, and expects one problem.
async fn check_spoiled(spoil: impl FnOnce(&mut Evidence), status: u16, code: &str) {
    let edge = Edge::start();
    let terms = edge.draw(NAME, NUMBER).await;
    let mut evidence = capture(&terms);
    spoil(&mut evidence);
    let answer = edge.send_evidence(&terms, seal(&evidence, &terms)).await;
    assert_eq!(answer.problem(), (status, code.to_owned()));
}

async fn check_sealed(sealed: impl FnOnce(&Terms) -> Vec<u8>, status: u16, code: &str) {
    let edge = Edge::start();
    let terms = edge.draw(NAME, NUMBER).await;
    let answer = edge.send_evidence(&terms, sealed(&terms)).await;
    assert_eq!(answer.problem(), (status, code.to_owned()));
}

#[tokio::test]
async fn a_scan_that_is_judged_well_passes() {
    let edge = Edge::start();
    let terms = edge.draw(NAME, NUMBER).await;
    let answer = edge
        .send_evidence(&terms, seal(&capture(&terms), &terms))
        .await;
    let outcome = edge.outcome(&answer);
    assert_eq!(outcome.decision, Decision::Passed);
    assert_eq!(
        (outcome.id, outcome.nonce),
        (terms.challenge().id, terms.challenge().nonce)
    );
    assert!(outcome.evidence_digest.is_some() && outcome.transcript_digest.is_some());
}

#[tokio::test]
async fn a_challenge_is_spent_by_good_and_bad_evidence_alike() {
    let edge = Edge::start();
    let spent = (409, "challenge_spent".to_owned());
    let terms = edge.draw(NAME, NUMBER).await;
    let sealed = seal(&capture(&terms), &terms);
    edge.outcome(&edge.send_evidence(&terms, sealed.clone()).await);
    assert_eq!(edge.send_evidence(&terms, sealed).await.problem(), spent);
    let terms = edge.draw(NAME, NUMBER).await;
    assert_eq!(
        edge.send_evidence(&terms, vec![1]).await.problem(),
        (422, "evidence_unreadable".to_owned())
    );
    assert_eq!(
        edge.send_evidence(&terms, seal(&capture(&terms), &terms))
            .await
            .problem(),
        spent
    );
}

#[tokio::test]
async fn an_expired_challenge_is_worth_nothing() {
    let edge = Edge::start();
    let terms = edge.draw(NAME, NUMBER).await;
    edge.wait(180);
    let answer = edge
        .send_evidence(&terms, seal(&capture(&terms), &terms))
        .await;
    assert_eq!(answer.problem(), (410, "challenge_expired".to_owned()));
}

#[tokio::test]
async fn evidence_for_another_challenge_is_refused() {
    let edge = Edge::start();
    let (one, other) = (edge.draw(NAME, NUMBER).await, edge.draw(NAME, NUMBER).await);
    let answer = edge
        .post(&evidence_path(&one), seal(&capture(&other), &other))
        .await;
    assert_eq!(
        answer.problem(),
        (422, "evidence_wrong_challenge".to_owned())
    );
}

#[tokio::test]
async fn evidence_sealed_to_another_authority_is_refused() {
    let (edge, other) = (Edge::start(), Edge::start());
    let terms = edge.draw(NAME, NUMBER).await;
    let foreign = other.draw(NAME, NUMBER).await;
    let answer = edge
        .send_evidence(&terms, seal(&capture(&foreign), &foreign))
        .await;
    assert_eq!(
        answer.problem(),
        (422, "evidence_wrong_challenge".to_owned())
    );
}

#[tokio::test]
async fn every_defect_has_its_own_code() {
    check_spoiled(|it| it.client_version = 0, 422, "client_too_old").await;
    check_spoiled(|it| it.frames[3].jpeg[0] ^= 1, 422, "evidence_chain_broken").await;
    check_spoiled(
        |it| drop(it.frames.remove(3)),
        422,
        "evidence_frame_missing",
    )
    .await;
    check_spoiled(
        |it| it.frames[4] = it.frames[3].clone(),
        422,
        "evidence_frame_repeated",
    )
    .await;
    check_sealed(|_| Vec::new(), 422, "evidence_unreadable").await;
    check_sealed(|_| vec![0; (6 << 20) + 1], 413, "too_large").await;
    let changed = |terms: &Terms| {
        let mut sealed = seal(&capture(terms), terms);
        *sealed.last_mut().unwrap() ^= 1;
        sealed
    };
    check_sealed(changed, 422, "evidence_unreadable").await;
    let other_key = |terms: &Terms| {
        let mut sealed = seal(&capture(terms), terms);
        sealed[6] ^= 1;
        sealed
    };
    check_sealed(other_key, 422, "evidence_wrong_key").await;
}

#[tokio::test]
async fn an_id_that_is_none_is_refused() {
    let edge = Edge::start();
    let answer = edge.post("/v1/challenges/AAAA/evidence", vec![1]).await;
    assert_eq!(answer.problem(), (400, "malformed".to_owned()));
}

#[tokio::test]
async fn a_name_that_is_not_the_registers_is_told_as_such() {
    let edge = Edge::start();
    assert_eq!(edge.scan("样例乙", NUMBER).await, Some(Refusal::CheckInput));
    assert_eq!(
        edge.scan("样例己", &number(6)).await,
        Some(Refusal::NoRecord)
    );
}

#[tokio::test]
async fn an_authority_without_models_is_busy_and_spends_nothing() {
    let edge = Edge::start_with(None, |_| ());
    let terms = edge.draw(NAME, NUMBER).await;
    for _ in 0..2 {
        let answer = edge
            .send_evidence(&terms, seal(&capture(&terms), &terms))
            .await;
        assert_eq!(answer.problem(), (503, "busy".to_owned()));
    }
}

#[tokio::test]
async fn an_authority_with_too_much_to_judge_is_busy() {
    let edge = Edge::start_with(Some(Box::new(crate::edge::Lenient)), |settings| {
        settings.judges = 0;
    });
    let terms = edge.draw(NAME, NUMBER).await;
    let answer = edge
        .send_evidence(&terms, seal(&capture(&terms), &terms))
        .await;
    assert_eq!(answer.problem(), (503, "busy".to_owned()));
}

#[tokio::test]
async fn a_capture_longer_than_the_time_since_its_challenge_was_not_filmed_for_it() {
    let edge = Edge::start();
    let terms = edge.draw(NAME, NUMBER).await;
    let sealed = seal(&capture(&terms), &terms);
    let answer = edge.post(&evidence_path(&terms), sealed).await;
    assert_eq!(
        answer.problem(),
        (422, "evidence_times_disordered".to_owned())
    );
}

#[tokio::test]
async fn evidence_that_is_cut_or_of_zeros_is_refused() {
    for length in [1, 5, 32, 64, 100, 1_000, 100_000] {
        check_sealed(|_| vec![0; length], 422, "evidence_unreadable").await;
    }
    for cut in [1, 16, 17, 100] {
        let sealed = |terms: &Terms| {
            let mut sealed = seal(&capture(terms), terms);
            sealed.truncate(sealed.len() - cut);
            sealed
        };
        check_sealed(sealed, 422, "evidence_unreadable").await;
    }
}
