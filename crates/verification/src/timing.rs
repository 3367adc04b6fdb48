//! When the actions of a challenge are asked for, and for how long they are held.

use serde::{Deserialize, Serialize};

/// The oldest client that keeps to timings.
pub(crate) const FIRST_CLIENT: u32 = 3;

/// The timing of one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// How long the person rests before the action is asked for.
    pub pause_ms: u32,
    /// How long an open mouth stays open; 0 for another action.
    pub hold_ms: u32,
}

impl Timing {
    /// The longest pause and the longest hold that a challenge asks for.
    pub const LONGEST_MS: u32 = 5_000;

    /// Whether neither is longer than that.
    #[must_use]
    pub fn is_within_bounds(&self) -> bool {
        self.pause_ms <= Self::LONGEST_MS && self.hold_ms <= Self::LONGEST_MS
    }

    /// Pause and hold together.
    #[must_use]
    pub fn total_ms(&self) -> u64 {
        u64::from(self.pause_ms) + u64::from(self.hold_ms)
    }
}
