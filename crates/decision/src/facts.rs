//! What a decision rests on: scalars, and the words of register and clerk.

use crate::injection::{Injection, Risk};
use crate::likeness::Likeness;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use verification::{Purpose, Refusal, Subject};

/// What a decision rests on. Cosines and scores are in thousandths, rounded down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rests_on", rename_all = "snake_case")]
pub enum Facts {
    /// What was known before any picture was looked at.
    Ground(Ground),
    /// A capture that was looked at.
    Capture(Capture),
}

/// What decides before any picture is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Ground {
    /// What the register says of the person: until version 2 of the rules, before any picture.
    Register {
        /// Why there is nothing to compare.
        reason: Refusal,
        /// Whether a template is on file that another model made: it is never compared with.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        other_model: bool,
    },
    /// The sandbox forced it.
    Sandbox {
        /// What it forced.
        reason: Refusal,
    },
    /// A clerk, who saw person and card.
    Counter {
        /// Who answers for it.
        clerk: Subject,
        /// Why the clerk's word was not taken; none where it was.
        reason: Option<Refusal>,
    },
}

/// What was found in a capture, as far as it had to be looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// What the scan is for; since version 6 of the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// Liveness's own transcript in its byte form, base64url: each frame's scalars and time.
    pub liveness: String,
    /// Each frame compared with the capture's own face. Missing where it was not asked for.
    pub continuity: Option<Vec<Likeness>>,
    /// The least cosine between two of the frames that make the capture's own face; since version 7 of the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coherence: Option<i32>,
    /// What was done about presentation attacks.
    pub presentation: Presentation,
    /// How much of it recurs; missing where it was not asked for, and before version 4 of the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// What it was compared with; missing where it was not asked for.
    pub comparison: Option<Comparison>,
    /// What the register refuses although the face is the right one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overruled: Option<Refusal>,
    /// Signals of injection, for the operator alone: no rule looks at them. Since layout 9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injection: Option<Injection>,
}

/// What was done about presentation attacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "nets", rename_all = "snake_case")]
pub enum Presentation {
    /// It was decided before.
    NotAsked,
    /// The nets are not installed: nothing is known.
    Absent,
    /// Each chosen frame's score.
    Asked {
        /// 0 to 1000; 1000 is live.
        scores: Vec<i32>,
    },
}

/// How much of a capture recurs in an earlier one of the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "earlier", rename_all = "snake_case")]
pub enum Recurrence {
    /// A sandbox that takes recurring frames does not look for them.
    Allowed,
    /// Every earlier capture that is kept was looked through. Each count is the most in one of them.
    Sought {
        /// How many captures there were.
        captures: u32,
        /// How many frames have an earlier frame's very bytes.
        same: u32,
        /// How many frames show what an earlier one does, but for encoding, cutting and moving.
        alike: u32,
        /// How much of the face's movement is an earlier one's; since version 5 of the rules.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        movement: Option<Retraced>,
    },
}

/// How much of a face's movement an earlier capture explains, in thousandths of its variance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retraced {
    /// As it is.
    pub straight: i32,
    /// As a mirror shows it.
    pub mirrored: i32,
}

/// What the face of a capture was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "with", rename_all = "snake_case")]
pub enum Comparison {
    /// Nothing: a sample citizen of the sandbox, who has no face.
    Waived,
    /// The portrait on file.
    Portrait {
        /// Whose portrait.
        holder: Holder,
        /// How like the two are.
        likeness: i32,
    },
    /// There is nothing: since version 3 of the rules.
    Nothing {
        /// Why.
        lack: Lack,
        /// Whether the outcome is that of another face: a sign-in must not reveal what the register has.
        hidden: bool,
    },
}

/// Why there is nothing to compare a face with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// The register has nobody with the number.
    NoRecord,
    /// The register has another name under the number.
    OtherName,
    /// There is no portrait.
    NoPortrait,
    /// Another model made the template on file: the two are never compared.
    OtherModel,
}

impl Lack {
    /// The answer to the person.
    #[must_use]
    pub fn refusal(self, hidden: bool) -> Refusal {
        match self {
            _ if hidden => Refusal::FaceDiffers,
            Self::NoRecord => Refusal::NoRecord,
            Self::OtherName => Refusal::CheckInput,
            Self::NoPortrait | Self::OtherModel => Refusal::NoPortrait,
        }
    }
}

/// Who holds a portrait that faces are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The register.
    Register,
    /// 网证, where the register has no portrait.
    Ctid,
}

impl Capture {
    /// A capture for this purpose, of which nothing but the frames' scalars is known; without a purpose before version 6 of
    /// the rules.
    #[must_use]
    pub fn of(transcript: &liveness::Transcript, purpose: Option<Purpose>) -> Self {
        Self {
            purpose,
            liveness: BASE64URL_NOPAD.encode(&transcript.to_bytes()),
            continuity: None,
            coherence: None,
            presentation: Presentation::NotAsked,
            recurrence: None,
            comparison: None,
            overruled: None,
            injection: None,
        }
    }
}

impl Facts {
    /// Whether the capture was scored for presentation attacks; `None` if it was decided before.
    #[must_use]
    pub fn presentation_scored(&self) -> Option<bool> {
        match self {
            Self::Ground(_) => None,
            Self::Capture(capture) => match capture.presentation {
                Presentation::NotAsked => None,
                Presentation::Absent => Some(false),
                Presentation::Asked { .. } => Some(true),
            },
        }
    }

    /// How likely the capture was injected; `None` if no picture was looked at, and before layout 9.
    #[must_use]
    pub fn injection_risk(&self) -> Option<Risk> {
        match self {
            Self::Ground(_) => None,
            Self::Capture(capture) => capture.injection.as_ref().map(Injection::risk),
        }
    }

    /// Whether the capture was scored, as a code for logs.
    #[must_use]
    pub fn spoof_nets(&self) -> &'static str {
        match self.presentation_scored() {
            None => "not_asked",
            Some(false) => "absent",
            Some(true) => "asked",
        }
    }
}
