use verification::{
    Challenge, Decision, Level, Nonce, Outcome, Purpose, Refusal as Reason, Subject,
};

use super::*;
use crate::event::SessionEvent;
use crate::fixtures::{
    NOW, begin, check, finish, id, later, outcome, prepare, question, register, registration,
    session, sign_in, signed_in, submit, use_session, wrong_password,
};
use crate::{
    ConsentInForce, OpenCommand, Proof, Registration, ScanCommand, SessionCommand, limits,
};

fn check_registration(change: impl FnOnce(&mut Registration), expected: Result<(), Refusal>) {
    let mut bent = registration(Decision::Passed);
    change(&mut bent);
    let is_refused = expected.is_err();
    let mut account = None;
    check(
        &mut account,
        &OpenCommand::Register(Box::new(bent)),
        0,
        expected,
    );
    assert_eq!(account.is_none(), is_refused);
}

fn submitted_scan() -> Option<Account> {
    let mut account = signed_in();
    check(&mut account, &prepare(1), 1, Ok(()));
    check(&mut account, &begin(1, 5, later(1)), 1, Ok(()));
    check(&mut account, &submit(1, 5), 2, Ok(()));
    account
}

fn check_outcome(change: impl FnOnce(&mut Outcome), expected: Result<(), Refusal>) {
    let mut account = submitted_scan();
    let mut bent = outcome(5, Purpose::RaiseLevel, Decision::Passed, later(3));
    change(&mut bent);
    let level = if expected.is_ok() {
        Level::Four
    } else {
        Level::Three
    };
    let finish = ScanCommand::Finish {
        id: id(5),
        outcome: Box::new(bent),
    };
    check(&mut account, &finish, 3, expected);
    assert_eq!(account.unwrap().level(), level);
}

#[test]
fn a_passed_check_opens_an_account_at_level_three() {
    check_registration(|_| {}, Ok(()));
    assert_eq!(signed_in().unwrap().level(), Level::Three);
}

#[test]
fn another_checks_outcome_opens_nothing() {
    let foreign = || Err(Refusal::StatementForeign);
    check_registration(|r| r.outcome.id = id(1), foreign());
    check_registration(|r| r.outcome.nonce = Nonce::from_bytes([1; 32]), foreign());
    check_registration(
        |r| r.outcome.subject = Subject::from_bytes([2; 32]),
        foreign(),
    );
    check_registration(
        |r| r.outcome.audience = "https://other.example".to_owned(),
        foreign(),
    );
    check_registration(|r| r.outcome.purpose = Purpose::RaiseLevel, foreign());
    check_registration(|r| r.outcome.decided_at = later(-301), foreign());
    check_registration(|r| r.outcome.decided_at = later(301), foreign());
}

#[test]
fn a_refused_check_opens_nothing() {
    let reason = Reason::ElementsDiffer;
    let decision = Decision::Refused {
        reason: reason.clone(),
    };
    check_registration(
        |r| r.outcome.decision = decision,
        Err(Refusal::NotVerified(reason)),
    );
}

#[test]
fn a_second_registration_changes_nothing() {
    let mut account = signed_in();
    let before = account.clone();
    let again = register(Decision::Passed);
    check(&mut account, &again, 1, Err(Refusal::AlreadyRegistered));
    assert_eq!(account, before);
}

#[test]
fn nothing_can_be_asked_of_no_account() {
    for command in [
        sign_in(1),
        prepare(1),
        submit(1, 5),
        finish(5, Decision::Passed, NOW),
    ] {
        check(&mut None, &command, 0, Err(Refusal::NoAccount));
    }
}

#[test]
fn a_consent_is_withdrawn_with_the_scan_that_rests_on_it_and_the_level_stays() {
    let mut account = signed_in();
    let withdraw = ScanCommand::WithdrawConsent {
        session: session(1),
    };
    check(&mut account, &begin(1, 5, later(1)), 1, Ok(()));
    assert!(account.as_ref().unwrap().record.face_consent.is_some());
    check(&mut account, &withdraw, 2, Ok(()));
    assert_eq!(account.as_ref().unwrap().record.face_consent, None);
    check(&mut account, &submit(1, 5), 3, Err(Refusal::ScanUnknown));
    check(&mut account, &begin(1, 6, later(4)), 4, Ok(()));
    check(&mut account, &submit(1, 6), 5, Ok(()));
    check(
        &mut account,
        &finish(6, Decision::Passed, later(6)),
        6,
        Ok(()),
    );
    check(&mut account, &withdraw, 7, Ok(()));
    assert_eq!(account.unwrap().level(), Level::Four);
}

#[test]
fn a_wrong_password_begins_no_session() {
    let mut account = signed_in();
    let wrong = wrong_password(2);
    check(&mut account, &wrong, 1, Err(Refusal::PasswordWrong));
    assert!(account.unwrap().session(session(2), later(1)).is_none());
}

