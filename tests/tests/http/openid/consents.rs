//! What a person lets portals know, and takes back.

use serde_json::json;

use super::flow::{authorize, expect_error, refresh, request, sealed, session, setting, user_info};
use crate::setting::{PASSWORD, Person};

#[test]
fn a_person_sees_what_portals_may_know_and_withdraws_it() {
    let session = session();
    let tokens = session.tokens("one-window", &[]);
    let kept = session.tokens("other", &[("scope", "openid profile")]);
    let list = || {
        let answer = session.send("GET", "/v1/account/portals", "application/json", b"");
        answer.expect(200, "").json()["portals"].clone()
    };
    let portals = list();
    assert_eq!(portals[0]["client_id"], "one-window");
    assert_eq!(portals[0]["name"]["zh"], "示例门户");
    assert_eq!(portals[1]["scopes"], json!(["profile"]));
    let password = json!({ "password": PASSWORD }).to_string();
    let path = "/v1/account/export";
    let export = session.send("POST", path, "application/json", password.as_bytes());
    assert_eq!(export.expect(200, "").json()["portals"], portals);
    let withdraw = |id: &str| {
        let path = format!("/v1/account/portals/{id}");
        session.send("DELETE", &path, "application/json", b"")
    };
    withdraw("one-window").expect(204, "");
    withdraw("one-window").expect(204, "");
    withdraw("nobody").expect(204, "");
    assert_eq!(list().as_array().unwrap().len(), 1);
    let access = tokens["access_token"].as_str().unwrap();
    expect_error(user_info(access), 401, "invalid_token");
    let token = tokens["refresh_token"].as_str().unwrap();
    expect_error(refresh("one-window", token), 400, "invalid_grant");
    user_info(kept["access_token"].as_str().unwrap()).expect(200, "");
    let again = sealed(&authorize(&request("one-window", &[]), None));
    let again = session.authorization(&json!({ "request": again }));
    assert_eq!(again.expect(200, "").json()["step"], "consent");
    let records = session.send("GET", "/v1/account/records", "application/json", b"");
    let records = records.expect(200, "").json();
    assert_eq!(records["is_intact"], true);
    let events = records["records"].as_array().unwrap().iter();
    let at_portal = events.filter(|entry| entry["portal"] == "one-window");
    let named: Vec<_> = at_portal
        .map(|entry| entry["event"].as_str().unwrap())
        .collect();
    assert_eq!(
        named,
        ["portal_consented", "portal_visited", "portal_withdrawn"]
    );
}

#[test]
fn a_portal_that_asks_for_more_is_decided_on_again() {
    let session = session();
    session.tokens("one-window", &[("scope", "openid profile")]);
    let step = |scope: &str| {
        let asked = sealed(&authorize(
            &request("one-window", &[("scope", scope)]),
            None,
        ));
        let answer = session.authorization(&json!({ "request": asked }));
        answer.expect(200, "").json()["step"].clone()
    };
    assert_eq!(step("openid"), "return");
    assert_eq!(step("openid profile realname"), "consent");
}

#[test]
fn a_new_password_and_a_closed_account_end_every_sign_in() {
    let person = Person::fresh();
    let session = setting().session(&person);
    let access = |tokens: &serde_json::Value| tokens["access_token"].as_str().unwrap().to_owned();
    let tokens = session.tokens("one-window", &[]);
    let body = json!({ "old_password": PASSWORD, "password": "another horse battery" });
    let body = body.to_string();
    let answer = session.send(
        "PUT",
        "/v1/account/password",
        "application/json",
        body.as_bytes(),
    );
    answer.expect(204, "");
    expect_error(user_info(&access(&tokens)), 401, "invalid_token");
    let tokens = session.tokens("one-window", &[]);
    let body = json!({ "password": "another horse battery" }).to_string();
    let answer = session.send(
        "POST",
        "/v1/account/closure",
        "application/json",
        body.as_bytes(),
    );
    answer.expect(204, "");
    expect_error(user_info(&access(&tokens)), 401, "invalid_token");
    let token = tokens["refresh_token"].as_str().unwrap();
    expect_error(refresh("one-window", token), 400, "invalid_grant");
}
