//! Why a transcript cannot be decided again.

use crate::next::FactsError;
use crate::rules::RulesError;
use verification::{JsonError, SignedError};

/// Why a transcript cannot be decided again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The signature does not fit, or no key is known for it.
    #[error("the transcript's signature is not good: {0}")]
    Signature(#[source] SignedError),
    /// It is no transcript.
    #[error("not a transcript")]
    Malformed,
    /// Its JSON is not that of a transcript.
    #[error("not a transcript")]
    Json(#[from] JsonError),
    /// A layout that is not known here.
    #[error("a transcript of another layout")]
    Layout,
    /// Its rules cannot be applied.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Its facts do not fit together.
    #[error(transparent)]
    Facts(#[from] FactsError),
    /// A fact is missing that its rules ask for.
    #[error("the transcript lacks a fact that its rules ask for")]
    Incomplete,
}
