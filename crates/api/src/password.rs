//! Changing and resetting passwords, and activating a provincial account.

use serde::{Deserialize, Serialize};

/// 修改密码.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChangeRequest {
    /// The old password.
    pub old_password: String,
    /// The new one: at least 12 characters, at most 128.
    pub password: String,
}

/// 忘记密码, step 2.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordResetRequest {
    /// What the face check gave.
    pub grant: String,
    /// The new password: at least 12 characters, at most 128.
    pub password: String,
}

/// 账号激活, step 2.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivationRequest {
    /// What the face check gave.
    pub grant: String,
    /// The password: at least 12 characters, at most 128.
    pub password: String,
    /// The version of 《用户协议》 that the person accepted.
    pub terms_version: String,
}
