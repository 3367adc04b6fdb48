//! Commands that close an account.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::SessionDigest;

/// How an account is closed: the personal data is erased, the journal stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingCommand {
    /// By its holder.
    Close {
        /// Who asks.
        session: SessionDigest,
        /// Whether the password given is the account's.
        password_fits: bool,
    },
    /// If nobody has used it for the time that the deployment keeps it.
    Expire {
        /// How long an unused account is kept.
        kept: SignedDuration,
    },
}
