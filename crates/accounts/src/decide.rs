//! What a command leads to.

use jiff::Timestamp;
use verification::{Challenge, Decision, Level, Outcome, Purpose, VerificationId};

use crate::command::CheckAsked;
use crate::{
    Account, Command, Consent, Event, Method, Question, Refusal, Refused, Registration, Scan,
    ScanState, SessionDigest, limits, scan,
};

/// The events that `command` has now, or why it is refused. Events are applied with [`crate::evolve`], in order.
pub fn decide(
    account: Option<&Account>,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let account = match (account, command) {
        (None, Command::Register(registration)) => return register(registration, now),
        (Some(_), Command::Register(_)) => return Err(Refusal::AlreadyRegistered.into()),
        (None, _) => return Err(Refusal::NoAccount.into()),
        (Some(account), _) => account,
    };
    match command {
        Command::Register(_) => Err(Refusal::AlreadyRegistered.into()),
        Command::SignIn {
            password_fits,
            session,
        } => sign_in(*password_fits, *session),
        Command::UseSession { session } => use_session(account, *session, now),
        Command::SignOut { session } => sign_out(account, *session, now),
        Command::PrepareScan {
            session,
            purpose,
            consent,
            consent_in_force,
        } => prepare_scan(
            account,
            *session,
            (*purpose, consent, consent_in_force),
            now,
        ),
        Command::BeginScan {
            session,
            challenge,
            question,
            consent,
        } => begin_scan(account, *session, (challenge, question, consent), now),
        Command::SubmitEvidence { session, id } => submit(account, *session, id, now),
        Command::ReturnEvidence { id } => {
            submitted(account, id).map(|_| vec![Event::EvidenceReturned { id: *id }])
        }
        Command::EndScan { id } => {
            submitted(account, id).map(|_| vec![Event::ScanEnded { id: *id }])
        }
        Command::FinishScan { id, outcome } => finish(account, id, outcome, now),
    }
}

/// Only an outcome that passed, about this very check, opens an account.
fn register(registration: &Registration, now: Timestamp) -> Result<Vec<Event>, Refused> {
    let Registration {
        person,
        password,
        terms_version,
        outcome,
        check,
    } = registration;
    if !answers(check, outcome, now) {
        return Err(Refusal::StatementForeign.into());
    }
    if let Decision::Refused { reason } = &outcome.decision {
        return Err(Refusal::NotVerified(reason.clone()).into());
    }
    Ok(vec![Event::Registered {
        person: Box::new(person.clone()),
        password: password.clone(),
        subject: check.question.subject,
        terms_version: terms_version.clone(),
        check: check.id,
    }])
}

fn answers(check: &CheckAsked, outcome: &Outcome, now: Timestamp) -> bool {
    check.question.purpose == Purpose::Register
        && check.is_answered_by(outcome)
        && scan::is_fresh(outcome.decided_at, now)
}

fn sign_in(password_fits: bool, session: SessionDigest) -> Result<Vec<Event>, Refused> {
    if password_fits {
        return Ok(vec![Event::SignedIn { session }]);
    }
    Err(Refused {
        events: vec![Event::SignInFailed],
        refusal: Refusal::PasswordWrong,
    })
}

/// The note that the session was used, if one is due.
fn use_session(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let kept = account.session(session, now).ok_or(Refusal::SessionEnded)?;
    let is_due = kept.is_due(now);
    Ok(is_due
        .then_some(Event::SessionUsed { session })
        .into_iter()
        .collect())
}

fn sign_out(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    account.session(session, now).ok_or(Refusal::SessionEnded)?;
    Ok(vec![Event::SignedOut { session }])
}

fn prepare_scan(
    account: &Account,
    session: SessionDigest,
    (purpose, consent, in_force): (Purpose, &Consent, &str),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let events = use_session(account, session, now)?;
    may_begin(account, purpose, now)?;
    if consent.version != in_force {
        return Err(Refusal::ConsentOutdated.into());
    }
    Ok(events)
}

/// Challenges are drawn only so often, whether they are answered or not.
fn may_begin(account: &Account, purpose: Purpose, now: Timestamp) -> Result<(), Refusal> {
    may_scan(account, purpose, now)?;
    limits::check(account.record.begun_scans.as_ref(), now)?;
    Ok(())
}

/// A scan raises a level, from three to four, and only so often.
fn may_scan(account: &Account, purpose: Purpose, now: Timestamp) -> Result<(), Refusal> {
    match purpose {
        Purpose::Register => return Err(Refusal::PurposeUnknown),
        Purpose::RaiseLevel if account.level() == Level::Four => {
            return Err(Refusal::AlreadyAtLevel);
        }
        Purpose::RaiseLevel => {}
    }
    limits::check(account.record.failed_scans.as_ref(), now)?;
    Ok(())
}

fn begin_scan(
    account: &Account,
    session: SessionDigest,
    (challenge, question, consent): (&Challenge, &Question, &Consent),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    may_begin(account, challenge.purpose, now)?;
    let is_ours = question.is_that_of(challenge) && challenge.subject == account.record.subject;
    if !is_ours || challenge.expires_at <= now {
        return Err(Refusal::StatementForeign.into());
    }
    Ok(vec![Event::ScanBegan {
        scan: Box::new(Scan::begin(challenge, now)),
        consent: consent.clone(),
    }])
}

