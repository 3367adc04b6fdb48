//! A face scan in progress: what it is bound to, and how far it has come.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use verification::{CaptureLimits, Challenge, Nonce, Outcome, Purpose, VerificationId};

use crate::SessionDigest;

/// An outcome may not be older than this, nor so far in the future.
pub const FRESH: SignedDuration = SignedDuration::from_mins(5);

/// A scan: a challenge bound to an account, a purpose and the edge it was drawn for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// Names the verification.
    pub id: VerificationId,
    /// What the outcome must carry.
    pub nonce: Nonce,
    /// What it is for.
    pub purpose: Purpose,
    /// The session that began it.
    pub session: SessionDigest,
    /// The origin it was drawn for.
    pub audience: String,
    /// When it began.
    pub began_at: Timestamp,
    /// From when on evidence is too late.
    pub expires_at: Timestamp,
    /// How much evidence its challenge allows, bytes; scans from before they said so are ordinary ones.
    #[serde(default = "CaptureLimits::ordinary_bytes")]
    pub most_bytes: u32,
    /// How far it has come.
    pub state: ScanState,
}

/// How far a scan has come. Every challenge is answered once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanState {
    /// Evidence is awaited.
    Waiting,
    /// Evidence is with the authority.
    Submitted,
    /// It is over, whichever way.
    Over,
}

impl Scan {
    /// The scan that `challenge` begins.
    #[must_use]
    pub fn begin(challenge: &Challenge, session: SessionDigest, now: Timestamp) -> Self {
        Self {
            id: challenge.id,
            nonce: challenge.nonce,
            purpose: challenge.purpose,
            session,
            audience: challenge.audience.clone(),
            began_at: now,
            expires_at: challenge.expires_at,
            most_bytes: challenge.limits.most_bytes,
            state: ScanState::Waiting,
        }
    }

    /// Whether evidence for the challenge `id` is awaited now.
    #[must_use]
    pub fn awaits(&self, id: &VerificationId, now: Timestamp) -> bool {
        self.id == *id && self.state == ScanState::Waiting && now < self.expires_at
    }

    /// Whether `outcome` is the answer to this scan's challenge.
    #[must_use]
    pub fn is_answered_by(&self, outcome: &Outcome) -> bool {
        self.id == outcome.id
            && self.nonce == outcome.nonce
            && self.purpose == outcome.purpose
            && self.audience == outcome.audience
    }
}

/// How long after a scan a person without a session may go on: type the code that was sent, choose a new password.
pub const CHOOSING: SignedDuration = SignedDuration::from_mins(15);

/// How long what a clerk attested at the counter counts: people go home before they choose a password.
pub const ATTESTED: SignedDuration = SignedDuration::from_hours(24);

/// Whether what was decided at `decided_at` still counts now.
#[must_use]
pub fn is_fresh(decided_at: Timestamp, now: Timestamp) -> bool {
    is_within(FRESH, decided_at, now)
}

/// Whether `decided_at` is no further from now than `longest`.
#[must_use]
pub fn is_within(longest: SignedDuration, decided_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(decided_at).abs() <= longest
}
