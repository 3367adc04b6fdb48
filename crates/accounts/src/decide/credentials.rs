//! The password and the mobile number.

use identity::Mobile;
use jiff::Timestamp;
use verification::Purpose;

use super::answers;
use super::sessions::{in_session, use_session};
use crate::command::CredentialsCommand;
use crate::event::CredentialsEvent;
use crate::scan::CHOOSING;
use crate::{
    Account, Answered, Event, PasswordDigest, Proof, Refusal, Refused, SessionDigest, limits,
};

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &CredentialsCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        CredentialsCommand::ResetPassword { answered, password } => {
            reset_password(account, answered, password, now)
        }
        CredentialsCommand::ChangePassword {
            session,
            password_fits,
            password,
        } => change_password(account, *session, (*password_fits, password), now),
        CredentialsCommand::ChangeMobile { session, mobile } => {
            change_mobile(account, *session, mobile, now)
        }
    }
}

/// 忘记密码 (guide, G8): a scan serves once, for it counts only when it is younger than the password.
fn reset_password(
    account: &Account,
    answered: &Answered,
    password: &PasswordDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    answers::passed(answered, Purpose::ResetPassword, CHOOSING, now)?;
    answers::about(account, answered.check.question.subject)?;
    let record = &account.record;
    let is_spent = record.reset_by == Some(answered.check.id);
    if is_spent || answered.outcome.decided_at <= record.password_set_at {
        return Err(Refusal::ScanSpent.into());
    }
    let changed = CredentialsEvent::PasswordChanged {
        password: password.clone(),
        kept: None,
        method: Proof::of(answered.outcome.basis),
        scan: Some(answered.check.id),
    };
    let consent = answers::consent(answered).map(Event::from).into_iter();
    Ok(consent.chain([changed.into()]).collect())
}

/// 修改密码 (guide, G12): every other session ends.
fn change_password(
    account: &Account,
    session: SessionDigest,
    (password_fits, password): (bool, &PasswordDigest),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    prove_again(account, password_fits, now)?;
    let changed = CredentialsEvent::PasswordChanged {
        password: password.clone(),
        kept: Some(session),
        method: Proof::Password,
        scan: None,
    };
    Ok(vec![changed.into()])
}

/// Limits guesses of a person who finds a screen that its owner left signed in.
pub(super) fn prove_again(
    account: &Account,
    password_fits: bool,
    now: Timestamp,
) -> Result<(), Refused> {
    limits::check(account.record.failed_passwords.as_ref(), now)
        .map_err(Refusal::TooManyPasswords)?;
    if password_fits {
        return Ok(());
    }
    Err(Refused {
        events: vec![CredentialsEvent::PasswordRefused.into()],
        refusal: Refusal::OldPasswordWrong,
    })
}

/// 修改手机号码 (guide, G9), in the session that scanned, soon after; or after the counter, within a day.
fn change_mobile(
    account: &Account,
    session: SessionDigest,
    mobile: &Mobile,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    if !account.is_mobile_open(in_session(account, session, now)?, now) {
        return Err(Refusal::ScanMissing.into());
    }
    let mobile = mobile.clone();
    events.push(CredentialsEvent::MobileChanged { mobile }.into());
    Ok(events)
}

#[cfg(test)]
mod tests {
    use verification::{Basis, Decision, Level};

    use super::*;
    use crate::fixtures::{
        self, NOW, check, id, later, outcome, run, session, sessions, signed_in,
    };
    use crate::{Device, ScanCommand, SessionCommand};

    #[test]
    fn a_new_password_ends_every_other_session() {
        let mut account = signed_in();
        run(&mut account, &fixtures::sign_in(2), NOW).unwrap();
        check(&mut account, &fixtures::change_password(1, true), 9, Ok(()));
        assert_eq!(sessions(account.as_ref()), [session(1)]);
        assert_eq!(account.unwrap().password, fixtures::new_password());
    }

    #[test]
    fn guessing_the_old_password_is_paused() {
        let mut account = signed_in();
        for second in 0..5 {
            let wrong = Err(Refusal::OldPasswordWrong);
            check(
                &mut account,
                &fixtures::change_password(1, false),
                second,
                wrong,
            );
        }
        let paused = limits::RetryAfter { seconds: 30 };
        let paused = Err(Refusal::TooManyPasswords(paused));
        check(&mut account, &fixtures::change_password(1, true), 5, paused);
        check(
            &mut account,
            &fixtures::change_password(1, true),
            35,
            Ok(()),
        );
        assert_eq!(account.unwrap().record.failed_passwords, None);
    }

