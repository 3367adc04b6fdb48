//! How an account is closed. Personal data is kept no longer than it is needed (PIPL art. 19).

use jiff::{SignedDuration, Timestamp};

use super::credentials::prove_again;
use super::sessions::use_session;
use crate::command::ClosingCommand;
use crate::{Account, Event, Refused, SessionDigest};

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &ClosingCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        ClosingCommand::Close {
            session,
            password_fits,
        } => close(account, *session, *password_fits, now),
        ClosingCommand::Expire { kept } => Ok(expire(account, *kept, now)),
    }
}

/// Closing the account takes the password once more.
fn close(
    account: &Account,
    session: SessionDigest,
    password_fits: bool,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    use_session(account, session, now)?;
    prove_again(account, password_fits, now)?;
    Ok(vec![Event::Closed { unused: false }])
}

/// Closes the account if it has not been used for as long as it is kept.
fn expire(account: &Account, kept: SignedDuration, now: Timestamp) -> Vec<Event> {
    let is_over = account
        .used_last()
        .saturating_add(kept)
        .is_ok_and(|over| over <= now);
    is_over
        .then_some(Event::Closed { unused: true })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use verification::{Decision, Purpose};

    use super::*;
    use crate::Refusal;
    use crate::fixtures::{self, later, run, signed_in};

    const KEPT: SignedDuration = SignedDuration::from_secs(100);

    fn is_closed(account: Option<&Account>, second: i64) -> bool {
        let mut account = account.cloned();
        let expire = ClosingCommand::Expire { kept: KEPT };
        run(&mut account, &expire, later(second)).unwrap();
        account.is_none()
    }

    #[test]
    fn what_nobody_uses_is_closed_and_use_begins_the_time_anew() {
        let mut account = signed_in();
        assert!(!is_closed(account.as_ref(), 99));
        assert!(is_closed(account.as_ref(), 100));
        run(&mut account, &fixtures::sign_in(2), later(50)).unwrap();
        assert!(!is_closed(account.as_ref(), 149));
        assert!(is_closed(account.as_ref(), 150));
        let wrong = fixtures::wrong_password(3);
        run(&mut account, &wrong, later(60)).unwrap_err();
        assert!(is_closed(account.as_ref(), 150));
    }

    #[test]
    fn nobody_is_closed_while_business_may_be_registered_in_their_name() {
        let mut account = signed_in();
        let raise = fixtures::attest_in(1, Purpose::RaiseLevel, 7);
        run(&mut account, &raise, later(1)).unwrap();
        run(&mut account, &fixtures::authorise(1, 0), later(2)).unwrap();
        let ends = account
            .as_ref()
            .unwrap()
            .business(later(3))
            .unwrap()
            .ends_at();
        let seconds = ends.as_second() - later(0).as_second();
        assert!(!is_closed(account.as_ref(), seconds + 99));
        assert!(is_closed(account.as_ref(), seconds + 100));
    }

    #[test]
    fn closing_takes_the_password_and_leaves_no_account() {
        let mut account = signed_in();
        let close = |password_fits| fixtures::close(1, password_fits);
        let wrong = run(&mut account, &close(false), later(1)).unwrap_err();
        assert_eq!(wrong.refusal, Refusal::OldPasswordWrong);
        run(&mut account, &close(true), later(2)).unwrap();
        assert_eq!(account, None);
        let again = fixtures::register(Decision::Passed);
        run(&mut account, &again, later(3)).unwrap();
        assert!(account.is_some());
    }
}