#[test]
fn use_keeps_a_session_alive_and_sign_out_ends_it() {
    let mut account = signed_in();
    let look = use_session(1);
    for minutes in [20, 40, 60] {
        check(&mut account, &look, minutes * 60, Ok(()));
    }
    let leave = SessionCommand::SignOut {
        session: session(1),
    };
    check(&mut account, &leave, 3601, Ok(()));
    check(&mut account, &look, 3602, Err(Refusal::SessionEnded));
    check(&mut account, &leave, 3602, Err(Refusal::SessionEnded));
}

#[test]
fn showing_how_far_the_holder_is_is_no_use_of_the_account() {
    let account = signed_in();
    let show = Command::from(AccountCommand::ShowStanding);
    assert_eq!(decide(account.as_ref(), &show, later(3600)), Ok(vec![]));
    check(&mut None, &show, 0, Err(Refusal::NoAccount));
}

#[test]
fn use_is_noted_coarsely() {
    let account = signed_in();
    let look = use_session(1);
    assert_eq!(decide(account.as_ref(), &look, later(299)), Ok(vec![]));
    let used = SessionEvent::Used {
        session: session(1),
    }
    .into();
    assert_eq!(decide(account.as_ref(), &look, later(300)), Ok(vec![used]));
}

#[test]
fn a_ninth_session_ends_the_one_idle_longest() {
    let mut account = signed_in();
    for number in 2..=9 {
        check(&mut account, &sign_in(number), i64::from(number), Ok(()));
    }
    let account = account.unwrap();
    assert_eq!(account.record.sessions.len(), crate::session::MOST);
    assert!(account.session(session(1), later(10)).is_none());
    assert!(account.session(session(9), later(10)).is_some());
}

#[test]
fn an_outcome_that_passed_raises_the_level() {
    check_outcome(|_| {}, Ok(()));
}

#[test]
fn another_scans_outcome_raises_nothing() {
    let foreign = || Err(Refusal::StatementForeign);
    check_outcome(|o| o.id = id(6), foreign());
    check_outcome(|o| o.nonce = Nonce::from_bytes([6; 32]), foreign());
    check_outcome(|o| o.subject = Subject::from_bytes([2; 32]), foreign());
    check_outcome(|o| o.purpose = Purpose::Register, foreign());
    check_outcome(
        |o| o.audience = "https://other.example".to_owned(),
        foreign(),
    );
    check_outcome(|o| o.decided_at = later(3 + 301), foreign());
}

#[test]
fn a_refused_scan_is_recorded_and_spent() {
    let mut account = submitted_scan();
    let refused = Decision::Refused {
        reason: Reason::FaceDiffers,
    };
    check(
        &mut account,
        &finish(5, refused, later(3)),
        3,
        Err(Refusal::NotVerified(Reason::FaceDiffers)),
    );
    check(&mut account, &submit(1, 5), 4, Err(Refusal::ScanSpent));
    assert_eq!(account.unwrap().record.failed_scans.unwrap().count, 1);
}

#[test]
fn evidence_is_submitted_once_unless_it_comes_back() {
    let mut account = submitted_scan();
    check(&mut account, &submit(1, 5), 3, Err(Refusal::ScanSpent));
    check(
        &mut account,
        &ScanCommand::ReturnEvidence { id: id(5) },
        4,
        Ok(()),
    );
    check(&mut account, &submit(1, 5), 5, Ok(()));
    check(&mut account, &ScanCommand::End { id: id(5) }, 6, Ok(()));
    check(&mut account, &submit(1, 5), 7, Err(Refusal::ScanSpent));
}

#[test]
fn evidence_comes_in_time_for_a_known_verification_in_a_session() {
    let mut account = signed_in();
    check(&mut account, &begin(1, 5, NOW), 1, Ok(()));
    check(&mut account, &submit(1, 6), 2, Err(Refusal::ScanUnknown));
    check(&mut account, &submit(2, 5), 2, Err(Refusal::SessionEnded));
    check(&mut account, &submit(1, 5), 180, Err(Refusal::ScanExpired));
}

#[test]
fn a_challenge_for_another_question_begins_nothing() {
    let check_challenge = |change: &dyn Fn(&mut Challenge)| {
        let mut challenge = crate::fixtures::challenge(5, NOW);
        change(&mut challenge);
        let begin = ScanCommand::Begin {
            session: session(1),
            challenge: Box::new(challenge),
            question: question(Purpose::RaiseLevel),
            consent: crate::fixtures::consent(),
        };
        let mut account = signed_in();
        check(&mut account, &begin, 1, Err(Refusal::StatementForeign));
        assert_eq!(account.unwrap().record.scan, None);
    };
    check_challenge(&|challenge| challenge.subject = Subject::from_bytes([2; 32]));
    check_challenge(&|challenge| challenge.audience = "https://other.example".to_owned());
    check_challenge(&|challenge| challenge.expires_at = NOW);
}

