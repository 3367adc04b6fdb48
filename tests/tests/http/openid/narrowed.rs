//! A portal whose entry lost a scope since somebody consented to it.

use serde_json::{Value, json};

use super::flow::{claims, expect_error};
use crate::client::{Answer, send};
use crate::portals::{basic, listed};
use crate::setting::{Person, Setting, again_with, with_fake};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What the deployment lists, with only these scopes for every portal.
fn listed_with(scopes: &Value) -> String {
    let mut portals: Value = serde_json::from_str(&listed()).unwrap();
    for portal in portals.as_array_mut().unwrap() {
        portal["scopes"] = scopes.clone();
    }
    portals.to_string()
}

fn post(setting: &Setting, path: &str, form: &str) -> Answer {
    let secret = basic("one-window", "secret");
    let headers = [
        ("authorization", secret.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    send("POST", &setting.url(path), &headers, form.as_bytes())
}

fn refresh(setting: &Setting, tokens: &Value) -> Answer {
    let token = tokens["refresh_token"].as_str().unwrap();
    let form = format!("grant_type=refresh_token&refresh_token={token}");
    post(setting, "/oauth/token", &form)
}

fn user_info(setting: &Setting, tokens: &Value) -> Value {
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let headers = [("authorization", bearer.as_str())];
    let answer = send("GET", &setting.url("/oauth/userinfo"), &headers, b"");
    answer.expect(200, "").json()
}

#[test]
fn what_a_portals_entry_no_longer_allows_is_in_no_id_token_either() {
    let setting = with_fake("openid_narrowed", &[]);
    let scope = "scope=openid%20profile%20realname%20offline_access";
    let begun = post(&setting, "/oauth/device_authorization", scope);
    let begun = begun.expect(200, "").json();
    let session = setting.session(&Person::fresh());
    let body = json!({ "user_code": begun["user_code"], "decision": "allow" });
    session.decide(&body).expect(200, "");
    let code = begun["device_code"].as_str().unwrap();
    let form = format!("grant_type={GRANT}&device_code={code}");
    let tokens = post(&setting, "/oauth/token", &form).expect(200, "").json();
    assert!(claims(&tokens["id_token"])["verified_claims"].is_object());

    let fewer = listed_with(&json!(["openid", "profile", "offline_access"]));
    let setting = again_with(setting, &[("EDGE_PORTALS", &fewer)]);
    let told = user_info(&setting, &tokens);
    assert!(told["verified_claims"].is_null() && told["id_number"].is_null());
    let tokens = refresh(&setting, &tokens).expect(200, "").json();
    assert!(claims(&tokens["id_token"])["verified_claims"].is_null());
    assert_eq!(tokens["scope"], "openid profile offline_access");
    assert!(user_info(&setting, &tokens)["name"].is_string());

    let fewest = listed_with(&json!(["openid"]));
    let setting = again_with(setting, &[("EDGE_PORTALS", &fewest)]);
    expect_error(refresh(&setting, &tokens), 400, "unauthorized_client");
    assert_eq!(user_info(&setting, &tokens).as_object().unwrap().len(), 1);
}