    #[test]
    fn a_scan_resets_a_password_once_and_not_for_long() {
        let mut account = signed_in();
        let reset = fixtures::reset_password(4, Decision::Passed, later(10));
        check(
            &mut account,
            &reset,
            15 * 60 + 11,
            Err(Refusal::StatementForeign),
        );
        check(&mut account, &reset, 60, Ok(()));
        assert_eq!(sessions(account.as_ref()), []);
        check(&mut account, &reset, 61, Err(Refusal::ScanSpent));
        let ahead = fixtures::reset_password(5, Decision::Passed, later(100));
        check(&mut account, &ahead, 90, Ok(()));
        check(&mut account, &ahead, 91, Err(Refusal::ScanSpent));
    }

    #[test]
    fn a_password_set_after_the_counter_leaves_no_mobile_number_until_its_holder_gives_one() {
        let reset = |basis| {
            let mut answered =
                fixtures::answered(Purpose::ResetPassword, 4, Decision::Passed, later(10));
            answered.outcome.basis = basis;
            CredentialsCommand::ResetPassword {
                answered: Box::new(answered),
                password: fixtures::new_password(),
            }
        };
        let mut account = signed_in();
        check(&mut account, &reset(Basis::Face), 20, Ok(()));
        assert!(account.as_ref().unwrap().person.mobile.is_some());
        let mut account = signed_in();
        check(&mut account, &reset(Basis::Counter), 20, Ok(()));
        assert_eq!(account.as_ref().unwrap().person.mobile, None);
        run(&mut account, &fixtures::sign_in(2), later(30)).unwrap();
        let day = 24 * 3600;
        let late = Err(Refusal::SessionEnded);
        check(
            &mut account.clone(),
            &fixtures::change_mobile(2),
            day + 30,
            late,
        );
        check(&mut account, &fixtures::change_mobile(2), 40, Ok(()));
        check(
            &mut account,
            &fixtures::change_mobile(2),
            41,
            Err(Refusal::ScanMissing),
        );
        assert!(account.unwrap().person.mobile.is_some());
    }

    #[test]
    fn a_scan_for_one_purpose_is_worth_nothing_for_another() {
        let foreign = || Err(Refusal::StatementForeign);
        for purpose in Purpose::SCANS {
            let answered = Box::new(fixtures::answered(purpose, 4, Decision::Passed, later(1)));
            let reset = CredentialsCommand::ResetPassword {
                answered: answered.clone(),
                password: fixtures::new_password(),
            };
            let sign_in = SessionCommand::SignInByFace {
                answered,
                session: session(2),
                device: Device::default(),
            };
            let expect = |own| if purpose == own { Ok(()) } else { foreign() };
            check(&mut signed_in(), &reset, 2, expect(Purpose::ResetPassword));
            check(&mut signed_in(), &sign_in, 2, expect(Purpose::SignIn));
        }
    }

    #[test]
    fn a_mobile_number_changes_after_a_scan_for_that_in_the_same_session() {
        let mut account = signed_in();
        run(&mut account, &fixtures::sign_in(2), NOW).unwrap();
        let missing = || Err(Refusal::ScanMissing);
        check(&mut account, &fixtures::change_mobile(1), 1, missing());
        let begin = fixtures::begin_for(Purpose::ChangeMobile, 1, 6, later(1));
        run(&mut account, &begin, later(1)).unwrap();
        run(&mut account, &fixtures::submit(1, 6), later(9)).unwrap();
        let finish = ScanCommand::Finish {
            id: id(6),
            outcome: Box::new(outcome(
                6,
                Purpose::ChangeMobile,
                Decision::Passed,
                later(9),
            )),
        };
        run(&mut account, &finish, later(10)).unwrap();
        assert_eq!(account.as_ref().unwrap().level(), Level::Three);
        check(&mut account, &fixtures::change_mobile(2), 11, missing());
        check(
            &mut account.clone(),
            &fixtures::change_mobile(1),
            611,
            missing(),
        );
        check(&mut account, &fixtures::change_mobile(1), 609, Ok(()));
        check(&mut account, &fixtures::change_mobile(1), 609, missing());
        let mobile = account.unwrap().person.mobile.unwrap();
        assert_eq!(mobile.expose(), "13900139000");
    }
}
