//! Opening an account: only an outcome that passed, about this very question, opens one.

use jiff::{SignedDuration, Timestamp};
use verification::{Basis, Decision, Purpose};

use crate::scan::{ATTESTED, CHOOSING, FRESH, is_within};
use crate::{Activation, Answered, Event, Method, Refusal, Refused, Registration};

/// Registration (guide, G5).
pub(super) fn register(registration: &Registration, now: Timestamp) -> Result<Vec<Event>, Refused> {
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
    passed(&answered, Purpose::Register, FRESH, now)?;
    Ok(vec![Event::Registered {
        person: Box::new(person.clone()),
        password: password.clone(),
        subject: check.question.subject,
        terms_version: terms_version.clone(),
        check: check.id,
    }])
}

/// Activation of a provincial account (guide, G6).
pub(super) fn activate(activation: &Activation, now: Timestamp) -> Result<Vec<Event>, Refused> {
    let Activation {
        person,
        password,
        terms_version,
        answered,
    } = activation;
    passed(answered, Purpose::Activate, CHOOSING, now)?;
    let activated = Event::Activated {
        person: Box::new(person.clone()),
        password: password.clone(),
        subject: answered.check.question.subject,
        terms_version: terms_version.clone(),
        verification: answered.check.id,
        method: Method::of(answered.outcome.basis),
    };
    Ok([activated].into_iter().chain(consent(answered)).collect())
}

/// The consent that a scan rested on.
pub(super) fn consent(answered: &Answered) -> Option<Event> {
    let consent = answered.consent.clone()?;
    Some(Event::ConsentGiven {
        id: answered.check.id,
        consent,
    })
}

/// Whether the authority answered this very question for this purpose, not `longest` ago, with yes. What a clerk attested
/// counts for longer.
pub(super) fn passed(
    Answered { check, outcome, .. }: &Answered,
    purpose: Purpose,
    longest: SignedDuration,
    now: Timestamp,
) -> Result<(), Refusal> {
    let rests_on_elements = outcome.basis == Basis::Elements;
    let is_ours = check.question.purpose == purpose
        && check.is_answered_by(outcome)
        && rests_on_elements == (purpose == Purpose::Register);
    let longest = match outcome.basis {
        Basis::Counter => ATTESTED,
        Basis::Elements | Basis::Face => longest,
    };
    if !is_ours || !is_within(longest, outcome.decided_at, now) {
        return Err(Refusal::StatementForeign);
    }
    match &outcome.decision {
        Decision::Passed => Ok(()),
        Decision::Refused { reason } => Err(Refusal::NotVerified(reason.clone())),
    }
}
