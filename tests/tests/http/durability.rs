//! `kill -9` of workerd between any two steps: what was acknowledged is still there.

use std::process::Command;

use serde_json::{Value, json};

use crate::setting::{PASSWORD, Person, Session, Setting, again, with_fake};

const NEW_PASSWORD: &str = "another battery staple";

/// Ends the edge without a word, and starts it again over the same data.
fn kill(setting: Setting) -> Setting {
    let [edge, _] = setting.stack.process_ids();
    let killed = Command::new("kill")
        .args(["-9", &edge.unwrap().to_string()])
        .status();
    assert!(killed.unwrap().success());
    again(setting)
}

fn session<'a>(setting: &'a Setting, cookie: &str) -> Session<'a> {
    Session {
        setting,
        cookie: cookie.to_owned(),
    }
}

fn put(session: &Session<'_>, path: &str, body: &Value) {
    let body = body.to_string();
    let answer = session.send("PUT", path, "application/json", body.as_bytes());
    assert!(matches!(answer.status, 200 | 204), "{}", answer.text);
}

#[test]
fn what_was_acknowledged_survives() {
    let person = Person::fresh();
    let setting = with_fake("killed", &[]);
    setting.register(&person).expect(201, "");

    let setting = kill(setting);
    let answer = setting.sign_in(&person.number, PASSWORD).expect(201, "");
    let cookie = answer.header("set-cookie").split(';').next().unwrap();

    let setting = kill(setting);
    let id = session(&setting, cookie).begun();

    let setting = kill(setting);
    session(&setting, cookie)
        .submit(&id, b"sealed")
        .expect(200, "");

    let setting = kill(setting);
    assert_eq!(session(&setting, cookie).level(), 4);
    let until = json!({ "last_day": "2999-12-31" });
    put(&session(&setting, cookie), "/v1/account/business", &until);

    let setting = kill(setting);
    let account = session(&setting, cookie).account().expect(200, "").json();
    assert_eq!(account["business"]["last_day"], "2999-12-31");
    let change = json!({ "old_password": PASSWORD, "password": NEW_PASSWORD });
    put(&session(&setting, cookie), "/v1/account/password", &change);

    let setting = kill(setting);
    setting
        .sign_in(&person.number, NEW_PASSWORD)
        .expect(201, "");
    let records = session(&setting, cookie).send("GET", "/v1/account/records", "", b"");
    let records = records.expect(200, "").json();
    assert_eq!(records["is_intact"], true);
    let events = records["records"].as_array().unwrap();
    let count = |name: &str| events.iter().filter(|entry| entry["event"] == name).count();
    for name in [
        "registered",
        "level_reached",
        "business_authorised",
        "password_changed",
    ] {
        assert_eq!(count(name), 1, "{name}");
    }
}
