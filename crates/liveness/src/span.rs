//! The times of one action.

use serde::{Deserialize, Serialize};
use verification::Action;

/// When one action was asked for and seen, in milliseconds on the frames' clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// What was asked for.
    pub action: Action,
    /// When it was asked for.
    pub prompted_ms: u64,
    /// When it was clearly seen.
    pub performed_ms: u64,
    /// When the person was back to neutral.
    pub returned_ms: u64,
}
