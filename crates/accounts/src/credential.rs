//! What level four belongs to: a session, and the password that began it. Anybody who knows four elements can register
//! them, so that a password alone says nothing of whose face was compared.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Account, Proof, Session, SessionDigest};

/// A session and the password by which it began: what a verification proves that was asked for in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The session.
    pub session: SessionDigest,
    /// When the password by which it began was set; `None` if it began otherwise.
    pub password_set_at: Option<Timestamp>,
}

impl Credential {
    /// That of `session`, which is one of `account`.
    #[must_use]
    pub fn of(account: &Account, session: &Session) -> Self {
        let began_by_password = session.method == Proof::Password;
        Self {
            session: session.digest,
            password_set_at: began_by_password.then_some(account.record.password_set_at),
        }
    }

    /// Whether it began by the password that was set at `password_set_at`.
    #[must_use]
    pub fn is_by_password(&self, password_set_at: Timestamp) -> bool {
        self.password_set_at == Some(password_set_at)
    }
}

#[cfg(test)]
mod tests {
    use verification::{Decision, Level, Purpose};

    use super::*;
    use crate::fixtures::{
        self, attest_in, authorise, check, finish_check, later, level_in, run, session, sessions,
        signed_in,
    };
    use crate::{CheckCommand, Refusal};

    const FOUR: Option<Level> = Some(Level::Four);
    const THREE: Option<Level> = Some(Level::Three);

    fn lifted_by_a_portal() -> Option<Account> {
        let mut account = signed_in();
        check(&mut account, &fixtures::visit(1, 1, true), 1, Ok(()));
        check(&mut account, &fixtures::redeem(1), 2, Ok(()));
        let lift = finish_check(Purpose::RaiseLevel, 7, Decision::Passed);
        check(&mut account, &lift, 3, Ok(()));
        account
    }

    #[test]
    fn whoever_registered_somebody_first_gains_nothing_by_that_persons_face() {
        let mut account = lifted_by_a_portal();
        assert_eq!(account.as_ref().unwrap().level(), Level::Four);
        assert_eq!(sessions(account.as_ref()), []);
        let over = Err(Refusal::TokenInvalid);
        check(&mut account, &fixtures::use_access(1), 4, over);
        run(&mut account, &fixtures::sign_in(2), later(5)).unwrap();
        assert_eq!(level_in(account.as_ref(), 2, 6), THREE);
        let too_low = || Err(Refusal::LevelTooLow);
        check(&mut account, &authorise(2, 9), 6, too_low());
        let begin = fixtures::begin_for(Purpose::AuthoriseBusiness, 2, 8, later(6));
        check(&mut account, &begin, 6, too_low());
        let before = account.clone();
        check(&mut account, &fixtures::visit(2, 2, true), 7, Ok(()));
        assert_eq!(account.unwrap().record.visits[0].level, Level::Three);
        let account = before.unwrap();
        assert_eq!(account.level_by_password(), Level::Three);
    }

    #[test]
    fn a_session_that_was_begun_by_face_outlasts_a_check_and_has_its_level() {
        let mut account = signed_in();
        let by_face = fixtures::sign_in_by_face(2, Decision::Passed, later(1));
        check(&mut account, &by_face, 1, Ok(()));
        let lift = finish_check(Purpose::RaiseLevel, 7, Decision::Passed);
        check(&mut account, &lift, 3, Ok(()));
        assert_eq!(sessions(account.as_ref()), [session(2)]);
        assert_eq!(level_in(account.as_ref(), 2, 3), FOUR);
    }

    #[test]
    fn a_scan_proves_its_session_and_the_password_that_began_it() {
        let mut account = lifted_by_a_portal();
        run(&mut account, &fixtures::sign_in(2), later(5)).unwrap();
        fixtures::scan(&mut account, Purpose::RaiseLevel, 2, 6);
        assert_eq!(level_in(account.as_ref(), 2, 6), FOUR);
        run(&mut account, &fixtures::sign_in(3), later(7)).unwrap();
        assert_eq!(level_in(account.as_ref(), 3, 7), FOUR);
        let again = fixtures::prepare(2);
        check(&mut account, &again, 8, Err(Refusal::AlreadyAtLevel));
    }

    #[test]
    fn a_scan_in_a_session_that_was_begun_by_face_proves_no_password() {
        let mut account = signed_in();
        let by_face = fixtures::sign_in_by_face(2, Decision::Passed, later(1));
        check(&mut account, &by_face, 1, Ok(()));
        fixtures::scan(&mut account, Purpose::RaiseLevel, 2, 2);
        assert_eq!(sessions(account.as_ref()), [session(2)]);
        run(&mut account, &fixtures::sign_in(3), later(3)).unwrap();
        assert_eq!(level_in(account.as_ref(), 3, 3), THREE);
    }

