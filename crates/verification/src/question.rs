//! What an authority is asked about a person, as its answer has to repeat it.

use crate::{Challenge, Nonce, Outcome, Purpose, Subject, VerificationId};
use serde::{Deserialize, Serialize};

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
