//! The verdict over recorded frames: the same step as in the browser.

use crate::transcript::{Frame, Transcript};
use crate::{Failure, Session};
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

/// What the frames show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// Every action, in order, in time.
    Passed {
        /// When.
        spans: Vec<Span>,
    },
    /// Not so.
    Failed {
        /// Why.
        failure: Failure,
    },
}

impl Verdict {
    /// Whether every action was seen.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        matches!(self, Self::Passed { .. })
    }
}

/// A verdict, and the scalars from which it can be had again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What the frames show.
    pub verdict: Verdict,
    /// What it was judged from.
    pub transcript: Transcript,
}

impl Session {
    /// Judges recorded frames: the whole of the evidence, from its first frame.
    #[must_use]
    pub fn replay(&self, frames: Vec<Frame>) -> Judgement {
        let verdict = self.verdict(&frames);
        Judgement {
            verdict,
            transcript: Transcript::of(self, frames),
        }
    }

    fn verdict(&self, frames: &[Frame]) -> Verdict {
        let mut state = self.start();
        for frame in frames {
            (state, _) = self.step(state, &frame.observation, frame.at_ms);
            if state.is_over() {
                break;
            }
        }
        match (state.spans(), self.unfinished(&state)) {
            (Some(spans), _) => Verdict::Passed {
                spans: spans.to_vec(),
            },
            (None, failure) => Verdict::Failed {
                failure: failure.unwrap_or(Failure::NotStill),
            },
        }
    }
}

#[cfg(test)]
mod tests;
