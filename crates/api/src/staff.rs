//! What staff do: signing in with two factors, and verifying persons at the counter.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::Purpose;

/// Signs a member of the staff in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffSignInRequest {
    /// The member's name, as the deployment lists it.
    pub member: String,
    /// The password.
    pub password: String,
    /// The one-time code of now (RFC 6238), six digits.
    pub code: String,
}

/// The member of the staff who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSessionResponse {
    /// The member's name.
    pub member: String,
}

/// Looks a voucher up.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VoucherLookUp {
    /// The short code, typed or scanned.
    pub code: String,
}

/// A voucher as a clerk sees it: enough to notice the wrong person, and no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoucherSeen {
    /// What the person wants to be verified for.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub purpose: Purpose,
    /// The number the holder gave, masked.
    pub number: String,
    /// The name the holder gave, masked; none where it was not asked for.
    pub name: Option<String>,
    /// The account of the holder, where they were signed in when they made the voucher.
    pub account: Option<AccountSeen>,
    /// Whether the holder has to tell the letters that the screen shows.
    pub has_letters: bool,
    /// When the voucher was made.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub made_at: Timestamp,
    /// Until when it can be taken.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// Of an account, what a clerk asks its holder about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountSeen {
    /// The mobile number with its middle hidden; none if the account has none.
    pub mobile: Option<String>,
    /// When the account was registered.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub registered_at: Timestamp,
}

/// A clerk's word: this person stood here, this is their card, and it says this.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AttestationRequest {
    /// The voucher's short code.
    pub code: String,
    /// The four letters that the holder told, where the voucher has some.
    #[serde(default)]
    pub letters: Option<String>,
    /// 姓名, as it stands on the card.
    pub name: String,
    /// 身份证号, as it stands on the card.
    pub number: String,
    /// 有效期起, `YYYY-MM-DD`.
    pub valid_from: String,
    /// 有效期止, `YYYY-MM-DD` or `long_term`.
    pub valid_until: String,
    /// What the clerk confirms: `person_and_card`, that the card is genuine and the person is the one on it.
    pub confirmed: String,
}

/// What a member of the staff did, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRecordsResponse {
    /// The lines, the newest hundred.
    pub records: Vec<StaffRecord>,
    /// Whether every line follows from the one before.
    pub is_intact: bool,
}

/// One thing that a member of the staff did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRecord {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// What, by code.
    pub action: String,
    /// In which verification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<String>,
    /// What for or why, by code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
