//! A question to an authority with its answer.

use serde::{Deserialize, Serialize};
use verification::{CheckAsked, Outcome};

use crate::Consent;

/// A question to the authority, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The question.
    pub check: CheckAsked,
    /// What the authority answered.
    pub outcome: Outcome,
    /// The consent that the scan rested on. `None` if there was no scan.
    pub consent: Option<Consent>,
}
