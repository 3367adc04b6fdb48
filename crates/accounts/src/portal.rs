//! Portals that a person signs in to with this account, and what they may know.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that a portal may ask to know or to do (scopes of OpenID Connect).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// That it is the same person as the last time.
    #[serde(rename = "openid")]
    OpenId,
    /// 姓名.
    #[serde(rename = "profile")]
    Profile,
    /// Who the person is, and how that was verified.
    #[serde(rename = "realname")]
    RealName,
    /// 企业登记注册: until when business may be registered in the person's name.
    #[serde(rename = "business")]
    Business,
    /// To ask again when the person is away.
    #[serde(rename = "offline_access")]
    OfflineAccess,
}

/// Several of them.
pub type Scopes = BTreeSet<Scope>;

impl Scope {
    /// Each of them.
    pub const ALL: [Self; 5] = [
        Self::OpenId,
        Self::Profile,
        Self::RealName,
        Self::Business,
        Self::OfflineAccess,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::RealName => "realname",
            Self::Business => "business",
            Self::OfflineAccess => "offline_access",
        }
    }

    /// The scope with this name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// The consent to a portal that is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalConsent {
    /// Which portal, by its client id.
    pub portal: String,
    /// What it may know.
    pub scopes: Scopes,
    /// Since when.
    pub given_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_kept_under_its_name() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.code()), Some(scope));
            assert_eq!(
                serde_json::to_string(&scope).unwrap(),
                format!("\"{}\"", scope.code())
            );
        }
        assert_eq!(Scope::parse("email"), None);
    }
}
