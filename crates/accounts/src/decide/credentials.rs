//! What a person proves who they are with, and the sessions that begin with it.

use identity::Mobile;
use jiff::Timestamp;
use verification::{Purpose, Subject};

use super::{opening, use_session};
use crate::event::Proof;
use crate::scan::{CHOOSING, FRESH};
use crate::{
    Account, Answered, Device, Event, PasswordDigest, Refusal, Refused, SessionDigest, SessionId,
    limits,
};

/// 登录 by password (guide, G7).
pub(super) fn sign_in(
    password_fits: bool,
    session: SessionDigest,
    device: Device,
) -> Result<Vec<Event>, Refused> {
    if password_fits {
        let method = Proof::Password;
        return Ok(vec![Event::SignedIn {
            session,
            device,
            method,
        }]);
    }
    Err(Refused {
        events: vec![Event::SignInFailed],
        refusal: Refusal::PasswordWrong,
    })
}

/// 登录 by face, or at the counter in its place (guide, G7).
pub(super) fn sign_in_by_face(
    account: &Account,
    answered: &Answered,
    (session, device): (SessionDigest, Device),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    opening::passed(answered, Purpose::SignIn, FRESH, now)?;
    about(account, answered.check.question.subject)?;
    let method = Proof::of(answered.outcome.basis);
    let signed_in = Event::SignedIn {
        session,
        device,
        method,
    };
    let consent = opening::consent(answered).into_iter();
    Ok(consent.chain([signed_in]).collect())
}

/// 忘记密码 (guide, G8): a scan serves once, for it counts only when it is younger than the password.
pub(super) fn reset_password(
    account: &Account,
    answered: &Answered,
    password: &PasswordDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    opening::passed(answered, Purpose::ResetPassword, CHOOSING, now)?;
    about(account, answered.check.question.subject)?;
    let record = &account.record;
    let is_spent = record.reset_by == Some(answered.check.id);
    if is_spent || answered.outcome.decided_at <= record.password_set_at {
        return Err(Refusal::ScanSpent.into());
    }
    let changed = Event::PasswordChanged {
        password: password.clone(),
        kept: None,
        method: Proof::of(answered.outcome.basis),
        scan: Some(answered.check.id),
    };
    let consent = opening::consent(answered).into_iter();
    Ok(consent.chain([changed]).collect())
}

pub(super) fn about(account: &Account, subject: Subject) -> Result<(), Refusal> {
    if subject == account.record.subject {
        Ok(())
    } else {
        Err(Refusal::StatementForeign)
    }
}

/// 修改密码 (guide, G12): every other session ends.
pub(super) fn change_password(
    account: &Account,
    session: SessionDigest,
    (password_fits, password): (bool, &PasswordDigest),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    prove_again(account, password_fits, now)?;
    Ok(vec![Event::PasswordChanged {
        password: password.clone(),
        kept: Some(session),
        method: Proof::Password,
        scan: None,
    }])
}

/// Closing the account takes the password once more.
pub(super) fn close(
    account: &Account,
    session: SessionDigest,
    password_fits: bool,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    prove_again(account, password_fits, now)?;
    Ok(vec![Event::Closed { unused: false }])
}

/// Whoever sits down at a screen that was left open does not know the password, and may not guess for long.
fn prove_again(account: &Account, password_fits: bool, now: Timestamp) -> Result<(), Refused> {
    limits::check(account.record.failed_passwords.as_ref(), now)
        .map_err(Refusal::TooManyPasswords)?;
    if password_fits {
        return Ok(());
    }
    Err(Refused {
        events: vec![Event::PasswordRefused],
        refusal: Refusal::OldPasswordWrong,
    })
}

pub(super) fn end_session(
    account: &Account,
    session: SessionDigest,
    id: SessionId,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    let mut lasting = account
        .record
        .sessions
        .iter()
        .filter(|kept| kept.lasts(now));
    let ended = lasting.find(|kept| kept.id() == id);
    let ended = ended.ok_or(Refusal::SessionUnknown)?;
    Ok(vec![Event::SessionEnded {
        session: ended.digest,
    }])
}

