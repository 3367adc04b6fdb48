//! The transcript of a decision: scalars by which it can be run again years later; never a picture, a
//! mesh or an embedding. It stays with the authority; the outcome carries its digest alone.

use crate::source::Holder;
use data_encoding::BASE64URL_NOPAD;
use liveness::Judgement as Liveness;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use verification::{Decision, Subject};

/// The version of this layout.
const VERSION: u32 = 3;

/// What a decision rests on. Cosines and scores are in thousandths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The version of this layout.
    pub version: u32,
    /// What was decided.
    pub decision: Decision,
    /// Which step decided.
    pub step: Step,
    /// Liveness's own transcript in its byte form, base64url; none where no picture was looked at.
    pub liveness: Option<String>,
    /// Each frame compared with the capture's own face; none where a frame does not show exactly one.
    pub continuity: Vec<Option<i32>>,
    /// What was done about presentation attacks.
    pub presentation: Presentation,
    /// Whose portrait the face was compared with.
    #[serde(default)]
    pub compared_with: Option<Holder>,
    /// The comparison with that portrait.
    pub likeness: Option<i32>,
    /// Whether a person should look at it: refused, but not by far.
    pub review: bool,
    /// The clerk who answers for it, where it was decided at the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<Subject>,
}

/// What was done about presentation attacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "nets", rename_all = "snake_case")]
pub enum Presentation {
    /// It was decided before.
    NotAsked,
    /// The nets are not installed: nothing is known.
    Absent,
    /// Each frame's score.
    Asked {
        /// 0 to 1000; 1000 is live.
        scores: Vec<i32>,
    },
}

impl Presentation {
    /// Its code in logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Absent => "absent",
            Self::Asked { .. } => "asked",
        }
    }
}

/// The step of judging that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What the register says of the person, before any picture was looked at.
    Register,
    /// The sandbox forced it, or waived the comparison.
    Sandbox,
    /// Whether the actions were seen.
    Liveness,
    /// Whether all frames show one person.
    Continuity,
    /// The score for presentation attacks.
    Presentation,
    /// The comparison with the portrait on file.
    Comparison,
    /// A clerk, who saw person and card.
    Counter,
}

impl Transcript {
    /// A decision that rests on no picture.
    #[must_use]
    pub fn without_pictures(step: Step, decision: Decision) -> Self {
        Self {
            version: VERSION,
            decision,
            step,
            liveness: None,
            continuity: Vec::new(),
            presentation: Presentation::NotAsked,
            compared_with: None,
            likeness: None,
            review: false,
            clerk: None,
        }
    }

    /// A decision that rests on a clerk's word.
    #[must_use]
    pub fn at_the_counter(clerk: Subject, decision: Decision) -> Self {
        Self {
            clerk: Some(clerk),
            ..Self::without_pictures(Step::Counter, decision)
        }
    }

    /// The beginning of a decision that rests on a capture: liveness was judged, the rest was not.
    #[must_use]
    pub fn of_capture(liveness: &Liveness) -> Self {
        let bytes = BASE64URL_NOPAD.encode(&liveness.transcript.to_bytes());
        let undecided = Self::without_pictures(Step::Liveness, Decision::Passed);
        Self {
            liveness: Some(bytes),
            ..undecided
        }
    }
}

/// SHA-256 of a transcript's JSON, base64url: the outcome's `transcript_digest`.
#[must_use]
pub fn digest(json: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(json))
}
