//! The portals that sign people in through this deployment, embed its widget, and file: as a deployment lists them.

use accounts::{Scope, Scopes};
use api::{PortalConsent, Words};
use data_encoding::BASE64URL_NOPAD;
use http::{HeaderMap, header};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::openid::signing_key::Algorithm;
use crate::problem::Fault;
use crate::setting::ConfigError;

const NAME: &str = "EDGE_PORTALS";

/// A portal: a client in the sense of OAuth 2.0, a relying party in that of OpenID Connect.
pub(crate) struct Portal {
    /// Its `client_id`.
    pub(crate) id: String,
    /// SHA-256 of its secret; a portal without one is a page in a browser, and public.
    secret_digest: Option<[u8; 32]>,
    /// What it calls itself.
    pub(crate) name: Words,
    /// Where people may be sent back to, compared letter by letter.
    pub(crate) redirect_uris: Vec<String>,
    /// The origins of its pages: they may frame the widget, and ask for tokens from a browser.
    pub(crate) origins: Vec<String>,
    /// What it may ask to know.
    pub(crate) scopes: Vec<String>,
    /// How its ID tokens are signed.
    pub(crate) id_token_algorithm: Algorithm,
    /// Whether it may make filings, and ask for verification tokens.
    pub(crate) may_file: bool,
    /// Whether a `nonce` may stand in for PKCE, because its client has none. Only a portal with a secret may have this: its
    /// client alone then finds a code that was slipped in (RFC 9700, section 4.5.3.2).
    pub(crate) nonce_instead_of_pkce: bool,
}

impl Portal {
    /// Whether `secret` is this portal's.
    pub(crate) fn has_secret(&self, secret: &str) -> bool {
        let digest: [u8; 32] = Sha256::digest(secret.as_bytes()).into();
        let own = self.secret_digest.as_ref();
        own.is_some_and(|own| bool::from(own.ct_eq(&digest)))
    }

    /// Whether its entry lists this scope.
    pub(crate) fn lists(&self, scope: Scope) -> bool {
        self.scopes.iter().any(|own| own == scope.code())
    }

    /// Whether it may ask to know all of this.
    pub(crate) fn may_ask(&self, scopes: &Scopes) -> bool {
        scopes.iter().all(|scope| self.lists(*scope))
    }

    /// Whether people are sent to its pages, and shown its frame, over TLS or on this machine.
    pub(crate) fn is_safe(&self) -> bool {
        let mut addresses = self.redirect_uris.iter().chain(&self.origins);
        addresses.all(|address| {
            let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
            let is_local = local.iter().any(|origin| {
                let rest = address.strip_prefix(origin);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            });
            is_local || address.starts_with("https://")
        })
    }

    /// Whether it is a page that can keep no secret.
    pub(crate) fn is_public(&self) -> bool {
        self.secret_digest.is_none()
    }
}

/// Which portals sign people in without PKCE, as a line of the log. `None` if there are none.
pub(crate) fn without_pkce(portals: &[Portal]) -> Option<String> {
    let without = portals.iter().filter(|portal| portal.nonce_instead_of_pkce);
    let ids: Vec<&str> = without.map(|portal| portal.id.as_str()).collect();
    let notice = "these portals sign people in without PKCE: their clients must check nonce";
    (!ids.is_empty()).then(|| serde_json::json!({ "notice": notice, "portals": ids }).to_string())
}

/// The portal with this id.
pub(crate) fn find<'a>(portals: &'a [Portal], id: &str) -> Option<&'a Portal> {
    portals.iter().find(|portal| portal.id == id)
}

/// What a portal calls itself; its id where the deployment lists it no more.
pub(crate) fn name(portals: &[Portal], id: &str) -> Words {
    match find(portals, id) {
        Some(portal) => portal.name.clone(),
        None => Words::new(id, id),
    }
}

/// A consent as the person sees it.
pub(crate) fn consent(portals: &[Portal], given: &accounts::PortalConsent) -> PortalConsent {
    PortalConsent {
        client_id: given.portal.clone(),
        name: name(portals, &given.portal),
        scopes: told(&given.scopes),
        consented_at: given.given_at,
    }
}

