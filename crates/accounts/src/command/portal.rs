//! Commands about portals.

use serde::{Deserialize, Serialize};

use crate::{NewTokens, NewVisit, Scopes, SecretDigest, SessionDigest, VisitId};

/// What can be asked about portals.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalCommand {
    /// Sign in to a portal.
    Visit {
        /// Who asks.
        session: SessionDigest,
        /// The sign-in.
        visit: Box<NewVisit>,
        /// Whether the person has consented just now.
        consents: bool,
    },
    /// A portal redeems the code it was sent.
    Redeem {
        /// What it shows.
        redemption: Box<Redemption>,
        /// What it gets.
        tokens: NewTokens,
    },
    /// A portal asks for further tokens.
    Refresh {
        /// Of which visit.
        visit: VisitId,
        /// Which portal asks.
        portal: String,
        /// The refresh token it shows.
        refresh: SecretDigest,
        /// What the tokens are to be good for, where that is less than before.
        scopes: Option<Scopes>,
        /// What it gets.
        tokens: NewTokens,
    },
    /// A portal asks for what it may know.
    UseAccess {
        /// Of which visit.
        visit: VisitId,
        /// The access token it shows.
        access: SecretDigest,
    },
    /// A portal gives back the tokens of a visit.
    Revoke {
        /// Of which visit.
        visit: VisitId,
        /// Which portal.
        portal: String,
    },
    /// Withdraw the consent to a portal; everything it was given ends.
    Withdraw {
        /// Who asks.
        session: SessionDigest,
        /// Which portal.
        portal: String,
    },
}

/// What a portal shows to redeem a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redemption {
    /// Of which visit.
    pub visit: VisitId,
    /// Which portal.
    pub portal: String,
    /// The code.
    pub code: SecretDigest,
    /// The digest of the address it was sent to, as the portal tells it.
    pub redirect: Option<SecretDigest>,
    /// The digest of the verifier (RFC 7636).
    pub verifier: Option<SecretDigest>,
}
