//! A face scan, from its challenge to its result.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Action, Inability, Level, Needs, Purpose};

/// Asks for a challenge.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerificationRequest {
    /// What the scan is for: `raise_level`, `change_mobile` or `authorise_business`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub purpose: Purpose,
    /// The separate consent to the processing of the face, given just now.
    pub consent: ConsentGiven,
    /// What the person cannot do before the camera.
    #[serde(default)]
    pub needs: Option<NeedsStated>,
}

/// What a person cannot do before a camera, as they say themselves; it goes into the one challenge and is not kept
/// itself; the actions and the time that came of it are, in the authority's transcript, until that is erased.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NeedsStated {
    /// Any of `eyes` (close and open them), `mouth` (open and close it), `head` (turn and lower it).
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub without: Vec<Inability>,
    /// Whether each action may take longer.
    #[serde(default)]
    pub more_time: Option<bool>,
}

impl From<NeedsStated> for Needs {
    fn from(stated: NeedsStated) -> Self {
        Self {
            without: stated.without,
            more_time: stated.more_time.unwrap_or_default(),
        }
    }
}

impl std::fmt::Debug for NeedsStated {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NeedsStated(…)")
    }
}

/// A consent that was given: which text, in which version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentGiven {
    /// The version of the text.
    pub version: String,
    /// SHA-256 of the text as it was shown, hexadecimal.
    pub text_digest: String,
}

/// A challenge for the person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationResponse {
    /// Names the verification.
    pub id: String,
    /// The signed challenge, compact; evidence is bound to it, and within its limits.
    pub challenge: String,
    /// What to do, in this order.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub actions: Vec<Action>,
    /// How long each action may take.
    pub action_timeout_ms: u32,
    /// From when on the challenge is worth nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// The scan passed; every refusal is a problem instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationResult {
    /// The level the account has now.
    #[cfg_attr(feature = "openapi", schema(value_type = u8, minimum = 3, maximum = 4))]
    pub level: Level,
    /// When the authority decided.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub decided_at: Timestamp,
}