/// 修改手机号码 (guide, G9), in the session that scanned, soon after; or after the counter, within a day.
pub(super) fn change_mobile(
    account: &Account,
    session: SessionDigest,
    mobile: &Mobile,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    if !account.is_mobile_open(Some(session), now) {
        return Err(Refusal::ScanMissing.into());
    }
    events.push(Event::MobileChanged {
        mobile: mobile.clone(),
    });
    Ok(events)
}

#[cfg(test)]
mod tests {
    use verification::{Decision, Level, Refusal as Reason};

    use super::*;
    use crate::fixtures::{self, NOW, id, later, outcome, run, session, signed_in};
    use crate::{Command, Method};

    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads better at the place of use"
    )]
    fn check(
        account: &mut Option<Account>,
        command: &Command,
        second: i64,
        expected: Result<(), Refusal>,
    ) {
        let result = run(account, command, later(second));
        assert_eq!(result.map_err(|refused| refused.refusal), expected);
    }

    fn sessions(account: Option<&Account>) -> Vec<SessionDigest> {
        let record = &account.unwrap().record;
        record.sessions.iter().map(|kept| kept.digest).collect()
    }

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
    fn a_scan_for_one_purpose_is_worth_nothing_for_another() {
        let foreign = || Err(Refusal::StatementForeign);
        for purpose in Purpose::SCANS {
            let answered = Box::new(fixtures::answered(purpose, 4, Decision::Passed, later(1)));
            let reset = Command::ResetPassword {
                answered: answered.clone(),
                password: fixtures::new_password(),
            };
            let sign_in = Command::SignInByFace {
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
    fn a_face_that_differs_signs_nobody_in() {
        let mut account = signed_in();
        let reason = Reason::FaceDiffers;
        let refused = Decision::Refused {
            reason: reason.clone(),
        };
        let sign_in = fixtures::sign_in_by_face(2, refused, NOW);
        check(&mut account, &sign_in, 1, Err(Refusal::NotVerified(reason)));
        let sign_in = fixtures::sign_in_by_face(2, Decision::Passed, NOW);
        check(&mut account, &sign_in, 1, Ok(()));
        assert_eq!(sessions(account.as_ref()), [session(1), session(2)]);
    }

    #[test]
    fn sessions_are_ended_by_their_ids() {
        let mut account = signed_in();
        run(&mut account, &fixtures::sign_in(2), NOW).unwrap();
        let end = |number| Command::EndSession {
            session: session(1),
            id: SessionId::of(&session(number)),
        };
        check(&mut account, &end(2), 1, Ok(()));
        check(&mut account, &end(2), 2, Err(Refusal::SessionUnknown));
        check(&mut account, &end(1), 3, Ok(()));
        check(&mut account, &end(1), 4, Err(Refusal::SessionEnded));
    }

    #[test]
    fn activation_opens_an_account_at_level_four() {
        let mut account = None;
        let late = fixtures::activate(Decision::Passed, NOW);
        check(&mut account, &late, 16 * 60, Err(Refusal::StatementForeign));
        check(&mut account, &late, 60, Ok(()));
        check(&mut account, &late, 61, Err(Refusal::AlreadyRegistered));
        let account = account.unwrap();
        assert_eq!(account.level(), Level::Four);
        assert_eq!(account.record.levels[0].method, Method::Activation);
        assert_eq!(account.person.mobile, None);
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
        let finish = Command::FinishScan {
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

    #[test]
    fn closing_takes_the_password_and_leaves_no_account() {
        let mut account = signed_in();
        let close = |password_fits| Command::Close {
            session: session(1),
            password_fits,
        };
        check(
            &mut account,
            &close(false),
            1,
            Err(Refusal::OldPasswordWrong),
        );
        check(&mut account, &close(true), 2, Ok(()));
        assert_eq!(account, None);
        let again = fixtures::registration(Decision::Passed);
        check(&mut account, &Command::Register(Box::new(again)), 3, Ok(()));
    }
}
