//! Events about portals.

use crate::Scopes;
use crate::visit::{Issued, Visit, VisitEnd, VisitId};

/// What happened at the portals.
#[derive(Clone, Debug, PartialEq)]
pub enum PortalEvent {
    /// A portal may know something of the holder.
    Consented {
        /// Which.
        portal: String,
        /// What.
        scopes: Scopes,
    },
    /// That was withdrawn; everything the portal was given ended.
    Withdrawn {
        /// Which.
        portal: String,
    },
    /// The holder signed in to a portal.
    Visited {
        /// The sign-in.
        visit: Box<Visit>,
    },
    /// A portal was given tokens; the code, or the tokens before them, ended.
    TokensIssued {
        /// Of which visit.
        visit: VisitId,
        /// The access token.
        access: Issued,
        /// What it is good for, where that is less than the visit.
        narrowed: Option<Scopes>,
        /// The refresh token, where it may ask again.
        refresh: Option<Issued>,
    },
    /// A sign-in to a portal ended before its time.
    VisitEnded {
        /// Which.
        visit: VisitId,
        /// At which portal.
        portal: String,
        /// Why.
        reason: VisitEnd,
    },
}
