//! Opening an account: only an outcome that passed, about this very question, opens one.

use jiff::Timestamp;
use verification::Purpose;

use super::answers;
use crate::command::{Activation, OpenCommand, Registration};
use crate::event::OpenedEvent;
use crate::scan::{CHOOSING, FRESH};
use crate::{Answered, Event, Method, Refused};

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
    } = activation;
    answers::passed(answered, Purpose::Activate, CHOOSING, now)?;
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
    use crate::Refusal;
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
    }
}
