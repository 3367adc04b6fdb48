//! Signing in and out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::Language;

use crate::MobileCode;

/// 登录 with number and password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// 身份证号.
    pub number: String,
    /// The password.
    pub password: String,
    /// A code of `POST /v1/sessions/codes`, after `code_required`; elsewhere it is not looked at.
    #[serde(default)]
    pub mobile_code: Option<MobileCode>,
}

/// Asks for a code to the mobile number on file, before signing in with number and password. It is sent if both are right.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInCodeRequest {
    /// 身份证号.
    pub number: String,
    /// The password.
    pub password: String,
    /// In which language to write: `zh` or `en`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub language: Language,
}

/// The sessions of the account, the one used last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionsResponse {
    /// The sessions.
    pub sessions: Vec<SessionEntry>,
}

/// One session, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionEntry {
    /// Names it, so that it can be ended.
    pub id: String,
    /// Whether it is this one.
    pub is_current: bool,
    /// The browser's family, by code.
    pub browser: String,
    /// The system's family, by code.
    pub system: String,
    /// When it began.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub began_at: Timestamp,
    /// When it was last noted to be in use.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub used_at: Timestamp,
    /// When it ends at the latest.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// A session that has begun; its token travels in a cookie alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionResponse {
    /// When it ends at the latest.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}
