//! Why a filing does not go on.

use serde::{Deserialize, Serialize};

/// Why a filing does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FilingRefusal {
    /// The portal has no such filing.
    #[error("there is no such filing")]
    Unknown,
    /// The filing has no such person, or none whose number could be verified.
    #[error("the filing has no such person")]
    PersonUnknown,
    /// It was made under the same key by another request.
    #[error("the key was used for another request")]
    OtherRequest,
    /// It was handed in.
    #[error("the filing was handed in")]
    HandedIn,
    /// It was closed.
    #[error("the filing was closed")]
    Closed,
    /// It was changed while somebody looked whether it is ready.
    #[error("the filing was changed in between")]
    Changed,
    /// There is no such invitation, or it is over.
    #[error("there is no such invitation")]
    InvitationUnknown,
    /// The outcome is no clerk's yes for a filing.
    #[error("the outcome is about something else")]
    OutcomeForeign,
}
