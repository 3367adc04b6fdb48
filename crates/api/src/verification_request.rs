//! A face scan, from its challenge to its result.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Action, Level, Purpose};

/// Asks for a challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerificationRequest {
    /// What the scan is for: `raise_level` or `change_mobile`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub purpose: Purpose,
    /// The separate consent to the processing of the face, given just now.
    pub consent: ConsentGiven,
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
