//! What this edge says of itself, and the keys that its ID tokens verify under.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::flow::setting;
use crate::client::send;
use crate::portals::listed;
use crate::setting::{Setting, with_fake};

const LOOKS: usize = 150;
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

fn key_ids(setting: &Setting) -> Vec<Value> {
    let keys = setting.get("/oauth/jwks").expect(200, "").json();
    let keys = keys["keys"].as_array().unwrap().clone();
    keys.iter().map(|key| key["kid"].clone()).collect()
}

#[test]
fn everything_that_is_said_of_an_endpoint_is_there() {
    let answer = setting().get("/.well-known/openid-configuration");
    let answer = answer.expect(200, "");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let said = answer.json();
    assert_eq!(said["issuer"], setting().url(""));
    for name in [
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "revocation_endpoint",
        "device_authorization_endpoint",
        "jwks_uri",
    ] {
        let address = said[name].as_str().unwrap();
        let answer = send("GET", address, &[], b"");
        assert_ne!(answer.status, 404, "{name}");
    }
    assert_eq!(
        said["id_token_signing_alg_values_supported"],
        json!(["RS256", "ES256"])
    );
    assert_eq!(said["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(said["verified_claims_supported"], true);
}

#[test]
fn published_keys_have_no_private_part() {
    let answer = setting().get("/oauth/jwks").expect(200, "");
    assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    let keys = answer.json()["keys"].as_array().unwrap().clone();
    let named: Vec<_> = keys
        .iter()
        .map(|key| key["alg"].as_str().unwrap())
        .collect();
    assert_eq!(named, ["RS256", "ES256"]);
    for key in &keys {
        let mut members: Vec<_> = key
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        members.sort_unstable();
        let expected = match key["kty"].as_str().unwrap() {
            "RSA" => vec!["alg", "e", "kid", "kty", "n", "use"],
            _ => vec!["alg", "crv", "kid", "kty", "use", "x", "y"],
        };
        assert_eq!(members, expected);
    }
}

#[test]
fn keys_are_published_before_they_sign_and_after() {
    let changes = [
        ("EDGE_PORTALS", &*listed()),
        ("EDGE_ISSUER_KEY_SECONDS", "8"),
    ];
    let setting = with_fake("openid_keys", &changes);
    let first = key_ids(&setting);
    assert_eq!(first.len(), 2);
    let wait = |is_reached: &dyn Fn(&[Value]) -> bool| {
        let mut looks = (0..LOOKS).map(|_| key_ids(&setting));
        let mut is_reached = |ids: Vec<Value>| {
            sleep(BETWEEN_LOOKS);
            is_reached(&ids)
        };
        assert!(looks.any(&mut is_reached), "{:?}", key_ids(&setting));
    };
    wait(&|ids| ids.len() == 4 && ids[..2] == first);
    wait(&|ids| ids.len() == 2 && !first.contains(&ids[0]));
}
