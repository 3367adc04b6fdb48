//! Commands about sessions.

use serde::{Deserialize, Serialize};

use crate::{Answered, Device, SessionDigest, SessionId};

/// What can be asked about sessions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionCommand {
    /// Begin one by a password.
    SignIn {
        /// Whether the password given is the account's.
        password_fits: bool,
        /// The new session.
        session: SessionDigest,
        /// What it begins on.
        device: Device,
    },
    /// Begin one by a face scan, or by a visit to the counter in its place.
    SignInByFace {
        /// What the authority answered to which question.
        answered: Box<Answered>,
        /// The new session.
        session: SessionDigest,
        /// What it begins on.
        device: Device,
    },
    /// Look at the account in one.
    Use {
        /// Which.
        session: SessionDigest,
    },
    /// Show once more who it is, before everything that is kept is shown.
    ProveAgain {
        /// Who asks.
        session: SessionDigest,
        /// Whether the password given is the account's. `None` if none was given.
        password_fits: Option<bool>,
    },
    /// End another, or this one.
    End {
        /// Who asks.
        session: SessionDigest,
        /// Which to end.
        id: SessionId,
    },
    /// End this one.
    SignOut {
        /// Which.
        session: SessionDigest,
    },
}
