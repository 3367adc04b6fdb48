//! A sign-in to a portal, step by step, as portal and person take them.

use std::sync::OnceLock;

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::client::{Answer, send};
use crate::portals::{basic, listed};
use crate::setting::{Person, Session, Setting, with_fake};

pub(super) const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters";
pub(super) const ALL: &str = "openid profile realname business offline_access";

/// An edge that lists portals.
pub(super) fn setting() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| with_fake("openid", &[("EDGE_PORTALS", &listed())]))
}

/// Somebody who is signed in, and nobody else is.
pub(super) fn session() -> Session<'static> {
    setting().session(&Person::fresh())
}

pub(super) fn challenge(verifier: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes()))
}

pub(super) fn redirect(portal: &str) -> String {
    format!("https://{portal}.example/back")
}

pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    let pairs = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// The request of a portal, with these parameters in place of, or besides, the usual ones.
pub(super) fn request(portal: &str, changes: &[(&str, &str)]) -> String {
    let (redirect, challenge) = (redirect(portal), challenge(VERIFIER));
    let usual = [
        ("client_id", portal),
        ("redirect_uri", &redirect),
        ("response_type", "code"),
        ("scope", ALL),
        ("state", "a state"),
        ("nonce", "a nonce"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let is_changed = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let mut pairs: Vec<_> = usual
        .into_iter()
        .filter(|(name, _)| !is_changed(name))
        .collect();
    pairs.extend(changes);
    form(&pairs)
}

/// Where the browser is sent on to.
pub(super) fn authorize(query: &str, cookie: Option<&str>) -> String {
    let url = setting().url(&format!("/oauth/authorize?{query}"));
    let cookie = cookie.map(|cookie| ("cookie", cookie));
    let headers: Vec<_> = cookie.into_iter().collect();
    let answer = send("GET", &url, &headers, b"").expect(303, "");
    answer.header("location").to_owned()
}

/// The sealed request within the page's address.
#[track_caller]
pub(super) fn sealed(location: &str) -> String {
    let sealed = location.strip_prefix("/authorize#");
    let sealed = sealed.filter(|sealed| !sealed.is_empty());
    sealed
        .unwrap_or_else(|| panic!("{location} has no request"))
        .to_owned()
}

impl Session<'_> {
    pub(super) fn authorization(&self, body: &Value) -> Answer {
        let text = body.to_string();
        self.send(
            "POST",
            "/v1/authorizations",
            "application/json",
            text.as_bytes(),
        )
    }

    pub(super) fn decide(&self, body: &Value) -> Answer {
        let path = "/v1/authorizations/decisions";
        self.send(
            "POST",
            path,
            "application/json",
            body.to_string().as_bytes(),
        )
    }

    /// The code that a portal gets once this person has allowed it.
    #[track_caller]
    pub(super) fn code(&self, portal: &str, changes: &[(&str, &str)]) -> String {
        let request = sealed(&authorize(&request(portal, changes), None));
        let body = json!({ "request": request, "decision": "allow" });
        let answer = self.decide(&body).expect(200, "").json();
        assert_eq!(answer["step"], "return", "{answer}");
        parameter(answer["return_to"].as_str().unwrap(), "code")
    }

    /// The tokens that a portal gets for it.
    #[track_caller]
    pub(super) fn tokens(&self, portal: &str, changes: &[(&str, &str)]) -> Value {
        let code = self.code(portal, changes);
        redeem(portal, &code, &[]).expect(200, "").json()
    }
}

/// A parameter of an address.
#[track_caller]
pub(super) fn parameter(address: &str, name: &str) -> String {
    let (_, query) = address.split_once('?').unwrap();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut own = pairs.filter(|(other, _)| *other == name);
    let value = own.next().map(|(_, value)| value.to_owned());
    value.unwrap_or_else(|| panic!("{address} has no {name}"))
}

/// Redeems a code as `portal`, with these parameters in place of, or besides, the usual ones.
pub(super) fn redeem(portal: &str, code: &str, changes: &[(&str, &str)]) -> Answer {
    let redirect = redirect(portal);
    let usual = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect),
        ("code_verifier", VERIFIER),
    ];
    let is_changed = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let mut pairs: Vec<_> = usual
        .into_iter()
        .filter(|(name, _)| !is_changed(name))
        .collect();
    pairs.extend(changes);
    post_as(portal, "/oauth/token", &pairs)
}

pub(super) fn refresh(portal: &str, token: &str) -> Answer {
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", token)];
    post_as(portal, "/oauth/token", &pairs)
}

/// Posts a form as `portal`: with its secret in a header, or without one where it is public.
pub(super) fn post_as(portal: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
    if portal == "page" {
        let mut pairs = pairs.to_vec();
        pairs.push(("client_id", portal));
        return post(path, &[], &form(&pairs));
    }
    let secret = basic(portal, "secret");
    post(path, &[("authorization", &secret)], &form(pairs))
}

pub(super) fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
    all.extend(headers);
    send("POST", &setting().url(path), &all, body.as_bytes())
}

pub(super) fn user_info(token: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    send("GET", &setting().url("/oauth/userinfo"), &headers, b"")
}

/// The claims within a token, unverified.
pub(super) fn claims(token: &Value) -> Value {
    part(token, 1)
}

/// The header of a token.
pub(super) fn header(token: &Value) -> Value {
    part(token, 0)
}

fn part(token: &Value, place: usize) -> Value {
    let part = token.as_str().unwrap().split('.').nth(place).unwrap();
    let bytes = BASE64URL_NOPAD.decode(part.as_bytes()).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[track_caller]
pub(super) fn expect_error(answer: Answer, status: u16, error: &str) -> Answer {
    let told = answer.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert_eq!(
        (answer.status, told.as_str()),
        (status, error),
        "{}",
        answer.text
    );
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer
}
