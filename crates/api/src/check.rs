//! A check: a face scan that somebody asked for elsewhere, a portal for its widget or the same person on another device.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{ConsentGiven, NeedsStated, Words};

/// A portal's server asks for a verification token, for one person of one of its filings and one purpose.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerificationTokenRequest {
    /// The filing.
    pub filing: String,
    /// The person, by the portal's own name within the filing.
    pub reference: String,
    /// What the scan is for: `raise_level`.
    pub purpose: String,
}

/// A token for one scan, to be redeemed once, by the widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationTokenResponse {
    /// Names the check to the portal's server, which asks by it how the check went.
    pub check: String,
    /// For the widget's `token`.
    pub token: String,
    /// Until when it can be redeemed.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// Redeems a token: a portal's, or one that another screen handed over.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckRedemptionRequest {
    /// The token.
    pub token: String,
}

/// A check that this device goes on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckResponse {
    /// Goes with every further request, as `Authorization: Ticket …`.
    pub ticket: String,
    /// How it is.
    pub status: CheckStatus,
}

/// How a check is, to whoever holds its ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckStatus {
    /// `waiting`: no device goes on with it. `opened`: one does. `passed`, `cancelled`, `failed` (its time ran out): it is
    /// over.
    pub state: String,
    /// What the scan is for.
    pub purpose: String,
    /// Which portal asked; none where the person did.
    pub portal: Option<Words>,
    /// Whether another device than the one that was asked goes on with it.
    pub is_handed_over: bool,
    /// The code that both screens show, once it was handed over.
    pub short_code: Option<String>,
    /// The catalogue's code of what went wrong last.
    pub problem: Option<String>,
    /// From when on it is over, whatever happens.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// Begins a scan for a check.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckAttemptRequest {
    /// The separate consent to the processing of the face, given just now.
    pub consent: ConsentGiven,
    /// What the person cannot do before the camera.
    #[serde(default)]
    pub needs: Option<NeedsStated>,
}

/// A challenge for the check's scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckAttemptResponse {
    /// Names the verification.
    pub id: String,
    /// The signed challenge, compact; evidence is bound to it, and within its limits.
    pub challenge: String,
    /// From when on the challenge is worth nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// A way to another device. Asking for the next makes this one worthless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOverResponse {
    /// The address to show as a QR code.
    pub link: String,
    /// The code that the other screen will show.
    pub short_code: String,
    /// Until when the address serves.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}
