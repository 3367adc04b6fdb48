//! Which clients of the face scan are taken, so that a page can tell before a camera opens (guide, F8).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The authority's word, a few minutes old at the most; nothing is named where the authority says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientsResponse {
    /// The oldest client whose evidence is taken.
    pub minimum: u32,
    /// Until when those above it are; of several windows the one that closes first counts.
    pub windows: Vec<ClientWindowEntry>,
    /// The edge's time, for whoever's clock is wrong.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub now: Timestamp,
}

/// Until when clients up to a version are good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientWindowEntry {
    /// The newest version it is about.
    pub up_to: u32,
    /// From when on the person is asked to load a newer one.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub valid_until: Timestamp,
    /// From when on evidence is refused.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub grace_until: Timestamp,
}
