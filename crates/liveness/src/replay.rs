//! The verdict over recorded frames: the same step as in the browser.

use crate::guidance::Failure;
use crate::rules::Rules;
use crate::session::Session;
use crate::span::Span;
use crate::transcript::{Frame, Transcript, TranscriptError};
use serde::{Deserialize, Serialize};

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

impl Transcript {
    /// Judges again, by the authority's rules of the version that it was judged by.
    pub fn judge_again(&self) -> Result<Judgement, TranscriptError> {
        self.replay(Rules::of_version(self.rules).ok_or(TranscriptError::OtherRules)?)
    }

    /// Judges again, by rules of the same version.
    pub fn replay(&self, rules: Rules) -> Result<Judgement, TranscriptError> {
        if rules.version != self.rules {
            return Err(TranscriptError::OtherRules);
        }
        let session = Session::new(&self.actions, self.action_timeout_ms, rules)?
            .with_timings(&self.timings)?;
        Ok(session.replay(self.frames.clone()))
    }
}

#[cfg(test)]
mod loops;
#[cfg(test)]
mod tests;