/// What a portal may know, as the person sees it: that it is the same person as the last time goes without saying.
pub(crate) fn told(scopes: &Scopes) -> Vec<String> {
    let told = scopes.iter().filter(|scope| **scope != Scope::OpenId);
    told.map(|scope| scope.code().to_owned()).collect()
}

/// The portal that the request's `Authorization: Basic …` proves.
pub(crate) fn authenticated<'a>(
    portals: &'a [Portal],
    headers: &HeaderMap,
) -> Result<&'a Portal, Fault> {
    let proven = basic(headers).and_then(|(id, secret)| {
        let portal = find(portals, &id)?;
        portal.has_secret(&secret).then_some(portal)
    });
    proven.ok_or(Fault::PortalUnauthorised)
}

/// The portal that may make filings.
pub(crate) fn filing<'a>(portals: &'a [Portal], headers: &HeaderMap) -> Result<&'a Portal, Fault> {
    let portal = authenticated(portals, headers)?;
    if portal.may_file {
        Ok(portal)
    } else {
        Err(Fault::PortalForbidden)
    }
}

/// Id and secret of HTTP's basic authentication, each form-encoded (RFC 6749, section 2.3.1).
pub(crate) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = text.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = data_encoding::BASE64
        .decode(encoded.trim().as_bytes())
        .ok()?;
    let pair = String::from_utf8(bytes).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let decoded = |text: &str| -> Option<String> {
        let pair = format!("v={text}");
        let mut values = form_urlencoded::parse(pair.as_bytes());
        Some(values.next()?.1.into_owned())
    };
    Some((decoded(id)?, decoded(secret)?))
}

/// A deployment that lists no portal has none.
pub(crate) fn parse(text: Option<&str>) -> Result<Vec<Portal>, ConfigError> {
    let expected = "a JSON list of what `authority portal` prints";
    let malformed = || ConfigError::Malformed(NAME, expected);
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(Vec::new());
    };
    let listed: Vec<Listed> = serde_json::from_str(text)
        .map_err(|error| ConfigError::Json(NAME, expected, error.into()))?;
    let portals: Option<Vec<Portal>> = listed.into_iter().map(Listed::read).collect();
    let portals = portals.ok_or_else(malformed)?;
    let is_twice = |(place, portal): (usize, &Portal)| {
        let mut before = portals.iter().take(place);
        before.any(|other| other.id == portal.id)
    };
    if portals.iter().enumerate().any(is_twice) {
        return Err(malformed());
    }
    Ok(portals)
}

/// A portal as a deployment lists it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    client_id: String,
    #[serde(default)]
    secret_digest: Option<String>,
    name: Words,
    redirect_uris: Vec<String>,
    origins: Vec<String>,
    scopes: Vec<String>,
    #[serde(default)]
    id_token_algorithm: Algorithm,
    #[serde(default)]
    may_file: bool,
    #[serde(default)]
    nonce_instead_of_pkce: bool,
}

impl Listed {
    fn read(self) -> Option<Portal> {
        let is_plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        let is_named = !self.client_id.is_empty() && self.client_id.bytes().all(is_plain);
        let are_origins = self.origins.iter().all(|origin| is_origin(origin));
        let are_uris = self.redirect_uris.iter().all(|uri| is_redirect(uri));
        let are_scopes = self
            .scopes
            .iter()
            .all(|scope| Scope::parse(scope).is_some());
        let has_openid = self.scopes.iter().any(|scope| scope == "openid");
        if !is_named || !are_origins || !are_uris || !are_scopes || !has_openid {
            return None;
        }
        let digest = self.secret_digest.map(|text| {
            let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
            bytes.try_into().ok()
        });
        let secret_digest = match digest {
            Some(Some(digest)) => Some(digest),
            Some(None) => return None,
            None => None,
        };
        if self.nonce_instead_of_pkce && secret_digest.is_none() {
            return None;
        }
        Some(Portal {
            id: self.client_id,
            secret_digest,
            name: self.name,
            redirect_uris: self.redirect_uris,
            origins: self.origins,
            scopes: self.scopes,
            id_token_algorithm: self.id_token_algorithm,
            // Whoever files proves who they are.
            may_file: self.may_file && secret_digest.is_some(),
            nonce_instead_of_pkce: self.nonce_instead_of_pkce,
        })
    }
}

/// An origin as browsers write it: nothing that could end a header or a policy.
fn is_origin(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b".-:[]".contains(&c);
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_plain))
}

