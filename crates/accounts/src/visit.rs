//! Visits: one sign-in to a portal, from the code that it is given to the last token that comes of it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use verification::Level;

use crate::{Proof, Scope, Scopes, base64url};

/// Most visits of one portal that have tokens, and most that wait for their code to be redeemed. Each kind makes room
/// within itself, so that a code that nobody redeems ends no visit that has tokens.
pub const MOST: usize = 16;

/// Names a visit within its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitId(#[serde(with = "base64url")] pub [u8; 16]);

/// SHA-256 of a code, a token, a verifier or an address: all that is kept of it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretDigest(#[serde(with = "base64url")] pub [u8; 32]);

impl std::fmt::Debug for SecretDigest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecretDigest(…)")
    }
}

/// A sign-in to a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Names it.
    pub id: VisitId,
    /// Which portal, by its client id.
    pub portal: String,
    /// What it may know.
    pub scopes: Scopes,
    /// How the person had signed in here.
    pub signed_in: SignedIn,
    /// The level that the account had.
    pub level: Level,
    /// What the portal wants to find again in the ID token.
    pub nonce: Option<String>,
    /// When it began.
    pub began_at: Timestamp,
    /// Whether it began without a decision of the person, which any page that they open can bring about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// The code, until it is redeemed.
    pub code: Option<Code>,
    /// The access token that counts now.
    pub access: Option<Issued>,
    /// What the access token is good for, where that is less than the visit.
    pub narrowed: Option<Scopes>,
    /// The refresh token that counts now.
    pub refresh: Option<Issued>,
}

/// How and when a person signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// When.
    pub at: Timestamp,
    /// What was shown.
    pub method: Proof,
    /// Whether a face scan has passed since.
    pub scanned: bool,
    /// Whether face or card were compared in the session, whichever way.
    #[serde(default)]
    pub compared: bool,
}

impl SignedIn {
    /// Whether face or card of whom signed in were compared; what began before that was kept says how it began.
    #[must_use]
    pub fn is_compared(&self) -> bool {
        self.compared || self.scanned || self.method != Proof::Password
    }
}

/// A code, and what it is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What is kept of its secret.
    pub digest: SecretDigest,
    /// The digest of the address it was sent to; none where another device fetches it.
    pub redirect: Option<SecretDigest>,
    /// What the verifier must hash to (RFC 7636, S256). `None` if another device fetches it, or if the portal's client has no
    /// PKCE; then no verifier redeems it either.
    pub challenge: Option<SecretDigest>,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
}

/// A token that was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// What is kept of its secret.
    pub digest: SecretDigest,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
}

/// A visit that is about to begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVisit {
    /// Names it.
    pub id: VisitId,
    /// Which portal.
    pub portal: String,
    /// What it asks to know.
    pub scopes: Scopes,
    /// The level that it asks for.
    pub level: Level,
    /// What the portal wants to find again in the ID token.
    pub nonce: Option<String>,
    /// The code.
    pub code: Code,
}

/// Tokens that are about to be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTokens {
    /// What is kept of the access token's secret.
    pub access: SecretDigest,
    /// What is kept of the refresh token's secret; it counts where the portal may ask again.
    pub refresh: SecretDigest,
    /// How long they last.
    pub terms: TokenTerms,
}

/// How long tokens last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenTerms {
    /// An access token.
    pub access: SignedDuration,
    /// A refresh token that is not used.
    pub idle: SignedDuration,
    /// All refresh tokens of one visit, however they are used.
    pub longest: SignedDuration,
}

/// Why a visit ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitEnd {
    /// The portal gave a token back.
    Revoked,
    /// A code came a second time.
    CodeReused,
    /// A refresh token came a second time.
    RefreshReused,
}

impl VisitEnd {
    /// Its code in the journal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::CodeReused => "code_reused",
            Self::RefreshReused => "refresh_reused",
        }
    }
}

impl Visit {
    /// What its access token is good for.
    #[must_use]
    pub fn reach(&self) -> &Scopes {
        self.narrowed.as_ref().unwrap_or(&self.scopes)
    }

    /// Whether anything of it still counts.
    #[must_use]
    pub fn lasts(&self, now: Timestamp) -> bool {
        let code = self.code.is_some_and(|code| now < code.expires_at);
        let counts = |issued: Option<Issued>| issued.is_some_and(|issued| now < issued.expires_at);
        code || counts(self.access) || counts(self.refresh)
    }

    /// The tokens that `new` becomes for this visit now.
    #[must_use]
    pub fn issue(&self, new: &NewTokens, now: Timestamp) -> (Issued, Option<Issued>) {
        let after = |from: Timestamp, span| from.saturating_add(span).unwrap_or(Timestamp::MAX);
        let access = Issued {
            digest: new.access,
            expires_at: after(now, new.terms.access),
        };
        let idle = after(now, new.terms.idle);
        let refresh = Issued {
            digest: new.refresh,
            expires_at: idle.min(after(self.began_at, new.terms.longest)),
        };
        let may_ask_again = self.scopes.contains(&Scope::OfflineAccess);
        (access, may_ask_again.then_some(refresh))
    }
}
