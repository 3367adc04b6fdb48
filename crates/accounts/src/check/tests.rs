use verification::{Nonce, Subject};

use super::*;
use crate::Question;

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
const TOKEN: KeyDigest = KeyDigest([1; 32]);
const FIRST: KeyDigest = KeyDigest([2; 32]);
const SHOWN: KeyDigest = KeyDigest([3; 32]);
const OTHER: KeyDigest = KeyDigest([4; 32]);

fn later(seconds: i64) -> Timestamp {
    NOW + SignedDuration::from_secs(seconds)
}

fn id(number: u8) -> VerificationId {
    VerificationId::from_bytes([number; 16])
}

fn attempt(number: u8) -> Attempt {
    Attempt {
        asked: CheckAsked {
            id: id(number),
            nonce: Nonce::from_bytes([number; 32]),
            question: Question {
                subject: Subject::from_bytes([9; 32]),
                purpose: Purpose::RaiseLevel,
                audience: "https://edge.example".to_owned(),
            },
        },
        consent: Consent {
            version: "2026-11".to_owned(),
            text_digest: "00".repeat(32),
        },
        expires_at: later(180),
        most_bytes: 100,
    }
}

#[test]
fn evidence_is_awaited_of_an_open_scan_alone_and_no_more_than_it_allows() {
    let begun = opened().begin(FIRST, attempt(1), NOW).unwrap();
    assert_eq!(begun.awaited_bytes(&id(1), later(179)), Some(100));
    assert_eq!(begun.awaited_bytes(&id(1), later(180)), None);
    assert_eq!(begun.awaited_bytes(&id(2), NOW), None);
    assert_eq!(opened().awaited_bytes(&id(1), NOW), None);
    assert_eq!(submitted().awaited_bytes(&id(1), NOW), None);
}

fn waiting() -> Check {
    Check::of_portal("one-window", [7; 32], TOKEN, NOW)
}

fn opened() -> Check {
    waiting().redeem(TOKEN, FIRST, NOW).unwrap()
}

fn shown() -> Check {
    opened().hand_over(FIRST, (SHOWN, "BCDF"), NOW).unwrap()
}

fn handed_over() -> Check {
    shown().redeem(SHOWN, OTHER, NOW).unwrap()
}

fn submitted() -> Check {
    let begun = opened().begin(FIRST, attempt(1), NOW).unwrap();
    begun.submit(FIRST, &id(1), NOW).unwrap().0
}

fn check<T>(result: Result<T, CheckRefusal>, expected: CheckRefusal) {
    assert_eq!(result.err(), Some(expected));
}

#[test]
fn a_token_is_redeemed_once_and_in_time() {
    check(opened().redeem(TOKEN, OTHER, NOW), CheckRefusal::Unknown);
    check(waiting().redeem(OTHER, FIRST, NOW), CheckRefusal::Unknown);
    check(
        waiting().redeem(TOKEN, FIRST, later(600)),
        CheckRefusal::Unknown,
    );
    assert!(waiting().redeem(TOKEN, FIRST, later(599)).is_ok());
}

#[test]
fn the_next_way_to_another_device_makes_the_one_before_worthless() {
    let again = shown().hand_over(FIRST, (TOKEN, "GHJK"), NOW).unwrap();
    check(
        again.clone().redeem(SHOWN, OTHER, NOW),
        CheckRefusal::Unknown,
    );
    assert_eq!(again.short_code(), Some("GHJK"));
    assert!(again.redeem(TOKEN, OTHER, NOW).unwrap().is_handed_over());
    check(
        shown().redeem(SHOWN, OTHER, later(90)),
        CheckRefusal::Unknown,
    );
    check(
        handed_over().redeem(SHOWN, TOKEN, NOW),
        CheckRefusal::Unknown,
    );
}

