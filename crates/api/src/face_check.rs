//! A face scan of somebody who is not signed in.

use crate::{ConsentGiven, MobileCode, NeedsStated};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Language, Purpose};

/// Asks for a challenge without being signed in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FaceCheckRequest {
    /// What the scan is for: `sign_in`, `reset_password`, or `activate`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub purpose: Purpose,
    /// 身份证号.
    pub number: String,
    /// 姓名; not asked for to sign in.
    #[serde(default)]
    pub name: Option<String>,
    /// The separate consent to the processing of the face, given just now.
    pub consent: ConsentGiven,
    /// What the person cannot do before the camera.
    #[serde(default)]
    pub needs: Option<NeedsStated>,
}

/// A challenge, given alike whether there is an account or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaceCheckResponse {
    /// Names the verification.
    pub id: String,
    /// The signed challenge, compact; evidence is bound to it, and within its limits.
    pub challenge: String,
    /// Goes with the evidence, as `Authorization: Ticket …`.
    pub ticket: String,
    /// From when on the challenge is worth nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// The scan passed; every refusal is a problem instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaceCheckResult {
    /// For the second step of a reset or an activation; none after a sign-in, which sets the session cookie.
    pub grant: Option<String>,
    /// What is asked for before anything is given, on a device that has not signed in before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<ConfirmationAsked>,
}

/// The face is the person's; a code to the mobile number on file has to agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmationAsked {
    /// Goes with the requests that have the code sent and hand it in, as `Authorization: Ticket …`.
    pub ticket: String,
    /// The last two digits of the mobile number on file.
    pub mobile_ends: String,
    /// From when on the scan is worth nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// Asks for a code to the mobile number on file, after the face was found to be the person's.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmationCodeRequest {
    /// In which language to write: `zh` or `en`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub language: Language,
}

/// Hands the code in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmationRequest {
    /// The code that was sent to the mobile number on file.
    pub mobile_code: MobileCode,
}
