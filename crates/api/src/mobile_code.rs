//! A code by message, which shows that a mobile number is the person's own. Only where the deployment sends codes
//! (`message_codes`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Language, Purpose};

/// Asks for a code.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MobileCodeRequest {
    /// 手机号码.
    pub mobile: String,
    /// What the code is for: `register`, or `change_mobile` by a person who is signed in. After a face scan the code is asked for by
    /// the scan instead.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub purpose: Purpose,
    /// In which language to write: `zh` or `en`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub language: Language,
}

/// A code is on its way, told alike whether the number is known or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MobileCodeResponse {
    /// Goes with the code.
    pub ticket: String,
    /// From when on the code is worth nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
    /// How long until another code may be asked for.
    pub again_after_seconds: u32,
}

/// The code as it was typed, and the ticket it belongs to.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MobileCode {
    /// The ticket.
    pub ticket: String,
    /// Six digits.
    pub code: String,
}
