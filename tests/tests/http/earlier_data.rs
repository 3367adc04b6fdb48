//! Data that commit 9b34545 wrote, opened by today's edge, authority and portal: everybody is where they were.
//!
//! `tests/fixtures/README.md` says what the data is and how it was made.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::client::{Answer, send};
use crate::counter::{Clerk, Made};
use crate::setting::{Person, Session, Setting, files, fixtures, over_earlier_data};

const COMMIT: &str = "9b34545";

/// What the script has written of the stages.
fn stages() -> &'static Value {
    static STAGES: OnceLock<Value> = OnceLock::new();
    STAGES.get_or_init(|| {
        let text = std::fs::read_to_string(fixtures(COMMIT).join("stages.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The sample citizen at a stage.
fn citizen(stage: &str) -> Person {
    let citizen = &stages()["citizens"][stage];
    Person {
        name: text(&citizen["name"]).to_owned(),
        number: text(&citizen["number"]).to_owned(),
        mobile: "13800138000".to_owned(),
    }
}

fn session<'a>(setting: &'a Setting, stage: &str) -> Session<'a> {
    setting.session_of(&citizen(stage).number, text(&stages()["password"]))
}

fn get(session: &Session<'_>, path: &str) -> Value {
    let answer = session.send("GET", path, "application/json", b"");
    answer.expect(200, "").json()
}

#[test]
fn everybody_is_where_the_earlier_version_left_them() {
    let settings: BTreeMap<String, String> =
        serde_json::from_value(stages()["settings"].clone()).unwrap();
    let setting = over_earlier_data(COMMIT, &settings, print_names_otherwise);
    // First, for an account tells the registry again when its holder signs in.
    portal(&setting);
    accounts(&setting);
    closed_account(&setting);
    // Last, for it changes an account.
    voucher(&setting);
}

/// Holder hashes were of names as printed: makes those that the registry was told hashes of names printed otherwise than in
/// the filings, as far as it can know.
fn print_names_otherwise(data: &Path) {
    const BEFORE: &[u8] = br#"{"holder":""#;
    let mut found = 0;
    for path in files(&data.join("edge/shiming-registry")) {
        let mut bytes = std::fs::read(&path).unwrap();
        for start in 0..bytes.len() {
            if bytes[start..].starts_with(BEFORE) {
                bytes[start + BEFORE.len()] ^= 1;
                found += 1;
            }
        }
        std::fs::write(&path, bytes).unwrap();
    }
    assert!(found > 0);
}

/// Levels, authorisation, consents and unbroken records.
fn accounts(setting: &Setting) {
    for (stage, level, last_day) in [
        ("registered", 3, Value::Null),
        ("level_four", 4, Value::Null),
        ("authorised", 4, stages()["last_day"].clone()),
        ("open_voucher", 3, Value::Null),
    ] {
        let session = session(setting, stage);
        let account = get(&session, "/v1/account");
        // Nobody knows whose face or card was compared with the password: level four is the account's, and not the session's.
        assert_eq!(account["level"], 3, "{stage}");
        let levels = account["levels"].as_array().unwrap();
        assert_eq!(levels.last().unwrap()["level"], level, "{stage}");
        assert_eq!(account["business"]["last_day"], last_day, "{stage}");
        let records = get(&session, "/v1/account/records");
        assert_eq!(records["is_intact"], true, "{stage}");
    }
    let portals = get(&session(setting, "authorised"), "/v1/account/portals");
    assert_eq!(portals["portals"].as_array().unwrap().len(), 1, "{portals}");
}

/// Nobody signs in to it, and the same person opens another: the authority still knows whom its console added.
fn closed_account(setting: &Setting) {
    let closed = citizen("closed");
    setting
        .sign_in(&closed.number, text(&stages()["password"]))
        .expect(401, "credentials_wrong");
    setting.register(&closed).expect(201, "");
}

/// A visit, filings and an invitation, read by the portal that keeps them.
fn portal(setting: &Setting) {
    let (portal, _) = setting.stack.portal().unwrap();
    let cookie = text(&stages()["portal_cookie"]);
    let ask = |path: &str| -> Answer {
        send(
            "GET",
            &format!("{portal}{path}"),
            &[("cookie", cookie)],
            b"",
        )
    };
    let visit = ask("/api/visit").expect(200, "").json();
    assert_eq!(visit["person"]["name"], citizen("authorised").name);
    for (state, expected) in [
        ("open", json!(["authorised", "level_three"])),
        ("handed_in", json!(["authorised"])),
    ] {
        let number = text(&stages()["filings"][state]);
        let view = ask(&format!("/api/filings/{number}"))
            .expect(200, "")
            .json();
        assert_eq!(view["filing"]["state"], state, "{view}");
        let persons = view["filing"]["persons"].as_array().unwrap().iter();
        let states: Vec<&Value> = persons.map(|person| &person["state"]).collect();
        assert_eq!(json!(states), expected, "{state}");
    }
    let link = text(&stages()["invitation"]["link"]);
    let (_, code) = link.split_once('#').unwrap();
    let authorization = format!("Ticket {code}");
    let headers = [("authorization", authorization.as_str())];
    let current = setting.url("/v1/invitations/current");
    let invitation = send("GET", &current, &headers, b"").expect(200, "").json();
    assert_eq!(invitation["state"], "level_three");
}

/// It still serves at the counter.
fn voucher(setting: &Setting) {
    let made = Made::from_json(&stages()["voucher"]);
    assert!(!made.is_attested(setting));
    let clerk = Clerk::sign_in(setting);
    clerk
        .attest(&made, &citizen("open_voucher"))
        .expect(204, "");
    let session = session(setting, "open_voucher");
    assert_eq!(session.level(), 3);
    assert_eq!(get(&session, "/v1/account")["levels"][1]["level"], 4);
}
