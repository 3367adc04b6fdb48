//! What happened to an account, and everything that is kept of it.

use crate::{AccountResponse, PortalConsent, SessionEntry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything that happened to the account, earliest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordsResponse {
    /// The lines.
    pub records: Vec<RecordEntry>,
    /// Whether every line follows from the one before: none was changed or left out.
    pub is_intact: bool,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordEntry {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// What happened, by code.
    pub event: String,
    /// In which verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<String>,
    /// Why, or how, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What was agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<RecordedConsent>,
    /// At which portal, by its client id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal: Option<String>,
    /// 截止日期, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
    /// SHA-256 over the digest before and this line, base64url.
    #[serde(default)]
    pub digest: String,
}

/// A consent as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordedConsent {
    /// The version of the text.
    pub version: String,
    /// SHA-256 of the text as it was shown, hexadecimal.
    pub text_digest: String,
}

/// Everything that is kept of a person, unmasked, for that person alone (PIPL art. 45).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportResponse {
    /// 姓名.
    pub name: String,
    /// 身份证号.
    pub number: String,
    /// 有效期起, `YYYY-MM-DD`; none where it is not known.
    pub valid_from: Option<String>,
    /// 有效期止, `YYYY-MM-DD` or `long_term`; none where it is not known.
    pub valid_until: Option<String>,
    /// 手机号码; none where it is not known.
    pub mobile: Option<String>,
    /// The version of 《用户协议》 that was accepted.
    pub terms_version: String,
    /// The account as its page shows it.
    pub account: AccountResponse,
    /// The sessions.
    pub sessions: Vec<SessionEntry>,
    /// The portals that may know something of the person.
    pub portals: Vec<PortalConsent>,
    /// What happened.
    pub history: RecordsResponse,
}