#[test]
fn only_the_first_screen_hands_over_and_takes_back() {
    let refused = handed_over().hand_over(OTHER, (TOKEN, "GHJK"), NOW);
    check(refused, CheckRefusal::Unknown);
    let taken_back = handed_over().begin(FIRST, attempt(1), NOW).unwrap();
    check(taken_back.is_held_by(OTHER), CheckRefusal::Unknown);
    let shown_again = handed_over()
        .hand_over(FIRST, (TOKEN, "GHJK"), NOW)
        .unwrap();
    check(shown_again.is_held_by(OTHER), CheckRefusal::Unknown);
}

#[test]
fn either_screen_gives_up_what_is_its_own() {
    let given_back = handed_over().cancel(OTHER, NOW).unwrap();
    assert_eq!(given_back.progress(NOW), Progress::Opened);
    check(given_back.is_held_by(OTHER), CheckRefusal::Unknown);
    let cancelled = handed_over().cancel(FIRST, NOW).unwrap();
    assert_eq!(cancelled.progress(NOW), Progress::Cancelled);
    check(
        cancelled.clone().begin(FIRST, attempt(1), NOW),
        CheckRefusal::Unknown,
    );
    assert!(cancelled.is_held_by(FIRST).is_ok());
    let passed = submitted().pass(&id(1)).cancel(FIRST, NOW).unwrap();
    assert_eq!(passed.progress(NOW), Progress::Passed);
}

#[test]
fn evidence_is_taken_once_for_the_scan_that_began() {
    let begun = opened().begin(FIRST, attempt(1), NOW).unwrap();
    check(
        begun.clone().submit(FIRST, &id(2), NOW),
        CheckRefusal::ScanUnknown,
    );
    check(
        begun.clone().submit(OTHER, &id(1), NOW),
        CheckRefusal::Unknown,
    );
    check(
        begun.submit(FIRST, &id(1), later(180)),
        CheckRefusal::ScanExpired,
    );
    check(
        submitted().submit(FIRST, &id(1), NOW),
        CheckRefusal::ScanSpent,
    );
    let given_back = submitted().give_back(&id(1));
    assert!(given_back.submit(FIRST, &id(1), NOW).is_ok());
}

#[test]
fn a_scan_that_did_not_pass_leaves_the_check_open_for_another() {
    let refused = submitted().refuse(&id(1), "face_differs");
    assert_eq!(refused.problem.as_deref(), Some("face_differs"));
    check(
        refused.clone().submit(FIRST, &id(1), NOW),
        CheckRefusal::ScanUnknown,
    );
    let again = refused.begin(FIRST, attempt(2), NOW).unwrap();
    assert_eq!(again.problem, None);
    // What the authority says late of an earlier scan is not about this one.
    assert_eq!(again.clone().pass(&id(1)), again);
}

#[test]
fn it_is_over_when_its_time_is_unless_the_authority_is_at_work() {
    let late = later(15 * 60);
    assert!(opened().is_over(late));
    check(
        opened().begin(FIRST, attempt(1), late),
        CheckRefusal::Unknown,
    );
    let begun_late = Attempt {
        expires_at: later(16 * 60),
        ..attempt(1)
    };
    let begun = opened().begin(FIRST, begun_late, later(14 * 60)).unwrap();
    let (at_work, _) = begun.submit(FIRST, &id(1), later(14 * 60)).unwrap();
    assert!(!at_work.is_over(late));
    assert!(at_work.is_over(later(18 * 60)));
    assert!(submitted().pass(&id(1)).is_over(NOW));
}

#[test]
fn it_prints_no_code() {
    assert_eq!(format!("{:?}", handed_over()), "Check(Opened)");
}

#[test]
fn evidence_of_which_nothing_was_heard_leaves_the_check_open_and_a_late_word_counts() {
    let lost = later(180 + 120);
    assert_eq!(submitted().progress(later(299)), Progress::Submitted);
    assert_eq!(submitted().progress(lost), Progress::Opened);
    assert!(submitted().begin(FIRST, attempt(2), lost).is_ok());
    let cancelled = submitted().cancel(FIRST, lost).unwrap();
    assert_eq!(cancelled.progress(lost), Progress::Cancelled);
    assert_eq!(submitted().pass(&id(1)).progress(lost), Progress::Passed);
    let over = NOW + LASTS;
    assert!(submitted().is_over(over));
}
