//! What a portal is told of a person: what they consented to, and no more.

use accounts::{Proof, Scope, SignedIn};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use verification::Level;

use super::authorization_request::{LEVEL_FOUR, LEVEL_THREE};
use super::id_token;
use super::known::Known;
use super::verified_claims::verified_claims;

/// Who speaks, and of whom.
#[derive(Clone, Copy)]
pub(crate) struct Parties<'a> {
    /// This edge's origin.
    pub(crate) issuer: &'a str,
    /// Who answers for this deployment.
    pub(crate) organization: &'a str,
    /// The person, as this portal alone knows them.
    pub(crate) subject: &'a str,
}

/// What the UserInfo endpoint answers (OpenID Connect Core, section 5.3).
pub(crate) fn user_info(known: &Known, parties: Parties<'_>) -> Value {
    let mut claims = Map::new();
    claims.insert("sub".to_owned(), parties.subject.into());
    if known.scopes.contains(&Scope::Profile) {
        claims.insert("name".to_owned(), known.name.as_str().into());
    }
    if known.scopes.contains(&Scope::RealName) {
        let verified = verified_claims(known, parties.organization);
        claims.insert("verified_claims".to_owned(), verified);
        claims.insert("id_number".to_owned(), known.number.as_str().into());
    }
    if known.scopes.contains(&Scope::Business) {
        let until = json!({ "authorised_until": known.business_until });
        claims.insert("business_registration".to_owned(), until);
    }
    Value::Object(claims)
}

/// What the ID token says (section 2). The name is in it with the scope `profile`, because many clients look nowhere else; the
/// number never is.
pub(crate) fn id_token(
    known: &Known,
    parties: Parties<'_>,
    access_token: &str,
    (now, lifetime): (Timestamp, SignedDuration),
) -> Value {
    let mut claims = json!({
        "iss": parties.issuer,
        "sub": parties.subject,
        "aud": known.portal,
        "iat": now.as_second(),
        "exp": now.as_second() + lifetime.as_secs(),
        "auth_time": known.signed_in.at.as_second(),
        "acr": acr(known.level),
        "amr": amr(known.signed_in),
        "at_hash": id_token::at_hash(access_token),
    });
    if let Some(nonce) = &known.nonce {
        claims["nonce"] = nonce.as_str().into();
    }
    if known.scopes.contains(&Scope::Profile) {
        claims["name"] = known.name.as_str().into();
    }
    if known.scopes.contains(&Scope::RealName) {
        claims["verified_claims"] = verified_claims(known, parties.organization);
    }
    claims
}

/// The account's level, as portals name it.
fn acr(level: Level) -> &'static str {
    match level {
        Level::Three => LEVEL_THREE,
        Level::Four => LEVEL_FOUR,
    }
}

/// What was shown (RFC 8176; `counter` is this project's own: a clerk compared person and card).
fn amr(signed_in: SignedIn) -> Vec<&'static str> {
    let method = match signed_in.method {
        Proof::Password => "pwd",
        Proof::Face => "face",
        Proof::Counter => "counter",
    };
    let mut amr = vec![method];
    if signed_in.scanned && signed_in.method != Proof::Face {
        amr.push("face");
    }
    // Nothing but a clerk's word compares anybody without a scan in a session that a password began.
    let by_clerk = signed_in.compared && !signed_in.scanned;
    if by_clerk && signed_in.method == Proof::Password {
        amr.push("counter");
    }
    amr
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::known::sample;

    const PARTIES: Parties<'_> = Parties {
        issuer: "https://edge.example",
        organization: "operator",
        subject: "subject",
    };

    fn names(claims: &Value) -> Vec<&str> {
        claims
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect()
    }

    #[test]
    fn a_portal_is_told_what_it_may_know() {
        let told = |scopes: &[Scope]| {
            let known = Known {
                scopes: scopes.iter().copied().collect(),
                ..sample()
            };
            user_info(&known, PARTIES)
        };
        assert_eq!(names(&told(&[Scope::OpenId])), ["sub"]);
        assert_eq!(names(&told(&[Scope::Profile])), ["name", "sub"]);
        let real = told(&[Scope::RealName]);
        assert_eq!(names(&real), ["id_number", "sub", "verified_claims"]);
        let business = told(&[Scope::Business]);
        let expected = json!({ "authorised_until": "2026-12-31" });
        assert_eq!(business["business_registration"], expected);
    }

    #[test]
    fn an_id_token_says_who_when_and_how_and_has_no_number() {
        let told = |scopes: &[Scope]| {
            let known = Known {
                scopes: scopes.iter().copied().collect(),
                ..sample()
            };
            let now = Timestamp::from_second(1_795_000_100).unwrap();
            let lifetime = SignedDuration::from_mins(10);
            id_token(&known, PARTIES, "token", (now, lifetime))
        };
        let claims = told(&Scope::ALL);
        assert_eq!(claims["aud"], "portal");
        assert_eq!(claims["exp"], 1_795_000_700);
        assert_eq!(claims["auth_time"], 1_795_000_000);
        assert_eq!(claims["acr"], "urn:cn:realname:4");
        assert_eq!(claims["amr"], json!(["pwd", "face"]));
        assert_eq!(claims["nonce"], "nonce");
        assert_eq!(claims["name"], "样例甲");
        assert!(!claims.to_string().contains("440524"));
        let least = told(&[Scope::OpenId, Scope::Business]);
        assert!(!least.to_string().contains("样例甲"));
        assert!(told(&[Scope::RealName])["name"].is_null());
    }

    #[test]
    fn what_was_shown_is_named_once() {
        let amr = |method, scanned, compared| {
            let at = Timestamp::UNIX_EPOCH;
            amr(SignedIn {
                at,
                method,
                scanned,
                compared,
            })
        };
        assert_eq!(amr(Proof::Password, false, false), ["pwd"]);
        assert_eq!(amr(Proof::Password, false, true), ["pwd", "counter"]);
        assert_eq!(amr(Proof::Password, true, true), ["pwd", "face"]);
        assert_eq!(amr(Proof::Face, true, true), ["face"]);
        assert_eq!(amr(Proof::Counter, true, true), ["counter", "face"]);
    }
}
