//! The challenge: what the authority asks a person to do, once, within minutes.

use crate::signed::Claims;
use crate::{Action, Nonce, Purpose, Subject, VerificationId};
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What the edge asks the authority for: a challenge for one person and purpose.
///
/// Its strings are personal data: it travels between edge and authority alone and prints nothing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChallengeDraw {
    /// Whom challenge and outcome will name.
    pub subject: Subject,
    /// What the scan is for.
    pub purpose: Purpose,
    /// Who asks: the edge's own address.
    pub audience: String,
    /// 姓名; none where the person gave the number alone (guide, G7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 身份证号.
    pub number: String,
}

impl std::fmt::Debug for ChallengeDraw {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ChallengeDraw({})", self.purpose.code())
    }
}

/// What a person is asked to do before the camera, and how to answer. Single use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Names the verification.
    pub id: VerificationId,
    /// The hash chain of the evidence starts from it.
    pub nonce: Nonce,
    /// Whom it is for.
    pub subject: Subject,
    /// What for.
    pub purpose: Purpose,
    /// The edge it was drawn for.
    pub audience: String,
    /// What to do, in this order.
    pub actions: Vec<Action>,
    /// How long each action may take.
    pub action_timeout_ms: u32,
    /// When it was drawn.
    pub issued_at: Timestamp,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
    /// Bounds of the capture.
    pub limits: CaptureLimits,
    /// The key that evidence is sealed to.
    pub sealing_key: SealingKey,
    /// The oldest client whose evidence is taken.
    pub minimum_client: u32,
}

impl Claims for Challenge {
    const TYPE: &'static str = "shiming-challenge";
}

/// Bounds of a capture, the same for the browser that makes and the authority that checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureLimits {
    /// From the first frame to the last.
    pub longest_ms: u32,
    /// Between two frames.
    pub longest_gap_ms: u32,
    /// Frames in all, at the least.
    pub fewest_frames: u32,
    /// Frames in all, at the most.
    pub most_frames: u32,
    /// All sealed bytes together.
    pub most_bytes: u32,
}

impl Default for CaptureLimits {
    /// 8–12 frames a second, gaps of at most 250 ms, at most 15 s and 6 MiB.
    fn default() -> Self {
        Self {
            longest_ms: 15_000,
            longest_gap_ms: 250,
            fewest_frames: 8,
            most_frames: 180,
            most_bytes: 6 << 20,
        }
    }
}

/// The authority's public key for evidence (HPKE, X25519), with its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealingKey {
    /// Which key; keys rotate.
    pub id: String,
    /// 32 bytes, base64url.
    pub public: String,
}

impl SealingKey {
    /// A key from its bytes.
    #[must_use]
    pub fn new(id: String, public: &[u8; 32]) -> Self {
        Self {
            id,
            public: BASE64URL_NOPAD.encode(public),
        }
    }

    /// The key's 32 bytes, if it is well formed.
    #[must_use]
    pub fn public_bytes(&self) -> Option<[u8; 32]> {
        let bytes = BASE64URL_NOPAD.decode(self.public.as_bytes()).ok()?;
        bytes.try_into().ok()
    }
}
