//! Events about sessions.

use jiff::Timestamp;

use crate::{Device, Proof, SessionDigest};

/// What happened to the sessions.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionEvent {
    /// One began.
    SignedIn {
        /// Which.
        session: SessionDigest,
        /// What it began on.
        device: Device,
        /// How.
        method: Proof,
        /// When face or card of the owner were compared for it; `None` if it began by a password.
        compared_at: Option<Timestamp>,
    },
    /// One was used, a while after the last note of it.
    Used {
        /// Which.
        session: SessionDigest,
    },
    /// One was ended by its owner.
    SignedOut {
        /// Which.
        session: SessionDigest,
    },
    /// One was ended by its owner from another.
    Ended {
        /// Which.
        session: SessionDigest,
    },
}