    #[test]
    fn a_clerks_word_proves_what_the_voucher_was_made_with() {
        let mut account = lifted_by_a_portal();
        for number in [2, 3] {
            run(&mut account, &fixtures::sign_in(number), later(5)).unwrap();
        }
        let word = attest_in(2, Purpose::RaiseLevel, 8);
        check(&mut account, &word, 6, Ok(()));
        assert_eq!(level_in(account.as_ref(), 2, 6), FOUR);
        check(&mut account, &word, 7, Err(Refusal::AlreadyAtLevel));
        // The way home is long: the session has ended, and the password is the one that made the voucher.
        let mut account = lifted_by_a_portal();
        check(
            &mut account,
            &attest_in(9, Purpose::RaiseLevel, 8),
            6,
            Ok(()),
        );
        run(&mut account, &fixtures::sign_in(4), later(7)).unwrap();
        assert_eq!(level_in(account.as_ref(), 4, 7), FOUR);
    }

    #[test]
    fn a_clerks_word_for_a_voucher_from_before_a_new_password_proves_nothing() {
        let mut account = lifted_by_a_portal();
        run(&mut account, &fixtures::sign_in(2), later(5)).unwrap();
        check(&mut account, &fixtures::change_password(2, true), 6, Ok(()));
        let word = attest_in(9, Purpose::RaiseLevel, 8);
        check(&mut account, &word, 7, Err(Refusal::AlreadyAtLevel));
        assert_eq!(level_in(account.as_ref(), 2, 7), THREE);
    }

    #[test]
    fn a_check_of_the_holders_own_proves_the_session_that_asked_for_it() {
        let mut account = signed_in();
        let finish = CheckCommand::Finish {
            answered: Box::new(fixtures::answered(
                Purpose::RaiseLevel,
                7,
                Decision::Passed,
                fixtures::NOW,
            )),
            session: Some(session(1)),
        };
        check(&mut account, &finish, 3, Ok(()));
        assert_eq!(level_in(account.as_ref(), 1, 3), FOUR);
    }

    #[test]
    fn a_password_is_as_good_as_whom_it_was_set_by() {
        let mut account = lifted_by_a_portal();
        run(&mut account, &fixtures::sign_in(2), later(5)).unwrap();
        check(&mut account, &fixtures::change_password(2, true), 6, Ok(()));
        assert_eq!(level_in(account.as_ref(), 2, 6), THREE);
        let reset = fixtures::reset_password(9, Decision::Passed, later(7));
        check(&mut account, &reset, 8, Ok(()));
        run(&mut account, &fixtures::sign_in(3), later(9)).unwrap();
        assert_eq!(level_in(account.as_ref(), 3, 9), FOUR);
        check(
            &mut account,
            &fixtures::change_password(3, true),
            10,
            Ok(()),
        );
        assert_eq!(level_in(account.as_ref(), 3, 10), FOUR);
    }

    #[test]
    fn a_clerks_word_opens_the_mobile_number_and_business_for_what_it_proves_alone() {
        let mut account = signed_in();
        let by_face = fixtures::sign_in_by_face(2, Decision::Passed, later(1));
        check(&mut account, &by_face, 1, Ok(()));
        let CounterWord { mobile, business } = words();
        check(&mut account, &mobile, 2, Ok(()));
        let missing = || Err(Refusal::ScanMissing);
        check(&mut account, &fixtures::change_mobile(1), 3, missing());
        check(&mut account, &fixtures::change_mobile(2), 3, Ok(()));
        fixtures::scan(&mut account, Purpose::RaiseLevel, 2, 4);
        let stale = 4 + 10 * 60;
        check(&mut account, &authorise(2, 9), stale, missing());
        check(&mut account, &business, 5, Ok(()));
        check(&mut account, &authorise(2, 9), stale, Ok(()));
    }

    struct CounterWord {
        mobile: crate::Command,
        business: crate::Command,
    }

    /// For vouchers that were made in session 2, which was begun by face.
    fn words() -> CounterWord {
        let word = |purpose, number| {
            let credential = Some(Credential {
                session: session(2),
                password_set_at: None,
            });
            let answered = Box::new(fixtures::attested(purpose, number, Decision::Passed));
            let attest = crate::CounterCommand::Attest {
                answered,
                credential,
            };
            attest.into()
        };
        CounterWord {
            mobile: word(Purpose::ChangeMobile, 8),
            business: word(Purpose::AuthoriseBusiness, 9),
        }
    }
}
