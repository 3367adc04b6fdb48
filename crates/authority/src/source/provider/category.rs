//! The categories that providers' codes fall into.

use serde::Deserialize;

/// What a code is about, whoever answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Category {
    /// Agrees.
    Ok,
    /// The call went well: another field of the answer decides.
    Proceed,
    /// F1: the four elements differ.
    ElementsMismatch,
    /// F1: there is no such person.
    NoRecord,
    /// F6: name or number is typed wrongly.
    CheckInput,
    /// F3: another face.
    FaceMismatch,
    /// F4: the picture is not good enough.
    FaceQuality,
    /// F4: an action was not seen.
    LivenessAction,
    /// Suspicion of a presentation attack, told as F3.
    LivenessSpoof,
    /// F5: there is no portrait.
    NoPhoto,
    /// F5: only the counter can help.
    Window,
    /// F7: a fault on their side.
    RetryLater,
    /// F8: the client is too old.
    Upgrade,
    /// Too often.
    RateLimit,
    /// F7: the provider's session is over.
    SessionExpired,
    /// F7: something that operators must set right.
    OpsAlert,
}
