//! A filing: which persons take part in setting up a business, and whether each of them is verified (guide, G1 and G4).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Words;

/// Makes a filing. `Idempotency-Key` goes with it: the same key with the same body is the same filing.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilingRequest {
    /// 市场主体类型, such as `company`; all are in `GET /v1/filing-kinds`.
    pub subject_type: String,
    /// What is registered: `establishment`, `change` or `cancellation`.
    pub business: String,
    /// Who takes part.
    pub persons: Vec<FilingPerson>,
}

/// Replaces who takes part in a filing that has not been handed in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilingPersonsRequest {
    /// Who takes part.
    pub persons: Vec<FilingPerson>,
}

/// A person as a portal enters them. It prints nothing.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilingPerson {
    /// The portal's own name for the person within this filing, such as `p1`: letters, digits and hyphens, at most 40.
    pub reference: String,
    /// What the person is, such as `shareholder`; one or more.
    pub roles: Vec<String>,
    /// 姓名.
    pub name: String,
    /// Which document: `resident_id_card`, `hong_kong_macao`, `taiwan` or `foreign`.
    pub document: String,
    /// The document's number.
    pub number: String,
    /// The enterprise that is the shareholder, where this person is its legal representative.
    #[serde(default)]
    pub enterprise: Option<String>,
    /// Where business is `change` or `cancellation`: whether the person signs the application or is new; others need
    /// not be verified.
    #[serde(default)]
    pub signs: Option<bool>,
}

/// A filing as its portal sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingResponse {
    /// Names the filing; nobody else can read it by that name.
    pub id: String,
    /// 市场主体类型.
    pub subject_type: String,
    /// What is registered.
    pub business: String,
    /// `open`, `handed_in` or `closed`.
    pub state: String,
    /// Everybody who takes part, in the order in which they were entered.
    pub persons: Vec<FilingPersonState>,
    /// The roles that nobody has and somebody must.
    pub missing_roles: Vec<String>,
    /// Whether it could be handed in now: nobody and no role is missing.
    pub is_ready: bool,
    /// When it was made.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub made_at: Timestamp,
    /// When it was handed in.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub handed_in_at: Option<Timestamp>,
    /// From when on it is erased.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// How far a person of a filing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingPersonState {
    /// The portal's own name for the person.
    pub reference: String,
    /// What the person is.
    pub roles: Vec<String>,
    /// 姓名, all but its first character hidden.
    pub masked_name: String,
    /// `exempt`, `not_required`, `not_registered`, `activation_needed`, `level_three`, `level_four`, `authorised`,
    /// `expired` or `verified_at_counter`.
    pub state: String,
    /// 截止日期, where an authorisation of business was given.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub authorised_until: Option<String>,
    /// Whether nothing is missing of this person.
    pub is_ready: bool,
}

/// An invitation of one person of a filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationResponse {
    /// The address to send, or to show as a QR code. It holds no personal data.
    pub link: String,
    /// Until when it serves.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// What an invited person sees. It does not say who is invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationStatus {
    /// Which portal invites.
    pub portal: Words,
    /// 市场主体类型.
    pub subject_type: String,
    /// What is registered.
    pub business: String,
    /// What the person is.
    pub roles: Vec<String>,
    /// How far the person is, as in the filing.
    pub state: String,
    /// Whether whoever is signed in is the person invited; none where nobody is.
    pub is_you: Option<bool>,
    /// Until when it serves.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// Which filings there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingKindsResponse {
    /// 市场主体类型, each with its roles.
    pub subject_types: Vec<FilingSubjectType>,
    /// What can be registered.
    pub businesses: Vec<FilingTerm>,
    /// The documents that a person can be entered with.
    pub documents: Vec<FilingDocument>,
    /// How many persons a filing may have.
    pub most_persons: u32,
}

/// A code and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingTerm {
    /// The code in requests.
    pub code: String,
    /// Its words.
    pub name: Words,
}

/// A document that a person can be entered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingDocument {
    /// The code in requests.
    pub code: String,
    /// Its words.
    pub name: Words,
    /// Whether its holders need not be verified.
    pub is_exempt: bool,
}

/// 市场主体类型.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingSubjectType {
    /// The code in requests.
    pub code: String,
    /// Its words.
    pub name: Words,
    /// The roles that its persons can have.
    pub roles: Vec<FilingRole>,
}

/// A role within a subject type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingRole {
    /// The code in requests.
    pub code: String,
    /// Its words.
    pub name: Words,
    /// How many persons must have it.
    pub least: u32,
    /// How many may have it; any number where none is given.
    pub most: Option<u32>,
    /// Whether an enterprise may have it, verified by its legal representative.
    pub may_be_enterprise: bool,
    /// How old its holder must be, years.
    pub least_age: u32,
}
