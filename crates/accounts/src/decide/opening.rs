//! Opening an account: only an outcome that passed, about this very question, opens one.

use jiff::Timestamp;
use verification::Purpose;

use super::answers;
use crate::command::{Activation, OpenCommand, Registration};
use crate::event::OpenedEvent;
use crate::scan::{CHOOSING, FRESH};
use crate::{Answered, Event, Method, Refusal, Refused};

/// The events of `command`, where there is no account.
pub(super) fn decide(command: &OpenCommand, now: Timestamp) -> Result<Vec<Event>, Refused> {
    match command {
        OpenCommand::Register(registration) => register(registration, now),
        OpenCommand::Activate(activation) => activate(activation, now),
    }
}

/// Registration (guide, G5).
fn register(registration: &Registration, now: Timestamp) -> Result<Vec<Event>, Refused> {
    let Registration {
        person,
        password,
        terms_version,
        outcome,
        check,
    } = registration;
    let answered = Answered {
        check: check.clone(),
        outcome: outcome.clone(),
        consent: None,
    };
    answers::passed(&answered, Purpose::Register, FRESH, now)?;
    let registered = OpenedEvent::Registered {
        person: Box::new(person.clone()),
        password: password.clone(),
        subject: check.question.subject,
        terms_version: terms_version.clone(),
        check: check.id,
    };
    Ok(vec![registered.into()])
}

/// Activation of a provincial account (guide, G6).
fn activate(activation: &Activation, now: Timestamp) -> Result<Vec<Event>, Refused> {
    let Activation {
        person,
        password,
        terms_version,
        answered,
        closed_at,
    } = activation;
    answers::passed(answered, Purpose::Activate, CHOOSING, now)?;
    // What was verified before the holder closed an account opens it no more.
    if closed_at.is_some_and(|closed_at| answered.outcome.decided_at <= closed_at) {
        return Err(Refusal::ScanSpent.into());
    }
    let activated = OpenedEvent::Activated {
        person: Box::new(person.clone()),
        password: password.clone(),
        subject: answered.check.question.subject,
        terms_version: terms_version.clone(),
        verification: answered.check.id,
        method: Method::of(answered.outcome.basis),
    };
    let consent = answers::consent(answered).map(Event::from);
    Ok([Event::from(activated)]
        .into_iter()
        .chain(consent)
        .collect())
}

#[cfg(test)]
mod tests {
    use verification::{Decision, Level};

    use super::*;
    use crate::fixtures::{self, NOW, check};

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
        assert_eq!(account.level_by_password(), Level::Four);
    }

    #[test]
    fn what_was_verified_before_an_account_was_closed_opens_none() {
        let grant = |closed_at| {
            let mut answered = fixtures::answered(Purpose::Activate, 8, Decision::Passed, NOW);
            answered.outcome.basis = verification::Basis::Counter;
            let command = OpenCommand::Activate(Box::new(Activation {
                person: fixtures::person(),
                password: fixtures::new_password(),
                terms_version: "2026-11".to_owned(),
                answered,
                closed_at: Some(closed_at),
            }));
            let mut account = None;
            check(&mut account, &command, 60, Ok(()));
        };
        let refused = |closed_at| {
            let mut command = fixtures::activate(Decision::Passed, NOW);
            if let crate::Command::Open(OpenCommand::Activate(activation)) = &mut command {
                activation.closed_at = Some(closed_at);
            }
            check(&mut None, &command, 60, Err(Refusal::ScanSpent));
        };
        grant(fixtures::later(-1));
        refused(NOW);
        refused(fixtures::later(30));
    }
}
