//! What a clerk verified at the counter, for whoever has an account (guide, G15).

use jiff::Timestamp;
use verification::{Basis, Level, Purpose};

use super::{credentials, opening, use_session};
use crate::scan::{self, ATTESTED, FRESH};
use crate::{Account, Answered, Event, Method, Refusal, Refused, SessionDigest};

/// Whether there is anything to go to the counter for.
pub(super) fn prepare(
    account: &Account,
    session: SessionDigest,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let events = use_session(account, session, now)?;
    match purpose {
        Purpose::RaiseLevel if account.level() == Level::Four => {
            Err(Refusal::AlreadyAtLevel.into())
        }
        Purpose::RaiseLevel | Purpose::ChangeMobile => Ok(events),
        _ => Err(Refusal::PurposeUnknown.into()),
    }
}

/// Gives what the scan would have given, in whatever session: the way to the counter, and home, may be long.
pub(super) fn attest(
    account: &Account,
    answered: &Answered,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let question = &answered.check.question;
    opening::passed(answered, question.purpose, FRESH, now)?;
    credentials::about(account, question.subject)?;
    let is_fresh = scan::is_fresh(answered.outcome.decided_at, now);
    if answered.outcome.basis != Basis::Counter || !is_fresh {
        return Err(Refusal::StatementForeign.into());
    }
    let id = answered.check.id;
    match question.purpose {
        Purpose::RaiseLevel if account.level() == Level::Four => {
            Err(Refusal::AlreadyAtLevel.into())
        }
        Purpose::RaiseLevel => Ok(vec![Event::LevelReached {
            id,
            level: Level::Four,
            method: Method::Counter,
        }]),
        Purpose::ChangeMobile => Ok(vec![Event::MobileOpened {
            id,
            session: None,
            method: Method::Counter,
            until: now.saturating_add(ATTESTED).unwrap_or(now),
        }]),
        _ => Err(Refusal::PurposeUnknown.into()),
    }
}

#[cfg(test)]
mod tests {
    use verification::Decision;

    use super::*;
    use crate::fixtures::{self, later, run, signed_in};
    use crate::{Command, decide};

    fn attest(purpose: Purpose, basis: Basis) -> Command {
        let mut attest = fixtures::attest(purpose, 7, Decision::Passed);
        if let Command::Attest { answered } = &mut attest {
            answered.outcome.basis = basis;
        }
        attest
    }

    fn refusal(account: Option<&Account>, command: &Command, second: i64) -> Option<Refusal> {
        let decided = decide(account, command, later(second));
        decided.err().map(|refused| refused.refusal)
    }

    #[test]
    fn a_clerks_word_gives_level_four_by_the_counter_and_serves_once() {
        let mut account = signed_in();
        let raise = attest(Purpose::RaiseLevel, Basis::Counter);
        run(&mut account, &raise, later(2)).unwrap();
        let kept = account.as_ref().unwrap();
        assert_eq!(kept.level(), Level::Four);
        assert_eq!(kept.record.levels.last().unwrap().method, Method::Counter);
        let again = refusal(account.as_ref(), &raise, 3);
        assert_eq!(again, Some(Refusal::AlreadyAtLevel));
    }

    #[test]
    fn nothing_but_a_clerks_word_is_taken_and_not_for_long() {
        let account = signed_in();
        let foreign = Some(Refusal::StatementForeign);
        for basis in [Basis::Elements, Basis::Face] {
            let raise = attest(Purpose::RaiseLevel, basis);
            assert_eq!(refusal(account.as_ref(), &raise, 2), foreign);
        }
        let raise = attest(Purpose::RaiseLevel, Basis::Counter);
        assert_eq!(refusal(account.as_ref(), &raise, 3600), foreign);
        let sign_in = attest(Purpose::SignIn, Basis::Counter);
        let unknown = Some(Refusal::PurposeUnknown);
        assert_eq!(refusal(account.as_ref(), &sign_in, 2), unknown);
    }

    #[test]
    fn a_clerks_word_opens_the_mobile_number_for_a_day_in_any_session() {
        let mut account = signed_in();
        let open = attest(Purpose::ChangeMobile, Basis::Counter);
        run(&mut account, &open, later(2)).unwrap();
        let day = 24 * 3600;
        run(&mut account, &fixtures::sign_in(2), later(day)).unwrap();
        let change = fixtures::change_mobile(2);
        let late = refusal(account.as_ref(), &change, day + 2);
        assert_eq!(late, Some(Refusal::ScanMissing));
        run(&mut account, &change, later(day + 1)).unwrap();
        assert_eq!(account.unwrap().level(), Level::Three);
    }
}
