//! What whoever is signed in does with the account: password, sessions, mobile number, business, records, closing.

use serde_json::{Value, json};

use crate::client::Answer;
use crate::fake_authority::now;
use crate::setting::{FACE_CONSENT, PASSWORD, Person, Session, fake, scan_request, with_fake};

const NEW_PASSWORD: &str = "another battery staple";

fn put(session: &Session<'_>, path: &str, body: &Value) -> Answer {
    session.send("PUT", path, "application/json", body.to_string().as_bytes())
}

fn get(session: &Session<'_>, path: &str) -> Answer {
    session.send("GET", path, "application/json", b"")
}

fn delete(session: &Session<'_>, path: &str) -> Answer {
    session.send("DELETE", path, "application/json", b"")
}

fn another(person: &Person) -> Session<'static> {
    let answer = fake().sign_in(&person.number, PASSWORD).expect(201, "");
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    Session {
        setting: fake(),
        cookie: cookie.to_owned(),
    }
}

fn scanned(session: &Session<'_>, purpose: &str) -> Answer {
    let mut body = scan_request();
    body["purpose"] = json!(purpose);
    let begun = session.send(
        "POST",
        "/v1/verifications",
        "application/json",
        body.to_string().as_bytes(),
    );
    let id = begun.expect(201, "").json()["id"].clone();
    session.submit(id.as_str().unwrap(), b"sealed")
}

#[test]
fn a_new_password_ends_every_other_session() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let other = another(&person);
    let body = |old: &str, new: &str| json!({ "old_password": old, "password": new });
    let path = "/v1/account/password";
    put(&session, path, &body("not the old one", NEW_PASSWORD)).expect(403, "old_password_wrong");
    let unfit = put(&session, path, &body(PASSWORD, "short")).expect(422, "invalid_field");
    assert_eq!(unfit.fields(), ["password: too_short"]);
    put(&session, path, &body(PASSWORD, NEW_PASSWORD)).expect(204, "");
    session.account().expect(200, "");
    other.account().expect(401, "session_expired");
    fake().sign_in(&person.number, NEW_PASSWORD).expect(201, "");
}

#[test]
fn guessing_the_old_password_is_paused() {
    let session = fake().session(&Person::fresh());
    let body = json!({ "old_password": "guess guess", "password": NEW_PASSWORD });
    for _ in 0..5 {
        put(&session, "/v1/account/password", &body).expect(403, "old_password_wrong");
    }
    let paused = put(&session, "/v1/account/password", &body);
    let paused = paused.expect(429, "too_many_attempts");
    assert_eq!(paused.header("retry-after"), "30");
}

#[test]
fn sessions_are_seen_and_ended() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let other = another(&person);
    let list = get(&session, "/v1/sessions").expect(200, "").json();
    let list = list["sessions"].as_array().unwrap().clone();
    assert_eq!(list.len(), 2);
    let theirs = list.iter().find(|entry| entry["is_current"] == false);
    let id = theirs.unwrap()["id"].as_str().unwrap();
    assert!(!other.cookie.contains(id));
    delete(&session, &format!("/v1/sessions/{id}")).expect(204, "");
    other.account().expect(401, "session_expired");
    delete(&session, &format!("/v1/sessions/{id}")).expect(404, "session_unknown");
    delete(&session, "/v1/sessions/x").expect(404, "session_unknown");
}

#[test]
fn a_mobile_number_changes_after_a_scan() {
    let session = fake().session(&Person::fresh());
    let body = json!({ "mobile": "13900139000" });
    put(&session, "/v1/account/mobile", &body).expect(403, "scan_missing");
    scanned(&session, "change_mobile").expect(200, "");
    let wrong = put(&session, "/v1/account/mobile", &json!({ "mobile": "139" }));
    assert_eq!(
        wrong.expect(422, "invalid_field").fields(),
        ["mobile: length"]
    );
    let account = put(&session, "/v1/account/mobile", &body).expect(200, "");
    assert!(account.json()["mobile"].as_str().unwrap().ends_with("000"));
    put(&session, "/v1/account/mobile", &body).expect(403, "scan_missing");
    assert_eq!(session.level(), 3);
}

#[test]
fn business_is_authorised_at_level_four_until_a_day_to_come() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let path = "/v1/account/business";
    let until = |day: &str| json!({ "last_day": day });
    put(&session, path, &until("2999-12-31")).expect(403, "level_too_low");
    scanned(&session, "raise_level").expect(200, "");
    let check = |day: &str, rule: &str| {
        let refused = put(&session, path, &until(day)).expect(422, "invalid_field");
        assert_eq!(refused.fields(), [format!("last_day: {rule}")]);
    };
    check("2020-01-01", "past");
    check("2999-02-30", "calendar");
    check("tomorrow", "format");
    let account = put(&session, path, &until("2999-12-31"))
        .expect(200, "")
        .json();
    assert_eq!(account["business"]["last_day"], "2999-12-31");
    assert_eq!(account["business"]["ends_at"], "2999-12-31T16:00:00Z");
    let account = delete(&session, path).expect(200, "").json();
    assert_eq!(account["business"], Value::Null);
    delete(&session, path).expect(200, "");
    let other = another(&person);
    assert_eq!(other.account().json()["business_open"], false);
    put(&other, path, &until("2999-12-31")).expect(403, "scan_missing");
    scanned(&other, "authorise_business").expect(200, "");
    assert_eq!(other.account().json()["business_open"], true);
    put(&other, path, &until("2999-12-31")).expect(200, "");
}

