//! Events by which a verification gives the holder something.

use jiff::Timestamp;
use verification::{Level, VerificationId};

use crate::{Method, SessionDigest};

/// What a verification that passed gave the holder.
#[derive(Clone, Debug, PartialEq)]
pub enum GainEvent {
    /// A level.
    LevelReached {
        /// In which verification.
        id: VerificationId,
        /// The level.
        level: Level,
        /// How it was reached.
        method: Method,
    },
    /// Another mobile number may be given.
    MobileOpened {
        /// In which verification.
        id: VerificationId,
        /// In which session; in any where none is named.
        session: Option<SessionDigest>,
        /// How the holder was verified.
        method: Method,
        /// Until when.
        until: Timestamp,
    },
}
