//! A client without habits: no redirects, no cookies of its own, every status an answer.

use std::sync::OnceLock;

use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// An answer of the edge.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// `field: rule` of every field that is told.
    pub(crate) fn fields(&self) -> Vec<String> {
        let json = self.json();
        let fields = json["fields"].as_array().cloned().unwrap_or_default();
        let told = |field: &Value| {
            format!(
                "{}: {}",
                field["field"].as_str().unwrap(),
                field["rule"].as_str().unwrap()
            )
        };
        fields.iter().map(told).collect()
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16, code: &str) -> Self {
        assert_eq!(
            (self.status, self.code().as_str()),
            (status, code),
            "{}",
            self.text
        );
        if status >= 400 && !code.is_empty() {
            assert_eq!(self.header("content-type"), "application/problem+json");
            assert_eq!(self.header("cache-control"), "no-store");
        }
        self
    }
}

pub(crate) fn agent() -> &'static Agent {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .accept_encoding("identity");
        config.build().new_agent()
    })
}

/// The session of a cookie, as a page that was loaded for it names it: from the account's answer, or like here.
pub(crate) fn session_id(cookies: &str) -> Option<String> {
    let mut pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
    let (_, token) = pairs.find(|(name, _)| matches!(*name, "session" | "__Host-session"))?;
    let token = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    let (body, _tag) = token.split_last_chunk::<16>()?;
    let secret = body.last_chunk::<32>()?;
    Some(BASE64URL_NOPAD.encode(&Sha256::digest(secret)[..12]))
}

/// Sends this; a session is named as its page would, unless the headers say otherwise.
pub(crate) fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let value = |wanted: &str| headers.iter().find(|(name, _)| *name == wanted);
    let session = match (value("session-id"), value("cookie")) {
        (None, Some((_, cookies))) => session_id(cookies),
        _ => None,
    };
    let session = session.as_deref().map(|id| ("session-id", id));
    send_exactly(method, url, headers.iter().copied().chain(session), body)
}

/// Sends exactly this.
pub(crate) fn send_exactly<'a>(
    method: &str,
    url: &str,
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    body: &[u8],
) -> Answer {
    let mut request = Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let response = if matches!(method, "GET" | "HEAD" | "DELETE") && body.is_empty() {
        agent().run(request.body(()).unwrap())
    } else {
        agent().run(request.body(body).unwrap())
    };
    let (parts, mut body) = response.unwrap().into_parts();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        text: String::from_utf8_lossy(&body.read_to_vec().unwrap()).into_owned(),
    }
}
