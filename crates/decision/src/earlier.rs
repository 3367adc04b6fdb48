//! Transcripts of the second and third layout: JSON without a signature, thresholds or models. Their thresholds were
//! those of the rules' first version. They were decided on cosines and scores that are kept rounded to the nearest
//! thousandth: one that lay within half a thousandth of a threshold may come out on its other side. The first layout kept
//! cosines of ten chosen frames and of those between them apart; it is not read.

use crate::facts::{Capture, Comparison, Facts, Ground, Holder, Presentation};
use crate::replay::{Replay, ReplayError, decide};
use crate::rules::Rules;
use crate::verdict::Step;
use serde::Deserialize;
use verification::{Decision, Refusal, Subject};

/// The layouts that are read.
const VERSIONS: std::ops::RangeInclusive<u32> = 2..=3;

#[derive(Deserialize)]
struct Earlier {
    version: u32,
    decision: Decision,
    step: Step,
    liveness: Option<String>,
    #[serde(default)]
    continuity: Vec<Option<i32>>,
    presentation: Presentation,
    #[serde(default)]
    compared_with: Option<Holder>,
    likeness: Option<i32>,
    review: bool,
    #[serde(default)]
    clerk: Option<Subject>,
}

/// Decides again what the JSON of an earlier layout holds.
pub(crate) fn replay(json: &str) -> Result<Replay, ReplayError> {
    let earlier: Earlier = serde_json::from_str(json).map_err(|_| ReplayError::Malformed)?;
    if !VERSIONS.contains(&earlier.version) {
        return Err(ReplayError::Layout);
    }
    let (decision, step, review) = (earlier.decision.clone(), earlier.step, earlier.review);
    let verdict = decide(&earlier.facts()?, Rules::of_version(1)?)?;
    let agrees = verdict.outcome == decision && verdict.step == step && verdict.review == review;
    Ok(Replay {
        verdict,
        agrees,
        signed: false,
    })
}

impl Earlier {
    fn facts(self) -> Result<Facts, ReplayError> {
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
            liveness: frames,
            continuity: went_on.then_some(self.continuity),
            presentation: self.presentation,
            comparison,
            overruled,
        }))
    }

    fn ground(self) -> Result<Ground, ReplayError> {
        let reason: Option<Refusal> = match self.decision {
            Decision::Passed => None,
            Decision::Refused { reason } => Some(reason),
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