#[test]
fn a_deployment_caps_the_last_day_in_working_days() {
    let mut deployment = serde_json::to_value(api::DeploymentResponse::default()).unwrap();
    deployment["business_working_days"] = json!(10);
    let deployment = deployment.to_string();
    let setting = with_fake("capped", &[("EDGE_DEPLOYMENT", &deployment)]);
    let session = setting.session(&Person::fresh());
    scanned(&session, "raise_level").expect(200, "");
    let body = json!({ "last_day": "2999-12-31" });
    let refused = put(&session, "/v1/account/business", &body).expect(422, "invalid_field");
    assert_eq!(refused.fields(), ["last_day: too_late"]);
    let latest = refused.json()["about"].clone();
    let today = identity::LegalDay::of(now());
    assert_eq!(refused.json()["unlisted_year"], json!(today.year()));
    let body = json!({ "last_day": latest });
    put(&session, "/v1/account/business", &body).expect(200, "");
}

#[test]
fn everything_is_recorded_chained_and_exported() {
    let person = Person::fresh();
    let session = fake().session(&person);
    scanned(&session, "raise_level").expect(200, "");
    let records = get(&session, "/v1/account/records").expect(200, "").json();
    assert_eq!(records["is_intact"], true);
    let events: Vec<_> = records["records"].as_array().unwrap().iter().collect();
    let names: Vec<_> = events
        .iter()
        .map(|entry| entry["event"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "registered",
            "signed_in",
            "scan_began",
            "evidence_submitted",
            "level_reached"
        ]
    );
    assert_eq!(events[1]["detail"], "password");
    assert_eq!(events[2]["consent"]["version"], FACE_CONSENT);
    assert!(!records.to_string().contains(&person.number));
    let path = "/v1/account/export";
    let unscanned = another(&person);
    let post = |body: &Value| {
        unscanned.send(
            "POST",
            path,
            "application/json",
            body.to_string().as_bytes(),
        )
    };
    post(&json!({})).expect(403, "scan_missing");
    post(&json!({ "password": "guess guess" })).expect(403, "old_password_wrong");
    post(&json!({ "password": PASSWORD })).expect(200, "");
    let scanned = session.send("POST", path, "application/json", b"{}");
    let export = scanned.expect(200, "").json();
    assert_eq!(export["number"], json!(person.number));
    assert_eq!(export["valid_until"], "long_term");
    assert_eq!(export["history"]["is_intact"], true);
}

#[test]
fn a_consent_is_withdrawn_and_what_rests_on_it_erased() {
    let session = fake().session(&Person::fresh());
    let path = "/v1/account/face-consent";
    let account = delete(&session, path).expect(200, "").json();
    assert_eq!(account["face_consent"], Value::Null);
    let id = session.begun();
    session.submit(&id, b"sealed").expect(200, "");
    let account = session.account().json();
    assert_eq!(account["face_consent"]["version"], FACE_CONSENT);
    let account = delete(&session, path).expect(200, "").json();
    assert_eq!(account["face_consent"], Value::Null);
    assert_eq!(account["level"], 4);
    assert!(fake().fake().erased(&id));
}

#[test]
fn a_closed_account_is_gone_and_its_number_may_register_anew() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let close = |password: &str| {
        let body = json!({ "password": password }).to_string();
        let path = "/v1/account/closure";
        session.send("POST", path, "application/json", body.as_bytes())
    };
    let id = session.begun();
    close("not the password").expect(403, "old_password_wrong");
    assert!(!fake().fake().erased(&id));
    close(PASSWORD).expect(204, "");
    assert!(fake().fake().erased(&id));
    session.account().expect(401, "session_expired");
    fake()
        .sign_in(&person.number, PASSWORD)
        .expect(401, "credentials_wrong");
    let again = fake().session(&person);
    let records = get(&again, "/v1/account/records").expect(200, "").json();
    assert_eq!(records["is_intact"], true);
    let events = records["records"].as_array().unwrap();
    assert!(events.iter().any(|entry| entry["event"] == "closed"));
}

#[test]
fn without_a_session_nothing_is_told_or_done() {
    for (method, path) in [
        ("GET", "/v1/sessions"),
        ("DELETE", "/v1/sessions/AAAA"),
        ("PUT", "/v1/account/password"),
        ("PUT", "/v1/account/mobile"),
        ("PUT", "/v1/account/business"),
        ("DELETE", "/v1/account/business"),
        ("DELETE", "/v1/account/face-consent"),
        ("GET", "/v1/account/records"),
        ("POST", "/v1/account/export"),
        ("POST", "/v1/account/closure"),
    ] {
        let answer = crate::client::send(method, &fake().url(path), &[], b"");
        answer.expect(401, "session_expired");
    }
}
