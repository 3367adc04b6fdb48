//! A sign-in that another device asks for, and a person with a phone decides on.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::flow::{claims, expect_error, post_as, session, setting, user_info};
use crate::client::Answer;
use crate::portals::listed;
use crate::setting::with_fake;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

fn begin(portal: &str) -> Value {
    let pairs = [("scope", "openid profile offline_access")];
    let answer = post_as(portal, "/oauth/device_authorization", &pairs);
    answer.expect(200, "").json()
}

fn poll(portal: &str, begun: &Value) -> Answer {
    let code = begun["device_code"].as_str().unwrap();
    post_as(
        portal,
        "/oauth/token",
        &[("grant_type", GRANT), ("device_code", code)],
    )
}

#[test]
fn a_phone_signs_a_desktop_in() {
    let begun = begin("one-window");
    let user_code = begun["user_code"].as_str().unwrap();
    let page = setting().url("/device");
    assert_eq!(begun["verification_uri"], page.as_str());
    assert_eq!(
        begun["verification_uri_complete"],
        format!("{page}#{user_code}")
    );
    assert_eq!(
        (&begun["expires_in"], &begun["interval"]),
        (&json!(120), &json!(5))
    );
    let session = session();
    session.tokens("one-window", &[]);
    let typed = user_code.to_lowercase().replace('-', " ");
    let answer = session
        .authorization(&json!({ "user_code": typed }))
        .expect(200, "")
        .json();
    assert_eq!(
        answer["step"], "consent",
        "a device is decided on each time"
    );
    assert_eq!(answer["user_code"], user_code);
    assert_eq!(answer["scopes"], json!(["profile", "offline_access"]));
    let body = json!({ "user_code": user_code, "decision": "allow" });
    let done = session.decide(&body).expect(200, "").json();
    assert_eq!(
        (&done["step"], &done["return_to"]),
        (&json!("done"), &Value::Null)
    );
    session.decide(&body).expect(404, "user_code_unknown");
    expect_error(poll("other", &begun), 400, "invalid_grant");
    let tokens = poll("one-window", &begun).expect(200, "").json();
    assert_eq!(claims(&tokens["id_token"])["amr"], json!(["pwd"]));
    user_info(tokens["access_token"].as_str().unwrap()).expect(200, "");
    expect_error(poll("one-window", &begun), 400, "invalid_grant");
}

#[test]
fn whoever_asks_too_often_is_told_to_slow_down() {
    let begun = begin("one-window");
    expect_error(poll("one-window", &begun), 400, "authorization_pending");
    expect_error(poll("one-window", &begun), 400, "slow_down");
}

#[test]
fn a_person_may_refuse() {
    let begun = begin("other");
    let code = begun["user_code"].as_str().unwrap();
    let body = json!({ "user_code": code, "decision": "refuse" });
    let nobody = setting().post("/v1/authorizations/decisions", &body);
    assert_eq!(nobody.expect(200, "").json()["step"], "sign_in");
    assert_eq!(
        session().decide(&body).expect(200, "").json()["step"],
        "done"
    );
    expect_error(poll("other", &begun), 400, "access_denied");
}

#[test]
fn a_portal_that_keeps_no_secret_shows_no_codes() {
    let answer = post_as(
        "page",
        "/oauth/device_authorization",
        &[("scope", "openid")],
    );
    expect_error(answer, 400, "unauthorized_client");
}

#[test]
fn a_code_that_nobody_shows_is_unknown() {
    for code in ["BCDF-GHJK", "nonsense", ""] {
        let body = json!({ "user_code": code });
        session()
            .authorization(&body)
            .expect(404, "user_code_unknown");
    }
    let wrong = [("grant_type", GRANT), ("device_code", "v1.k1.AAAA")];
    expect_error(
        post_as("one-window", "/oauth/token", &wrong),
        400,
        "invalid_grant",
    );
    let scope = post_as(
        "one-window",
        "/oauth/device_authorization",
        &[("scope", "profile")],
    );
    expect_error(scope, 400, "invalid_scope");
}

#[test]
fn a_guess_at_a_code_leaves_no_file_and_neither_does_a_code() {
    let setting = with_fake("openid_guesses", &[]);
    let mut bytes = [0; 8];
    for _ in 0..60 {
        getrandom::fill(&mut bytes).unwrap();
        let letters = bytes.map(|byte| char::from(b"BCDFGHJKLMNPQRSTVWXZ"[usize::from(byte) % 20]));
        let body = json!({ "user_code": String::from_iter(letters) });
        let answer = setting.post("/v1/authorizations", &body);
        answer.expect(404, "user_code_unknown");
    }
    let secret = crate::portals::basic("one-window", "secret");
    let headers = [
        ("authorization", secret.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    for _ in 0..60 {
        let url = setting.url("/oauth/device_authorization");
        crate::client::send("POST", &url, &headers, b"scope=openid").expect(200, "");
    }
    assert!(setting.objects_of("device-grant") <= 16);
}

#[test]
fn a_code_that_is_over_signs_nobody_in() {
    let changes = [
        ("EDGE_PORTALS", &*listed()),
        ("EDGE_DEVICE_CODE_SECONDS", "1"),
    ];
    let setting = with_fake("openid_device", &changes);
    let secret = crate::portals::basic("one-window", "secret");
    let headers = [
        ("authorization", secret.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let post = |path: &str, body: &str| {
        crate::client::send("POST", &setting.url(path), &headers, body.as_bytes())
    };
    let begun = post("/oauth/device_authorization", "scope=openid")
        .expect(200, "")
        .json();
    sleep(Duration::from_millis(1_100));
    let body = json!({ "user_code": begun["user_code"] });
    let session = setting.session(&crate::setting::Person::fresh());
    session
        .authorization(&body)
        .expect(404, "user_code_unknown");
    let code = begun["device_code"].as_str().unwrap();
    let body = format!("grant_type={GRANT}&device_code={code}");
    expect_error(post("/oauth/token", &body), 400, "expired_token");
}
