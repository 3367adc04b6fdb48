//! The transcript of a decision: scalars by which it can be run again years later; never a picture, a
//! mesh or an embedding.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use verification::Decision;

/// What a decision rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The version of this layout.
    pub version: u32,
    /// What was decided.
    pub decision: Decision,
    /// Which step decided.
    pub step: Step,
}

/// The step of judging that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What the register says of the person, before any picture was looked at.
    Register,
    /// The sandbox forced it.
    Sandbox,
    /// Whether the actions were seen.
    Liveness,
    /// Whether all frames show one person.
    Continuity,
    /// The score for presentation attacks.
    Presentation,
    /// The comparison with the register's portrait.
    Comparison,
}

impl Transcript {
    /// A decision that rests on no picture.
    #[must_use]
    pub fn without_pictures(step: Step, decision: Decision) -> Self {
        Self {
            version: 1,
            decision,
            step,
        }
    }

    /// Whether the nets for presentation attacks were asked: `not_asked`, `absent` or `asked`.
    #[must_use]
    pub fn spoof_nets(&self) -> &'static str {
        "not_asked"
    }
}

/// SHA-256 of a transcript's JSON, base64url: the outcome's `transcript_digest`.
#[must_use]
pub fn digest(json: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(json))
}
