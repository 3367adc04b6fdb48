//! The portals that tests file with and sign in to.

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::client::{Answer, send};
use crate::setting::Setting;

/// What EDGE_PORTALS says in tests: two that file, a public page, and one whose client has no PKCE; every secret is `secret`.
pub(crate) fn listed() -> String {
    let portal = |id: &str, secret: Option<&str>| {
        json!({
            "client_id": id,
            "secret_digest": secret,
            "name": { "zh": "示例门户", "en": "Sample portal" },
            "redirect_uris": [format!("https://{id}.example/back"), "http://localhost:8791/back"],
            "origins": [format!("https://{id}.example"), "http://localhost:8791"],
            "scopes": ["openid", "profile", "realname", "business", "offline_access"],
            "may_file": secret.is_some(),
        })
    };
    // SHA-256 of `secret`.
    let digest = Some("K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols");
    let mut other = portal("other", digest);
    other["id_token_algorithm"] = "ES256".into();
    let mut plain = portal("plain", digest);
    plain["nonce_instead_of_pkce"] = true.into();
    json!([
        portal("one-window", digest),
        other,
        portal("page", None),
        plain
    ])
    .to_string()
}

/// The header by which a portal proves who it is.
pub(crate) fn basic(id: &str, secret: &str) -> String {
    format!(
        "Basic {}",
        BASE64.encode(format!("{id}:{secret}").as_bytes())
    )
}

/// Sends JSON as the portal `id`.
pub(crate) fn send_as(
    setting: &Setting,
    id: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Answer {
    let authorization = basic(id, "secret");
    let mut all = vec![
        ("authorization", authorization.as_str()),
        ("content-type", "application/json"),
    ];
    all.extend(headers);
    let text = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    send(method, &setting.url(path), &all, text.as_bytes())
}
