//! What a member of the staff did, line by line; each line is chained to the one before, like an account's journal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::VerificationId;

/// Something a member of the staff did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Signed in.
    SignedIn,
    /// Gave a wrong password or a wrong code, or somebody did in their name.
    SignInFailed,
    /// Gave the right password and a wrong code, or somebody did in their name.
    CodeRefused,
    /// Signed out.
    SignedOut,
    /// Looked at a voucher.
    VoucherOpened,
    /// The card was somebody else's.
    CardDiffered,
    /// The letters were not those of the holder's screen.
    LettersDiffered,
    /// Is about to give their word.
    WordGiven,
    /// Gave their word, and the authority took it.
    Attested,
    /// Gave their word, and the authority did not take it.
    AttestationRefused,
}

/// One line. It names a verification, never a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// What.
    pub action: Action,
    /// In which verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<VerificationId>,
    /// What for or why, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