#[test]
fn a_scan_needs_the_consent_in_force_and_a_level_to_reach() {
    let mut account = signed_in();
    let prepare_with = |purpose, in_force: &str| ScanCommand::Prepare {
        session: session(1),
        purpose,
        consent: crate::fixtures::consent(),
        in_force: ConsentInForce(in_force.to_owned()),
    };
    let outdated = prepare_with(Purpose::RaiseLevel, "2027-01");
    check(&mut account, &outdated, 1, Err(Refusal::ConsentOutdated));
    let register = prepare_with(Purpose::Register, "2026-11");
    check(&mut account, &register, 1, Err(Refusal::PurposeUnknown));
    let mut raised = submitted_scan();
    check(
        &mut raised,
        &finish(5, Decision::Passed, later(3)),
        3,
        Ok(()),
    );
    check(&mut raised, &prepare(1), 4, Err(Refusal::AlreadyAtLevel));
}

#[test]
fn evidence_counts_whether_or_not_anybody_waits_for_its_outcome() {
    let mut account = signed_in();
    for number in 10..15 {
        let at = i64::from(number);
        check(&mut account, &begin(1, number, later(at)), at, Ok(()));
        check(&mut account, &submit(1, number), at, Ok(()));
    }
    let paused = limits::RetryAfter { seconds: 30 };
    let refused = Err(Refusal::TooManyScans(paused));
    check(&mut account, &prepare(1), 15, refused);
    let returned = ScanCommand::ReturnEvidence { id: id(14) };
    check(&mut account, &returned, 16, Ok(()));
    check(&mut account, &submit(1, 14), 17, Ok(()));
}

#[test]
fn challenges_cannot_be_drawn_at_will() {
    let mut account = signed_in();
    for number in 10..20 {
        let at = i64::from(number);
        check(&mut account, &begin(1, number, later(at)), at, Ok(()));
    }
    check(&mut account, &submit(1, 19), 20, Ok(()));
    let paused = limits::RetryAfter { seconds: 600 };
    let refused = || Err(Refusal::TooManyScans(paused));
    check(&mut account, &prepare(1), 20, refused());
    check(&mut account, &begin(1, 21, later(20)), 20, refused());
}

#[test]
fn after_five_failed_scans_scanning_pauses() {
    let mut account = signed_in();
    for number in 10..15 {
        let at = i64::from(number);
        check(&mut account, &begin(1, number, later(at)), at, Ok(()));
        check(&mut account, &submit(1, number), at, Ok(()));
        let refused = Decision::Refused {
            reason: Reason::FaceDiffers,
        };
        let expected = Err(Refusal::NotVerified(Reason::FaceDiffers));
        check(
            &mut account,
            &finish(number, refused, later(at)),
            at,
            expected,
        );
    }
    let paused = limits::RetryAfter { seconds: 30 };
    check(
        &mut account,
        &prepare(1),
        15,
        Err(Refusal::TooManyScans(paused)),
    );
}

#[test]
fn what_was_not_compared_does_not_count_as_failed() {
    let mut account = signed_in();
    let unread = [
        Reason::NoPortrait,
        Reason::DailyLimit,
        Reason::PoorQuality {
            measure: "luminance_mean".to_owned(),
        },
    ];
    for (number, reason) in (10..).zip(unread) {
        let at = i64::from(number);
        check(&mut account, &begin(1, number, later(at)), at, Ok(()));
        check(&mut account, &submit(1, number), at, Ok(()));
        let expected = Err(Refusal::NotVerified(reason.clone()));
        let refused = finish(number, Decision::Refused { reason }, later(at));
        check(&mut account, &refused, at, expected);
    }
    check(&mut account, &begin(1, 20, later(20)), 20, Ok(()));
    check(&mut account, &submit(1, 20), 20, Ok(()));
    check(&mut account, &ScanCommand::End { id: id(20) }, 20, Ok(()));
    assert_eq!(account.unwrap().record.failed_scans, None);
}

#[test]
fn a_session_remembers_how_it_began_and_that_a_face_was_shown() {
    let mut account = signed_in();
    check(&mut account, &sign_in(2), 0, Ok(()));
    check(&mut account, &begin(1, 4, later(1)), 1, Ok(()));
    check(&mut account, &submit(1, 4), 9, Ok(()));
    let finish = finish(4, Decision::Passed, later(9));
    check(&mut account, &finish, 10, Ok(()));
    let by_face = crate::fixtures::sign_in_by_face(3, Decision::Passed, later(10));
    check(&mut account, &by_face, 11, Ok(()));
    let account = account.unwrap();
    let shown = |number| {
        let own = account.session(session(number), later(12)).unwrap();
        (own.method, own.scanned)
    };
    assert_eq!(shown(1), (Proof::Password, true));
    assert_eq!(shown(2), (Proof::Password, false));
    assert_eq!(shown(3), (Proof::Face, false));
}
