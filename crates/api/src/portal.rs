//! Portals that people sign in to through this deployment (OpenID Connect), as pages and their people see them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Words;

/// Asks what stands between a person and the portal that sent them here. One of the two fields is given.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorizationRequest {
    /// What `/oauth/authorize` sealed.
    #[serde(default)]
    pub request: Option<String>,
    /// The code that another device shows (RFC 8628).
    #[serde(default)]
    pub user_code: Option<String>,
}

/// The person's decision. One of `request` and `user_code` is given.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorizationDecisionRequest {
    /// What `/oauth/authorize` sealed.
    #[serde(default)]
    pub request: Option<String>,
    /// The code that another device shows (RFC 8628).
    #[serde(default)]
    pub user_code: Option<String>,
    /// `allow` or `refuse`.
    pub decision: String,
}

/// What comes next between a person and a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorizationResponse {
    /// `sign_in`: sign in, again if need be. `raise_level`: reach level four. `consent`: decide. `return`: go to
    /// `return_to`. `done`: the other device goes on.
    pub step: String,
    /// Which portal.
    pub portal: Words,
    /// What it asks to know, as codes: `profile`, `realname`, `business`, `offline_access`.
    pub scopes: Vec<String>,
    /// The code that both screens must show, where another device is to be signed in.
    pub user_code: Option<String>,
    /// Where to go, once the step is `return`.
    pub return_to: Option<String>,
}

/// The portals that may know something of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalsResponse {
    /// Each of them.
    pub portals: Vec<PortalConsent>,
}

/// What a person lets a portal know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalConsent {
    /// The portal's client id.
    pub client_id: String,
    /// What it calls itself; its id where the deployment lists it no more.
    pub name: Words,
    /// What it may know.
    pub scopes: Vec<String>,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub consented_at: Timestamp,
}