/// An absolute address without a fragment (RFC 6749, section 3.1.2).
fn is_redirect(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let (host, _) = rest.split_once('/').unwrap_or((rest, ""));
    let is_printed = text.bytes().all(|c| c.is_ascii_graphic());
    is_printed && !text.contains('#') && is_origin(&format!("{scheme}://{host}"))
}

/// Three portals for tests: one whose secret is `secret`, a page, and one whose client has no PKCE.
#[cfg(test)]
pub(crate) fn sample() -> Vec<Portal> {
    let portal = |id: &str, secret: Option<&str>| {
        serde_json::json!({
            "client_id": id,
            "secret_digest": secret,
            "name": { "zh": "示例门户", "en": "Sample portal" },
            "redirect_uris": ["https://portal.example/back"],
            "origins": ["https://portal.example"],
            "scopes": ["openid", "profile", "realname", "offline_access"],
        })
    };
    let digest = Some("K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols");
    let mut plain = portal("plain", digest);
    plain["nonce_instead_of_pkce"] = true.into();
    let listed = serde_json::json!([portal("one-window", digest), portal("page", None), plain]);
    parse(Some(&listed.to_string())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use serde_json::{Value, json};

    fn listed() -> Value {
        json!([{
            "client_id": "one-window",
            // SHA-256 of "secret".
            "secret_digest": "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols",
            "name": { "zh": "门户", "en": "Portal" },
            "redirect_uris": ["https://portal.example/back"],
            "origins": ["https://portal.example"],
            "scopes": ["openid"],
            "may_file": true,
        }])
    }

    fn authorization(text: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let encoded = data_encoding::BASE64.encode(text.as_bytes());
        let value = HeaderValue::from_str(&format!("Basic {encoded}")).unwrap();
        headers.insert(header::AUTHORIZATION, value);
        headers
    }

    #[test]
    fn a_portal_proves_itself_by_its_secret() {
        let portals = parse(Some(&listed().to_string())).unwrap();
        for (text, expected) in [
            ("one-window:secret", true),
            ("one%2Dwindow:s%65cret", true),
            ("one-window:Secret", false),
            ("other:secret", false),
            ("one-window", false),
            ("", false),
        ] {
            let found = filing(&portals, &authorization(text));
            assert_eq!(found.is_ok(), expected, "{text}");
        }
        assert!(authenticated(&portals, &HeaderMap::new()).is_err());
    }

    #[test]
    fn what_is_listed_wrongly_is_refused() {
        let wrong = [
            ("client_id", json!("")),
            ("client_id", json!("a b")),
            ("secret_digest", json!("short")),
            ("redirect_uris", json!(["portal.example"])),
            ("redirect_uris", json!(["https://portal.example/back#part"])),
            ("redirect_uris", json!(["https://portal.example /"])),
            ("origins", json!(["https://portal.example/"])),
            ("origins", json!(["https://portal.example; script-src *"])),
            ("origins", json!(["*"])),
            ("id_token_algorithm", json!("none")),
            ("unknown", json!(1)),
        ];
        for (field, value) in wrong {
            let mut list = listed();
            list[0][field] = value;
            assert!(parse(Some(&list.to_string())).is_err(), "{list}");
        }
        let mut twice = listed();
        let first = twice[0].clone();
        twice.as_array_mut().unwrap().push(first);
        assert!(parse(Some(&twice.to_string())).is_err());
    }

    #[test]
    fn the_log_names_whoever_has_no_pkce() {
        let mut portals = sample();
        let notice = without_pkce(&portals).unwrap();
        assert!(notice.contains(r#""portals":["plain"]"#), "{notice}");
        portals.retain(|portal| portal.id != "plain");
        assert_eq!(without_pkce(&portals), None);
    }

    #[test]
    fn a_public_portal_is_trusted_with_less() {
        let mut list = listed();
        list[0].as_object_mut().unwrap().remove("secret_digest");
        let portals = parse(Some(&list.to_string())).unwrap();
        assert!(portals[0].is_public() && !portals[0].may_file);
        list[0]["nonce_instead_of_pkce"] = true.into();
        assert!(parse(Some(&list.to_string())).is_err());
        assert!(authenticated(&portals, &authorization("one-window:")).is_err());
    }
}
