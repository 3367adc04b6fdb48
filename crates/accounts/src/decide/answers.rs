//! Whether the authority's answer to a question is good.

use jiff::{SignedDuration, Timestamp};
use verification::{Basis, Decision, Purpose, Subject};

use crate::event::ScanEvent;
use crate::scan::{ATTESTED, is_within};
use crate::{Account, Answered, Refusal};

/// The consent that a scan rested on.
pub(super) fn consent(answered: &Answered) -> Option<ScanEvent> {
    let consent = answered.consent.clone()?;
    Some(ScanEvent::ConsentGiven {
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

/// Whether the question was about the holder of `account`.
pub(super) fn about(account: &Account, subject: Subject) -> Result<(), Refusal> {
    if subject == account.record.subject {
        Ok(())
    } else {
        Err(Refusal::StatementForeign)
    }
}
