//! Personal data is kept no longer than it is needed (PIPL art. 19): an account that nobody uses is closed.

use jiff::{SignedDuration, Timestamp};

use crate::{Account, Event};

/// Closes the account if it has not been used for as long as it is kept.
pub(super) fn expire(account: &Account, kept: SignedDuration, now: Timestamp) -> Vec<Event> {
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
    use super::*;
    use crate::fixtures::{later, run, signed_in};
    use crate::{Command, fixtures};

    const KEPT: SignedDuration = SignedDuration::from_secs(100);

    fn is_closed(account: Option<&Account>, second: i64) -> bool {
        let mut account = account.cloned();
        let expire = Command::Expire { kept: KEPT };
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
        let wrong = Command::SignIn {
            password_fits: false,
            session: fixtures::session(3),
            device: crate::Device::default(),
        };
        run(&mut account, &wrong, later(60)).unwrap_err();
        assert!(is_closed(account.as_ref(), 150));
    }

    #[test]
    fn nobody_is_closed_while_business_may_be_registered_in_their_name() {
        let mut account = signed_in();
        let raise = fixtures::attest(
            verification::Purpose::RaiseLevel,
            7,
            verification::Decision::Passed,
        );
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
}
