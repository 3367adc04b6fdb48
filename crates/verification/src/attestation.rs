//! What a clerk verified in person at the counter (guide, G15).

use crate::{CheckAsked, ElementsCheck, Purpose, Subject};
use serde::Serialize;

/// The edge states: at the counter a clerk compared this person with the card, and the card with these elements. The
/// answer is a signed outcome that rests on [`crate::Basis::Counter`].
///
/// Its strings are personal data: it travels between edge and authority alone and prints nothing.
#[derive(Clone, Serialize)]
pub struct Attestation {
    /// What stands on the card, and whom the outcome will name.
    #[serde(flatten)]
    pub card: ElementsCheck,
    /// What the person wants to be verified for.
    pub purpose: Purpose,
    /// How the edge names the clerk, who answers for it.
    pub clerk: Subject,
}

impl Attestation {
    /// What its outcome has to answer.
    #[must_use]
    pub fn asked(&self) -> CheckAsked {
        let mut asked = self.card.asked();
        asked.question.purpose = self.purpose;
        asked
    }
}

impl std::fmt::Debug for Attestation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Attestation({})", self.card.id)
    }
}
