//! Whether a person's account is a provincial one that must be activated on the national platform (guide, G6 and F2).

use crate::signed::Claims;
use crate::{Nonce, Subject};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The edge asks, after a sign-in that failed: must this person's account be activated?
///
/// Number and name are personal data: they travel between edge and authority alone and print nothing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivationCheck {
    /// Ties the statement to this question.
    pub nonce: Nonce,
    /// Whom the statement will name.
    pub subject: Subject,
    /// Who asks: the edge's own address.
    pub audience: String,
    /// 身份证号.
    pub number: String,
    /// 姓名, where whoever asks may learn nothing of a number alone: of another name nothing is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl std::fmt::Debug for ActivationCheck {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ActivationCheck(…)")
    }
}

/// What the authority states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivationStatement {
    /// The question's nonce.
    pub nonce: Nonce,
    /// Whom it is about.
    pub subject: Subject,
    /// The edge it is meant for.
    pub audience: String,
    /// Whether the account is a provincial one; false for a number that nobody has.
    pub is_needed: bool,
    /// When.
    pub decided_at: Timestamp,
}

impl Claims for ActivationStatement {
    const TYPE: &'static str = "shiming-activation";
}

impl ActivationStatement {
    /// Whether this is the answer to `check`.
    #[must_use]
    pub fn answers(&self, check: &ActivationCheck) -> bool {
        self.nonce == check.nonce
            && self.subject == check.subject
            && self.audience == check.audience
    }
}
