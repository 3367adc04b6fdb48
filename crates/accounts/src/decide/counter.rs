//! What a clerk verified at the counter, for the holder of an account (guide, G15).

use jiff::Timestamp;
use verification::Purpose;

use super::answers;
use super::gains::{Passed, gained};
use super::sessions::{in_session, use_session};
use crate::command::CounterCommand;
use crate::scan::{self, FRESH};
use crate::{
    Account, Answered, Credential, Event, HolderGain, HolderWay, Refusal, Refused, SessionDigest,
};

const WAY: HolderWay = HolderWay::Counter;

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &CounterCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        CounterCommand::Prepare { session, purpose } => prepare(account, *session, *purpose, now),
        CounterCommand::Attest {
            answered,
            credential,
        } => attest(account, answered, *credential, now),
    }
}

/// Whether there is anything to go to the counter for.
fn prepare(
    account: &Account,
    session: SessionDigest,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let events = use_session(account, session, now)?;
    let level = account.level_in(in_session(account, session, now)?);
    HolderGain::at_level(purpose, WAY, level)?;
    Ok(events)
}

/// Gives what the scan would have given to the credential with which the voucher was made.
fn attest(
    account: &Account,
    answered: &Answered,
    credential: Option<Credential>,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let question = &answered.check.question;
    answers::passed(answered, question.purpose, FRESH, now)?;
    answers::about(account, question.subject)?;
    let is_fresh = scan::is_fresh(answered.outcome.decided_at, now);
    if answered.outcome.basis != WAY.basis() || !is_fresh {
        return Err(Refusal::StatementForeign.into());
    }
    let gain = HolderGain::of(question.purpose, WAY)?;
    let passed = Passed {
        id: answered.check.id,
        way: WAY,
        credential,
    };
    Ok(vec![gained(account, gain, passed, now)?])
}

#[cfg(test)]
mod tests {
    use verification::{Basis, Decision, Level};

    use super::*;
    use crate::fixtures::{self, later, refusal, run, signed_in};
    use crate::{Command, Method};

    fn attest(purpose: Purpose, basis: Basis) -> Command {
        let mut answered = fixtures::attested(purpose, 7, Decision::Passed);
        answered.outcome.basis = basis;
        let answered = Box::new(answered);
        CounterCommand::Attest {
            answered,
            credential: None,
        }
        .into()
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
    fn a_clerks_word_opens_the_mobile_number_for_a_day_with_the_password_that_made_the_voucher() {
        let mut account = signed_in();
        let open = fixtures::attest_in(1, Purpose::ChangeMobile, 7);
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
