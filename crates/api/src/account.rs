//! Registration, and what an account shows of itself.

use crate::MobileCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::Level;

/// 新用户注册: the four elements, a mobile number, a password, and the terms that were accepted.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterRequest {
    /// 姓名.
    pub name: String,
    /// 身份证号, 18 characters.
    pub number: String,
    /// 身份证生效日期, `YYYY-MM-DD`.
    pub valid_from: String,
    /// 身份证失效日期, `YYYY-MM-DD` or `long_term` (长期).
    pub valid_until: String,
    /// 手机号码.
    pub mobile: String,
    /// At least 12 characters, at most 128.
    pub password: String,
    /// The version of 《用户协议》 that the person accepted.
    pub terms_version: String,
    /// The code sent to the mobile number, where the deployment sends codes; elsewhere it is not looked at.
    #[serde(default)]
    pub mobile_code: Option<MobileCode>,
}

/// What an account shows of itself; personal data only in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountResponse {
    /// The name with all but its first character hidden.
    pub name: String,
    /// The number with its middle hidden.
    pub number: String,
    /// The mobile number with its middle hidden; none where it is not known.
    pub mobile: Option<String>,
    /// Names the session that asked; requests of the page that shows this carry it in `Session-Id`. None where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// 实名等级 in this session: 3 or 4. Level 4 belongs to whom face or card were compared with, in this session or with the
    /// password by which it began.
    #[cfg_attr(feature = "openapi", schema(value_type = u8, minimum = 3, maximum = 4))]
    pub level: Level,
    /// How and when each level was reached, earliest first.
    pub levels: Vec<LevelReached>,
    /// When the account was registered.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub registered_at: Timestamp,
    /// 企业登记注册: until when business may be registered in the holder's name; none where that is not authorised.
    pub business: Option<BusinessAuthorisation>,
    /// The consent to face scans, where it was given and not withdrawn.
    pub face_consent: Option<FaceConsentGiven>,
    /// Whether another mobile number may be given now in this session.
    pub mobile_open: bool,
    /// Whether business may be authorised now in this session.
    pub business_open: bool,
}

/// A consent to face scans that is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaceConsentGiven {
    /// The version of the text.
    pub version: String,
    /// When it was given last.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub given_at: Timestamp,
}

/// 企业登记注册, authorised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BusinessAuthorisation {
    /// 截止日期, `YYYY-MM-DD`: the last day, in Asia/Shanghai.
    pub last_day: String,
    /// The first instant at which business does not count any more.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub ends_at: Timestamp,
    /// When it was given.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub given_at: Timestamp,
}

/// 修改手机号码, after a face scan for that.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MobileRequest {
    /// 手机号码.
    pub mobile: String,
    /// The code sent to it, where the deployment sends codes; elsewhere it is not looked at.
    #[serde(default)]
    pub mobile_code: Option<MobileCode>,
}

/// 企业登记注册: 是, until a last day.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BusinessRequest {
    /// 截止日期, `YYYY-MM-DD`.
    pub last_day: String,
}

/// Closing the account.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClosureRequest {
    /// The password, once more.
    pub password: String,
}

/// Asks for everything that is kept of the person.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportRequest {
    /// The password, once more; not needed within ten minutes after face or card were compared in this session.
    #[serde(default)]
    pub password: Option<String>,
}

/// One level, how and when it was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LevelReached {
    /// 3 or 4.
    #[cfg_attr(feature = "openapi", schema(value_type = u8, minimum = 3, maximum = 4))]
    pub level: Level,
    /// How: `four_elements`, `activation`, `face` or `counter`.
    pub method: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub reached_at: Timestamp,
}
