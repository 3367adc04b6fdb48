//! What an authority is asked about a person, and its answer.

use serde::{Deserialize, Serialize};
use verification::{Challenge, Nonce, Outcome, Purpose, Subject, VerificationId};

use crate::Consent;

/// A question to the authority, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The question.
    pub check: CheckAsked,
    /// What the authority answered.
    pub outcome: Outcome,
    /// The consent that the scan rested on; none where there was no scan.
    pub consent: Option<Consent>,
}

/// A question as it was asked: a check of the four elements, or a face scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAsked {
    /// Named the check.
    pub id: VerificationId,
    /// Ties the outcome to it.
    pub nonce: Nonce,
    /// Who, for whom, what for.
    pub question: Question,
}

/// What an authority is asked: about whom, for whom, what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// About whom.
    pub subject: Subject,
    /// What for.
    pub purpose: Purpose,
    /// The origin that asks.
    pub audience: String,
}

impl Question {
    /// Whether `challenge` was drawn for this question.
    #[must_use]
    pub fn is_that_of(&self, challenge: &Challenge) -> bool {
        self.subject == challenge.subject
            && self.purpose == challenge.purpose
            && self.audience == challenge.audience
    }
}

impl CheckAsked {
    /// Whether `outcome` is the answer to this check.
    #[must_use]
    pub fn is_answered_by(&self, outcome: &Outcome) -> bool {
        self.id == outcome.id
            && self.nonce == outcome.nonce
            && self.question.subject == outcome.subject
            && self.question.purpose == outcome.purpose
            && self.question.audience == outcome.audience
    }
}
