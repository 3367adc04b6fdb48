//! What the edge knows of a person who signs in to a portal, before it is cut down to what they consented to.

use accounts::{Reached, Scope, Scopes, SignedIn};
use serde::{Deserialize, Serialize};
use verification::Level;

use crate::portals::Portal;

/// What is known of a person and of a sign-in to a portal. It stays within the worker, and prints nothing.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Known {
    /// Which portal.
    pub(crate) portal: String,
    /// What it may know.
    pub(crate) scopes: Scopes,
    /// How the person had signed in.
    pub(crate) signed_in: SignedIn,
    /// The level that the account had.
    pub(crate) level: Level,
    /// The portal's own.
    pub(crate) nonce: Option<String>,
    /// Whether the portal may ask again.
    pub(crate) may_refresh: bool,
    /// 姓名.
    pub(crate) name: String,
    /// 身份证号.
    pub(crate) number: String,
    /// The birth date within it, `YYYY-MM-DD`.
    pub(crate) birth_date: String,
    /// 有效期起, `YYYY-MM-DD`. `None` if it is not known.
    pub(crate) valid_from: Option<String>,
    /// 有效期止, `YYYY-MM-DD`. `None` if it is not known, or 长期.
    pub(crate) valid_until: Option<String>,
    /// Each level reached, earliest first.
    pub(crate) levels: Vec<Reached>,
    /// 截止日期, `YYYY-MM-DD`. `None` if business is not authorised.
    pub(crate) business_until: Option<String>,
}

impl Known {
    /// What of it `portal` may still ask for: its entry may have lost a scope since the person consented.
    pub(crate) fn narrowed_to(mut self, portal: &Portal) -> Self {
        self.scopes.retain(|scope| portal.lists(*scope));
        self.may_refresh &= portal.lists(Scope::OfflineAccess);
        self
    }
}

/// A published example number, and a name that is a sample's.
#[cfg(test)]
pub(crate) fn sample() -> Known {
    let at = |second: i64| jiff::Timestamp::constant(1_795_000_000 + second, 0);
    Known {
        portal: "portal".to_owned(),
        scopes: accounts::Scope::ALL.into(),
        signed_in: SignedIn {
            at: at(0),
            method: accounts::Proof::Password,
            scanned: true,
            compared: true,
        },
        level: Level::Four,
        nonce: Some("nonce".to_owned()),
        may_refresh: true,
        name: "样例甲".to_owned(),
        number: "440524188001010014".to_owned(),
        birth_date: "1880-01-01".to_owned(),
        valid_from: Some("2015-01-01".to_owned()),
        valid_until: None,
        levels: vec![
            Reached {
                level: Level::Three,
                method: accounts::Method::FourElements,
                at: at(0),
            },
            Reached {
                level: Level::Four,
                method: accounts::Method::Face,
                at: at(1),
            },
        ],
        business_until: Some("2026-12-31".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portals;

    #[test]
    fn what_a_portals_entry_no_longer_lists_is_left_out() {
        let mut listed = portals::sample();
        let known = sample().narrowed_to(&listed[0]);
        let all = Scope::ALL.into_iter();
        let expected: Scopes = all.filter(|scope| *scope != Scope::Business).collect();
        assert_eq!((known.scopes, known.may_refresh), (expected, true));
        listed[0].scopes = vec!["openid".to_owned()];
        let known = sample().narrowed_to(&listed[0]);
        assert_eq!(
            (known.scopes, known.may_refresh),
            ([Scope::OpenId].into(), false)
        );
    }
}
