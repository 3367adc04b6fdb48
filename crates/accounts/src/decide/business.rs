//! 企业登记注册 (guide, G11): only level four, soon after a comparison of face or card, only until a day that has not passed.

use identity::LegalDay;
use jiff::Timestamp;
use verification::Level;

use super::sessions::{in_session, use_session};
use crate::command::BusinessCommand;
use crate::event::BusinessEvent;
use crate::{Account, Event, LastDay, Refusal, Refused, SessionDigest};

/// The events of `command`.
pub(super) fn decide(
    account: &Account,
    command: &BusinessCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    match command {
        BusinessCommand::Authorise {
            session,
            last_day,
            latest,
        } => authorise(account, *session, (*last_day, *latest), now),
        BusinessCommand::Withdraw { session } => withdraw(account, *session, now),
    }
}

fn authorise(
    account: &Account,
    session: SessionDigest,
    (last_day, latest): (LastDay, Option<LastDay>),
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    let kept = in_session(account, session, now)?;
    if account.level_in(kept) < Level::Four {
        return Err(Refusal::LevelTooLow.into());
    }
    if !account.is_business_open(kept, now) {
        return Err(Refusal::ScanMissing.into());
    }
    if last_day.0 < LegalDay::of(now) {
        return Err(Refusal::DayPast.into());
    }
    if let Some(latest) = latest.filter(|latest| last_day.0 > latest.0) {
        return Err(Refusal::DayTooLate(latest).into());
    }
    events.push(BusinessEvent::Authorised { last_day }.into());
    Ok(events)
}

/// Withdrawing what is not there changes nothing.
fn withdraw(
    account: &Account,
    session: SessionDigest,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    let mut events = use_session(account, session, now)?;
    if account.business(now).is_some() {
        events.push(BusinessEvent::Withdrawn.into());
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use verification::{Decision, Purpose};

    use super::*;
    use crate::Command;
    use crate::fixtures::{self, NOW, later, run, session};

    fn at_level_four() -> Option<Account> {
        let mut account = None;
        let activate = fixtures::activate(Decision::Passed, NOW);
        run(&mut account, &activate, NOW).unwrap();
        let by_face = fixtures::sign_in_by_face(1, Decision::Passed, later(1));
        run(&mut account, &by_face, NOW).unwrap();
        account
    }

    fn check(
        account: &mut Option<Account>,
        command: &(impl Into<Command> + Clone),
        expected: Result<(), Refusal>,
    ) {
        fixtures::check(account, command, 0, expected);
    }

    #[test]
    fn only_level_four_authorises() {
        let mut three = fixtures::signed_in();
        check(
            &mut three,
            &fixtures::authorise(1, 9),
            Err(Refusal::LevelTooLow),
        );
        check(&mut at_level_four(), &fixtures::authorise(1, 9), Ok(()));
    }

    #[test]
    fn only_a_fresh_comparison_in_the_same_session_authorises() {
        let mut account = at_level_four();
        run(&mut account, &fixtures::sign_in(2), NOW).unwrap();
        let missing = || Err(Refusal::ScanMissing);
        fixtures::check(&mut account, &fixtures::authorise(2, 9), 1, missing());
        fixtures::check(&mut account, &fixtures::authorise(1, 9), 599, Ok(()));
        fixtures::check(&mut account, &fixtures::authorise(1, 9), 600, missing());
        fixtures::scan(&mut account, Purpose::AuthoriseBusiness, 1, 700);
        fixtures::check(&mut account, &fixtures::authorise(2, 9), 701, missing());
        fixtures::check(&mut account, &fixtures::authorise(1, 9), 701, Ok(()));
    }

    #[test]
    fn the_last_day_may_be_today_and_not_yesterday() {
        check(&mut at_level_four(), &fixtures::authorise(1, 0), Ok(()));
        check(
            &mut at_level_four(),
            &fixtures::authorise(1, -1),
            Err(Refusal::DayPast),
        );
    }

    #[test]
    fn a_deployment_may_cap_the_last_day() {
        let latest = LastDay(LegalDay::of(later(10 * 24 * 3600)));
        let capped = |days: i64| BusinessCommand::Authorise {
            session: session(1),
            last_day: LastDay(LegalDay::of(later(days * 24 * 3600))),
            latest: Some(latest),
        };
        check(&mut at_level_four(), &capped(10), Ok(()));
        check(
            &mut at_level_four(),
            &capped(11),
            Err(Refusal::DayTooLate(latest)),
        );
    }

    #[test]
    fn it_expires_by_itself_and_can_be_changed_and_withdrawn() {
        let mut account = at_level_four();
        check(&mut account, &fixtures::authorise(1, 1), Ok(()));
        let given = *account.as_ref().unwrap().business(NOW).unwrap();
        assert!(
            account
                .as_ref()
                .unwrap()
                .business(given.ends_at())
                .is_none()
        );
        check(&mut account, &fixtures::authorise(1, 30), Ok(()));
        assert!(
            account
                .as_ref()
                .unwrap()
                .business(given.ends_at())
                .is_some()
        );
        let withdraw = BusinessCommand::Withdraw {
            session: session(1),
        };
        check(&mut account, &withdraw, Ok(()));
        assert_eq!(account.as_ref().unwrap().business(NOW), None);
        check(&mut account, &withdraw, Ok(()));
    }
}
