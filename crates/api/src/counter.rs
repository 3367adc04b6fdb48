//! The voucher that a person takes to the counter in place of a face scan (guide, G15).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::Purpose;

/// Asks for a voucher. Whoever is signed in is known; anybody else says who they are.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VoucherRequest {
    /// What the scan would have been for, or `register` where the register does not know the card.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub purpose: Purpose,
    /// 身份证号, of whoever is not signed in.
    #[serde(default)]
    pub number: Option<String>,
    /// 姓名, of whoever is not signed in; not asked for to sign in.
    #[serde(default)]
    pub name: Option<String>,
}

/// A voucher, given alike whether there is an account or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoucherResponse {
    /// The short code for the clerk, in two groups of four.
    pub short_code: String,
    /// Four letters that the holder tells the clerk; they stand on no picture of the code.
    pub letters: String,
    /// Shows its holder how far it has got, as `Authorization: Ticket …`; the clerk does not need it.
    pub ticket: String,
    /// Until when a clerk can take it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// How far a voucher has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoucherStatus {
    /// Whether a clerk has given their word, and the authority has taken it.
    pub is_attested: bool,
    /// Until when a clerk can take it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}