fn submit(
    account: &Account,
    session: SessionDigest,
    id: &VerificationId,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    let scan = scan_of(account, id)?;
    if scan.state != ScanState::Waiting {
        return Err(Refusal::ScanSpent.into());
    }
    if scan.expires_at <= now {
        return Err(Refusal::ScanExpired.into());
    }
    may_scan(account, scan.purpose, now)?;
    Ok(vec![Event::EvidenceSubmitted { id: *id }])
}

fn scan_of<'a>(account: &'a Account, id: &VerificationId) -> Result<&'a Scan, Refusal> {
    let scan = account.record.scan.as_ref();
    scan.filter(|scan| scan.id == *id)
        .ok_or(Refusal::ScanUnknown)
}

fn submitted<'a>(account: &'a Account, id: &VerificationId) -> Result<&'a Scan, Refused> {
    let scan = scan_of(account, id)?;
    if scan.state == ScanState::Submitted {
        Ok(scan)
    } else {
        Err(Refusal::ScanSpent.into())
    }
}

/// Only an outcome that passed, about this account's own submitted scan, raises the level.
fn finish(
    account: &Account,
    id: &VerificationId,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let scan = submitted(account, id)?;
    let id = scan.id;
    let is_ours = scan.is_answered_by(outcome) && outcome.subject == account.record.subject;
    if !is_ours || !scan::is_fresh(outcome.decided_at, now) {
        return Err(Refused {
            events: vec![Event::ScanEnded { id }],
            refusal: Refusal::StatementForeign,
        });
    }
    match &outcome.decision {
        Decision::Refused { reason } => Err(Refused {
            events: vec![Event::ScanRefused {
                id,
                reason: reason.code(),
            }],
            refusal: Refusal::NotVerified(reason.clone()),
        }),
        Decision::Passed => Ok(raise(account, id)),
    }
}

fn raise(account: &Account, id: VerificationId) -> Vec<Event> {
    if account.level() == Level::Four {
        return vec![Event::ScanEnded { id }];
    }
    vec![Event::LevelReached {
        id,
        level: Level::Four,
        method: Method::Face,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{
        NOW, begin, finish, id, later, outcome, prepare, question, registration, run, session,
        sign_in, signed_in, submit,
    };
    use verification::{Nonce, Refusal as Reason, Subject};

    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads better at the place of use"
    )]
    fn check(
        account: &mut Option<Account>,
        command: &Command,
        at: i64,
        expected: Result<(), Refusal>,
    ) {
        let result = run(account, command, later(at));
        assert_eq!(result.map_err(|refused| refused.refusal), expected);
    }

    fn check_registration(change: impl FnOnce(&mut Registration), expected: Result<(), Refusal>) {
        let mut bent = registration(Decision::Passed);
        change(&mut bent);
        let is_refused = expected.is_err();
        let mut account = None;
        check(
            &mut account,
            &Command::Register(Box::new(bent)),
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
        let finish = Command::FinishScan {
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
        let again = Command::Register(Box::new(registration(Decision::Passed)));
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
    fn a_wrong_password_begins_no_session() {
        let mut account = signed_in();
        let wrong = Command::SignIn {
            password_fits: false,
            session: session(2),
        };
        check(&mut account, &wrong, 1, Err(Refusal::PasswordWrong));
        assert!(account.unwrap().session(session(2), later(1)).is_none());
    }

    #[test]
    fn use_keeps_a_session_alive_and_sign_out_ends_it() {
        let mut account = signed_in();
        let look = Command::UseSession {
            session: session(1),
        };
        for minutes in [20, 40, 60] {
            check(&mut account, &look, minutes * 60, Ok(()));
        }
        let leave = Command::SignOut {
            session: session(1),
        };
        check(&mut account, &leave, 3601, Ok(()));
        check(&mut account, &look, 3602, Err(Refusal::SessionEnded));
        check(&mut account, &leave, 3602, Err(Refusal::SessionEnded));
    }

    #[test]
    fn use_is_noted_coarsely() {
        let account = signed_in();
        let look = Command::UseSession {
            session: session(1),
        };
        assert_eq!(decide(account.as_ref(), &look, later(299)), Ok(vec![]));
        let used = Event::SessionUsed {
            session: session(1),
        };
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
            &Command::ReturnEvidence { id: id(5) },
            4,
            Ok(()),
        );
        check(&mut account, &submit(1, 5), 5, Ok(()));
        check(&mut account, &Command::EndScan { id: id(5) }, 6, Ok(()));
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
            let begin = Command::BeginScan {
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
        let prepare_with = |purpose, in_force: &str| Command::PrepareScan {
            session: session(1),
            purpose,
            consent: crate::fixtures::consent(),
            consent_in_force: in_force.to_owned(),
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
        let paused = limits::RetryAfter { seconds: 1800 };
        let refused = Err(Refusal::TooManyScans(paused));
        check(&mut account, &prepare(1), 15, refused);
        let returned = Command::ReturnEvidence { id: id(14) };
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
        let paused = limits::RetryAfter { seconds: 1800 };
        check(
            &mut account,
            &prepare(1),
            15,
            Err(Refusal::TooManyScans(paused)),
        );
    }
}
