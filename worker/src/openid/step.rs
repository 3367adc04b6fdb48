//! What stands between a person and a portal.

use accounts::PortalConsent;
use jiff::Timestamp;
use verification::Level;

use super::authorization_request::Wish;
use super::redirect::AuthorizationError;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Sign in, again if need be.
    SignIn,
    /// Reach level four.
    RaiseLevel,
    /// Decide.
    Consent,
    /// Go back to the portal.
    Return,
}

impl Step {
    /// Its code on the wire.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::RaiseLevel => "raise_level",
            Self::Consent => "consent",
            Self::Return => "return",
        }
    }

    /// What a portal is told that wanted nothing to be shown; none where nothing need be.
    pub(crate) fn unshown(self) -> Option<AuthorizationError> {
        match self {
            Self::SignIn => Some(AuthorizationError::LoginRequired),
            Self::RaiseLevel => Some(AuthorizationError::InteractionRequired),
            Self::Consent => Some(AuthorizationError::ConsentRequired),
            Self::Return => None,
        }
    }
}

/// Who is here: somebody with a session that lasts.
pub(crate) struct Present<'a> {
    /// When the session began.
    pub(crate) since: Timestamp,
    /// The account's level.
    pub(crate) level: Level,
    /// What the portal may know.
    pub(crate) consent: Option<&'a PortalConsent>,
}

/// The next step for whoever is here.
pub(crate) fn next(wish: &Wish, present: Option<&Present<'_>>, now: Timestamp) -> Step {
    let Some(present) = present.filter(|present| is_fresh(wish, present.since, now)) else {
        return Step::SignIn;
    };
    if present.level < wish.level {
        return Step::RaiseLevel;
    }
    let covers = |given: &PortalConsent| given.scopes.is_superset(&wish.scopes);
    if wish.prompt.consent || !present.consent.is_some_and(covers) {
        return Step::Consent;
    }
    Step::Return
}

/// Whoever has signed in since it was asked is fresh, however short `max_age` is.
fn is_fresh(wish: &Wish, since: Timestamp, now: Timestamp) -> bool {
    if since >= wish.asked_at {
        return true;
    }
    let age = now.duration_since(since).as_secs();
    let is_too_old = |max_age: u32| age > i64::from(max_age);
    !wish.prompt.login && !wish.max_age.is_some_and(is_too_old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::authorization_request::Prompt;
    use accounts::Scope;
    use jiff::SignedDuration;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    fn ago(seconds: i64) -> Timestamp {
        NOW.checked_sub(SignedDuration::from_secs(seconds)).unwrap()
    }

    /// Asked ten seconds ago.
    fn wish() -> Wish {
        Wish {
            scopes: [Scope::OpenId, Scope::Profile].into(),
            level: Level::Three,
            prompt: Prompt::default(),
            max_age: None,
            asked_at: ago(10),
        }
    }

    fn check(wish: &Wish, since: i64, level: Level, scopes: &[Scope], expected: Step) {
        let consent = PortalConsent {
            portal: "portal".to_owned(),
            scopes: scopes.iter().copied().collect(),
            given_at: NOW,
        };
        let present = Present {
            since: ago(since),
            level,
            consent: (!scopes.is_empty()).then_some(&consent),
        };
        assert_eq!(next(wish, Some(&present), NOW), expected);
    }

    const ALL: [Scope; 2] = [Scope::OpenId, Scope::Profile];

    #[test]
    fn sign_in_level_consent_and_the_way_back_come_in_this_order() {
        assert_eq!(next(&wish(), None, NOW), Step::SignIn);
        let four = Wish {
            level: Level::Four,
            ..wish()
        };
        check(&four, 100, Level::Three, &ALL, Step::RaiseLevel);
        check(&four, 100, Level::Four, &[], Step::Consent);
        check(&wish(), 100, Level::Three, &ALL[..1], Step::Consent);
        check(&wish(), 100, Level::Three, &ALL, Step::Return);
    }

    #[test]
    fn whoever_must_sign_in_again_does_so_once() {
        let login = Wish {
            prompt: Prompt {
                login: true,
                ..Prompt::default()
            },
            ..wish()
        };
        check(&login, 11, Level::Three, &ALL, Step::SignIn);
        check(&login, 10, Level::Three, &ALL, Step::Return);
        let max_age = |max_age| Wish {
            max_age: Some(max_age),
            ..wish()
        };
        check(&max_age(60), 60, Level::Three, &ALL, Step::Return);
        check(&max_age(60), 61, Level::Three, &ALL, Step::SignIn);
        check(&max_age(0), 11, Level::Three, &ALL, Step::SignIn);
        check(&max_age(0), 5, Level::Three, &ALL, Step::Return);
    }

    #[test]
    fn a_portal_may_ask_for_consent_again() {
        let consent = Wish {
            prompt: Prompt {
                consent: true,
                ..Prompt::default()
            },
            ..wish()
        };
        check(&consent, 100, Level::Three, &ALL, Step::Consent);
    }
}
