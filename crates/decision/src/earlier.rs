//! Transcripts of the second and third layout: JSON without a signature, thresholds or models. Their thresholds were
//! those of the rules' first version. They were decided on cosines and scores that are kept rounded to the nearest
//! thousandth: one that lay within half a thousandth of a threshold may come out on its other side. The first layout kept
//! cosines of ten chosen frames and of those between them apart; it is not read.

use crate::facts::{Capture, Comparison, Facts, Ground, Holder, Presentation};
use crate::likeness::Likeness;
use crate::replay_error::ReplayError;
use crate::verdict::{Step, Verdict};
use serde::Deserialize;
use verification::{Decision, JsonError, Refusal, Subject};

/// The layouts that are read.
const VERSIONS: std::ops::RangeInclusive<u32> = 2..=3;

/// The version of the rules that decided them.
pub(crate) const RULES: u32 = 1;

/// A transcript of an earlier layout.
#[derive(Deserialize)]
pub(crate) struct Earlier {
    version: u32,
    decision: Decision,
    step: Step,
    liveness: Option<String>,
    #[serde(default)]
    continuity: Vec<Likeness>,
    presentation: Presentation,
    #[serde(default)]
    compared_with: Option<Holder>,
    likeness: Option<i32>,
    review: bool,
    #[serde(default)]
    clerk: Option<Subject>,
}

impl Earlier {
    /// From its JSON.
    pub(crate) fn parse(json: &str) -> Result<Self, ReplayError> {
        let earlier: Self = serde_json::from_str(json).map_err(JsonError::from)?;
        if VERSIONS.contains(&earlier.version) {
            Ok(earlier)
        } else {
            Err(ReplayError::Layout)
        }
    }

    /// Whether its decision is this verdict's.
    pub(crate) fn was_decided_like(&self, verdict: &Verdict) -> bool {
        verdict.outcome == self.decision
            && verdict.step == self.step
            && verdict.review == self.review
    }

    /// What it was decided on.
    pub(crate) fn facts(&self) -> Result<Facts, ReplayError> {
        let Some(frames) = self.liveness.clone() else {
            return self.ground().map(Facts::Ground);
        };
        let went_on = self.step != Step::Liveness;
        let overruled = match (self.step, &self.decision) {
            (Step::Register, Decision::Refused { reason }) => Some(reason.clone()),
            _ => None,
        };
        let comparison = match self.likeness {
            Some(likeness) => Some(Comparison::Portrait {
                holder: self.compared_with.unwrap_or(Holder::Register),
                likeness,
            }),
            None => {
                matches!(self.step, Step::Sandbox | Step::Register).then_some(Comparison::Waived)
            }
        };
        Ok(Facts::Capture(Capture {
            purpose: None,
            liveness: frames,
            continuity: went_on.then(|| self.continuity.clone()),
            coherence: None,
            presentation: self.presentation.clone(),
            recurrence: None,
            comparison,
            overruled,
            injection: None,
        }))
    }

    fn ground(&self) -> Result<Ground, ReplayError> {
        let reason: Option<Refusal> = match &self.decision {
            Decision::Passed => None,
            Decision::Refused { reason } => Some(reason.clone()),
        };
        match (self.step, self.clerk, reason) {
            (Step::Counter, Some(clerk), reason) => Ok(Ground::Counter { clerk, reason }),
            (Step::Register, None, Some(reason)) => Ok(Ground::Register {
                reason,
                other_model: false,
            }),
            (Step::Sandbox, None, Some(reason)) => Ok(Ground::Sandbox { reason }),
            _ => Err(ReplayError::Incomplete),
        }
    }
}
