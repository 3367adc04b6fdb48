//! Events by which a verification gives the holder something.

use jiff::Timestamp;
use verification::{Level, VerificationId};

use crate::{Credential, Method, SessionDigest};

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
        /// With what the holder asked for the verification; `None` if somebody else did.
        credential: Option<Credential>,
    },
    /// The credential was proven; the account had the level already.
    Proven {
        /// In which verification.
        id: VerificationId,
        /// How the holder was verified.
        method: Method,
        /// Which.
        credential: Credential,
    },
    /// Another mobile number may be given.
    MobileOpened(Opening),
    /// Business may be authorised.
    BusinessOpened(Opening),
}

/// What a verification allows for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// In which verification.
    pub id: VerificationId,
    /// In which session; in each that is proven where none is named.
    pub session: Option<SessionDigest>,
    /// How the holder was verified.
    pub method: Method,
    /// Until when.
    pub until: Timestamp,
    /// With what the holder asked for the verification.
    pub credential: Option<Credential>,
}
