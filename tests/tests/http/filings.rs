//! Filings, from the side of the portals' servers: making, reading, replacing, handing in, closing.

use std::collections::BTreeMap;

use identity::LegalDay;
use serde_json::{Value, json};
use verification::{Decision, Refusal};

use crate::client::{Answer, send};
use crate::fake_authority::{Conduct, now};
use crate::portals::{basic, send_as};
use crate::setting::{PASSWORD, Person, Session, Setting, fake, files, with_fake};

const FAR: &str = "2099-12-31";

/// A person as the portal enters them.
pub(crate) fn entry(reference: &str, roles: &[&str], person: &Person) -> Value {
    json!({
        "reference": reference,
        "roles": roles,
        "name": person.name,
        "document": "resident_id_card",
        "number": person.number,
    })
}

/// The establishment of a company by these.
pub(crate) fn establishment(persons: &[Value]) -> Value {
    json!({ "subject_type": "company", "business": "establishment", "persons": persons })
}

/// A person who is all that a company needs.
pub(crate) fn founder(reference: &str, person: &Person) -> Value {
    entry(
        reference,
        &["legal_representative", "director", "shareholder"],
        person,
    )
}

pub(crate) fn make_as(setting: &Setting, portal: &str, key: &str, body: &Value) -> Answer {
    send_as(
        setting,
        portal,
        "POST",
        "/v1/filings",
        &[("idempotency-key", key)],
        body,
    )
}

/// A key that nothing else in this program uses.
pub(crate) fn fresh_key() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    data_encoding::BASE64URL_NOPAD.encode(&bytes)
}

#[track_caller]
pub(crate) fn made(setting: &Setting, body: &Value) -> String {
    let answer = make_as(setting, "one-window", &fresh_key(), body);
    let json = answer.expect(201, "").json();
    json["id"].as_str().unwrap().to_owned()
}

pub(crate) fn ask(setting: &Setting, method: &str, path: &str, body: &Value) -> Answer {
    send_as(
        setting,
        "one-window",
        method,
        &format!("/v1/filings/{path}"),
        &[],
        body,
    )
}

#[track_caller]
pub(crate) fn read(setting: &Setting, id: &str) -> Value {
    ask(setting, "GET", id, &Value::Null).expect(200, "").json()
}

pub(crate) fn hand_in(setting: &Setting, id: &str) -> Answer {
    ask(setting, "POST", &format!("{id}/hand-in"), &json!({}))
}

/// Each person's state, by reference.
pub(crate) fn states(filing: &Value) -> BTreeMap<String, String> {
    let persons = filing["persons"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    persons
        .map(|one| (text(&one["reference"]), text(&one["state"])))
        .collect()
}

#[track_caller]
pub(crate) fn raise(session: &Session<'_>) {
    session.submit(&session.begun(), b"sealed").expect(200, "");
    assert_eq!(session.level(), 4);
}

pub(crate) fn authorise(session: &Session<'_>, last_day: &str) -> Answer {
    let body = json!({ "last_day": last_day }).to_string();
    session.send(
        "PUT",
        "/v1/account/business",
        "application/json",
        body.as_bytes(),
    )
}

/// Somebody whose authorisation lasts.
#[track_caller]
pub(crate) fn authorised(setting: &Setting) -> (Person, Session<'_>) {
    let person = Person::fresh();
    let session = setting.session(&person);
    raise(&session);
    authorise(&session, FAR).expect(200, "");
    (person, session)
}

#[test]
fn a_filing_goes_from_its_making_to_its_handing_in() {
    let person = Person::fresh();
    let other = Person::fresh();
    let setting = fake();
    let id = made(
        setting,
        &establishment(&[
            founder("p1", &person),
            entry("p2", &["shareholder"], &other),
        ]),
    );
    let state = || states(&read(setting, &id))["p1"].clone();
    assert_eq!(state(), "not_registered");
    let session = setting.session(&person);
    assert_eq!(state(), "level_three");
    raise(&session);
    assert_eq!(state(), "level_four");
    authorise(&session, FAR).expect(200, "");
    let filing = read(setting, &id);
    assert_eq!(filing["persons"][0]["authorised_until"], FAR);
    assert_eq!(filing["persons"][0]["masked_name"], "样＊");
    assert_eq!(
        (&filing["state"], &filing["is_ready"]),
        (&json!("open"), &json!(false))
    );
    let answer = hand_in(setting, &id).expect(409, "filing_not_ready");
    assert_eq!(answer.fields(), ["persons.p2: not_registered"]);
    let persons = json!({ "persons": [founder("p1", &person)] });
    let replaced = ask(setting, "PUT", &format!("{id}/persons"), &persons).expect(200, "");
    assert_eq!(replaced.json()["is_ready"], true);
    let handed_in = hand_in(setting, &id).expect(200, "").json();
    assert_eq!(handed_in["state"], "handed_in");
    assert_eq!(states(&handed_in)["p1"], "authorised");
    hand_in(setting, &id).expect(409, "filing_handed_in");
    ask(setting, "PUT", &format!("{id}/persons"), &persons).expect(409, "filing_handed_in");
    session
        .send("DELETE", "/v1/account/business", "application/json", b"")
        .expect(200, "");
    assert_eq!(
        states(&read(setting, &id))["p1"],
        "authorised",
        "as it was then"
    );
}

#[test]
fn every_state_that_needs_no_midnight_is_told() {
    let setting = fake();
    let (stranger, provincial, three, four) = (
        Person::fresh(),
        Person::fresh(),
        Person::fresh(),
        Person::fresh(),
    );
    let reason = Refusal::ActivationNeeded;
    let conduct = Conduct::Decide(Decision::Refused { reason });
    setting.fake().conduct(&provincial.number, conduct);
    setting.session(&three);
    raise(&setting.session(&four));
    let (covered, _session) = authorised(setting);
    let abroad = json!({ "reference": "hk", "roles": ["shareholder"], "name": "样例港", "document": "hong_kong_macao", "number": "H1234567801" });
    let persons = [
        founder("covered", &covered),
        entry("stranger", &["shareholder"], &stranger),
        entry("provincial", &["supervisor"], &provincial),
        entry("three", &["manager"], &three),
        entry("four", &["agent"], &four),
        abroad,
    ];
    let id = made(setting, &establishment(&persons));
    let expected = [
        ("covered", "authorised"),
        ("four", "level_four"),
        ("hk", "exempt"),
        ("provincial", "activation_needed"),
        ("stranger", "not_registered"),
        ("three", "level_three"),
    ];
    let found = states(&read(setting, &id));
    let found: Vec<_> = found
        .iter()
        .map(|(name, state)| (name.as_str(), state.as_str()))
        .collect();
    assert_eq!(found, expected);
    let asked = setting.fake().asked("/v1/activation");
    read(setting, &id);
    assert_eq!(
        setting.fake().asked("/v1/activation"),
        asked,
        "a look asks the authority nothing"
    );
    let answer = hand_in(setting, &id).expect(409, "filing_not_ready");
    assert_eq!(
        answer.fields(),
        [
            "persons.stranger: not_registered",
            "persons.provincial: activation_needed",
            "persons.three: level_three",
            "persons.four: level_four"
        ]
    );
}

#[test]
fn a_change_asks_for_whoever_signs_and_for_nobody_else() {
    let setting = fake();
    let (signing, _session) = authorised(setting);
    let mut signs = entry("p1", &["shareholder"], &signing);
    signs["signs"] = json!(true);
    let other = entry("p2", &["shareholder"], &Person::fresh());
    let mut body = establishment(&[signs, other]);
    body["business"] = json!("change");
    let id = made(setting, &body);
    let filing = read(setting, &id);
    assert_eq!(states(&filing)["p2"], "not_required");
    assert_eq!(filing["missing_roles"], json!([]));
    hand_in(setting, &id).expect(200, "");
}

#[test]
fn what_nobody_is_and_somebody_must_is_missing() {
    let setting = fake();
    let (person, _session) = authorised(setting);
    let id = made(
        setting,
        &establishment(&[entry("p1", &["shareholder"], &person)]),
    );
    assert_eq!(
        read(setting, &id)["missing_roles"],
        json!(["legal_representative", "director"])
    );
    let answer = hand_in(setting, &id).expect(409, "filing_not_ready");
    assert_eq!(
        answer.fields(),
        [
            "roles.legal_representative: missing",
            "roles.director: missing"
        ]
    );
}

#[test]
fn whose_number_it_is_cannot_be_found_out_by_typing() {
    let setting = fake();
    let (person, _session) = authorised(setting);
    let mut renamed = person.clone();
    renamed.name = "样例别".to_owned();
    let id = made(setting, &establishment(&[founder("p1", &renamed)]));
    assert_eq!(states(&read(setting, &id))["p1"], "not_registered");
    let answer = hand_in(setting, &id).expect(409, "filing_not_ready");
    assert_eq!(answer.fields(), ["persons.p1: not_registered"]);
}

#[test]
fn a_name_that_looks_alike_is_the_same_persons() {
    let setting = fake();
    let mut person = Person::fresh();
    person.name = "\u{E863}例⾦\u{FE00}".to_owned();
    let session = setting.session(&person);
    let mut entered = person.clone();
    entered.name = "䶮\u{F9B5}金".to_owned();
    let id = made(setting, &establishment(&[founder("p1", &entered)]));
    assert_eq!(states(&read(setting, &id))["p1"], "level_three");
    let answer = hand_in(setting, &id).expect(409, "filing_not_ready");
    assert_eq!(answer.fields(), ["persons.p1: level_three"]);
    // It is shown as its holder's document prints it.
    let account = session.account().expect(200, "").json();
    assert_eq!(account["name"], "\u{E863}＊");
}

#[test]
fn what_is_withdrawn_or_closed_before_the_handing_in_counts_no_more() {
    let setting = fake();
    let (person, session) = authorised(setting);
    let (leaving, left) = authorised(setting);
    let persons = [
        founder("p1", &person),
        entry("p2", &["shareholder"], &leaving),
    ];
    let id = made(setting, &establishment(&persons));
    assert_eq!(read(setting, &id)["is_ready"], true);
    session
        .send("DELETE", "/v1/account/business", "application/json", b"")
        .expect(200, "");
    let body = json!({ "password": PASSWORD }).to_string();
    left.send(
        "POST",
        "/v1/account/closure",
        "application/json",
        body.as_bytes(),
    )
    .expect(204, "");
    let found = states(&read(setting, &id));
    assert_eq!(
        (found["p1"].as_str(), found["p2"].as_str()),
        ("level_four", "not_registered")
    );
    let answer = hand_in(setting, &id).expect(409, "filing_not_ready");
    assert_eq!(
        answer.fields(),
        ["persons.p1: level_four", "persons.p2: not_registered"]
    );
    let today = LegalDay::of(now()).to_string();
    authorise(&session, &today).expect(200, "");
    assert_eq!(
        states(&read(setting, &id))["p1"],
        "authorised",
        "its last day is covered"
    );
}

#[test]
fn nobody_but_the_portal_itself_knows_its_filing() {
    let setting = fake();
    let id = made(setting, &establishment(&[founder("p1", &Person::fresh())]));
    let path = format!("/v1/filings/{id}");
    let of = |portal: &str, path: &str, method: &str, body: &Value| {
        send_as(setting, portal, method, path, &[], body)
    };
    for (method, end, body) in [
        ("GET", "", Value::Null),
        (
            "PUT",
            "/persons",
            json!({ "persons": [founder("p1", &Person::fresh())] }),
        ),
        ("POST", "/hand-in", json!({})),
        ("POST", "/closure", json!({})),
        ("POST", "/persons/p1/invitations", json!({})),
    ] {
        let path = format!("{path}{end}");
        of("other", &path, method, &body).expect(404, "filing_unknown");
        of("page", &path, method, &body).expect(401, "portal_unauthorised");
        let wrong = basic("one-window", "wrong");
        for headers in [vec![], vec![("authorization", wrong.as_str())]] {
            let answer = send(
                method,
                &setting.url(&path),
                &headers,
                body.to_string().as_bytes(),
            );
            answer.expect(401, "portal_unauthorised");
        }
    }
    for unknown in ["AAAA", &"A".repeat(43)] {
        let path = format!("/v1/filings/{unknown}");
        of("one-window", &path, "GET", &Value::Null).expect(404, "filing_unknown");
    }
    let body = establishment(&[founder("p1", &Person::fresh())]);
    make_as(setting, "page", "key", &body).expect(401, "portal_unauthorised");
}

#[test]
fn a_portal_makes_only_so_many_and_the_same_again_does_not_count() {
    let setting = with_fake("filings_per_day", &[("EDGE_FILINGS_PER_DAY", "3")]);
    let body = |_: u8| establishment(&[founder("p1", &Person::fresh())]);
    let first = body(0);
    for _ in 0..5 {
        let answer = make_as(&setting, "one-window", "first", &first);
        assert!(matches!(answer.status, 200 | 201), "{}", answer.text);
    }
    make_as(&setting, "one-window", "second", &body(1)).expect(201, "");
    make_as(&setting, "one-window", "third", &body(2)).expect(201, "");
    let answer = make_as(&setting, "one-window", "fourth", &body(3));
    let answer = answer.expect(429, "too_many_attempts");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((86_000..=86_400).contains(&seconds), "{seconds}");
    make_as(&setting, "one-window", "first", &first).expect(200, "");
    make_as(&setting, "other", "first", &body(4)).expect(201, "");
}

#[test]
fn a_portals_day_is_counted_in_persons_too() {
    let setting = with_fake("persons_per_day", &[("EDGE_FILINGS_PER_DAY", "3")]);
    let shareholders = |count: u8| -> Vec<Value> {
        let shareholder =
            |place: u8| entry(&format!("s{place}"), &["shareholder"], &Person::fresh());
        (0..count).map(shareholder).collect()
    };
    let body = |count| {
        let mut persons = vec![founder("p1", &Person::fresh())];
        persons.extend(shareholders(count));
        establishment(&persons)
    };
    let first = body(29);
    let id = made(&setting, &first);
    make_as(&setting, "one-window", &fresh_key(), &body(0)).expect(429, "too_many_attempts");
    // Whom the filing has already are not counted again.
    let same = json!({ "persons": first["persons"] });
    ask(&setting, "PUT", &format!("{id}/persons"), &same).expect(200, "");
    let others = json!({ "persons": body(0)["persons"] });
    ask(&setting, "PUT", &format!("{id}/persons"), &others).expect(429, "too_many_attempts");
    make_as(&setting, "other", &fresh_key(), &body(0)).expect(201, "");
}

#[test]
fn a_portal_guesses_at_ids_only_so_often() {
    let setting = with_fake("filing_guesses", &[]);
    let id = made(&setting, &establishment(&[founder("p1", &Person::fresh())]));
    let guess = |number: u8| data_encoding::BASE64URL_NOPAD.encode(&[number; 32]);
    for number in 0..60 {
        ask(&setting, "GET", &guess(number), &Value::Null).expect(404, "filing_unknown");
    }
    for method in ["GET", "PUT"] {
        let path = if method == "GET" {
            id.clone()
        } else {
            format!("{id}/persons")
        };
        let answer = ask(&setting, method, &path, &json!({}));
        let answer = answer.expect(429, "too_many_attempts");
        let seconds: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=61).contains(&seconds), "{seconds}");
    }
    let other = send_as(
        &setting,
        "other",
        "GET",
        &format!("/v1/filings/{id}"),
        &[],
        &Value::Null,
    );
    other.expect(404, "filing_unknown");
}

#[test]
fn a_filing_is_closed_and_erases_itself() {
    let setting = with_fake("filing_erased", &[("EDGE_FILING_SECONDS", "2")]);
    let id = made(&setting, &establishment(&[founder("p1", &Person::fresh())]));
    let closed = ask(&setting, "POST", &format!("{id}/closure"), &json!({}))
        .expect(200, "")
        .json();
    assert_eq!(
        (&closed["state"], &closed["persons"]),
        (&json!("closed"), &json!([]))
    );
    hand_in(&setting, &id).expect(410, "filing_closed");
    ask(&setting, "POST", &format!("{id}/closure"), &json!({})).expect(200, "");
    std::thread::sleep(std::time::Duration::from_millis(3_500));
    ask(&setting, "GET", &id, &Value::Null).expect(404, "filing_unknown");
    let is_kept = files(&setting.objects()).iter().any(|path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        let table = b"CREATE TABLE filing";
        bytes.windows(table.len()).any(|part| part == table)
    });
    assert!(!is_kept, "the alarm has erased everything");
}

#[test]
fn which_filings_there_are_is_told_to_anybody() {
    let kinds = fake().get("/v1/filing-kinds").expect(200, "").json();
    assert_eq!(kinds["subject_types"].as_array().unwrap().len(), 7);
    assert_eq!(kinds["subject_types"][0]["name"]["zh"], "公司");
    assert_eq!(kinds["documents"][1]["is_exempt"], true);
    assert_eq!(kinds["most_persons"], 200);
    let setting = with_fake(
        "filing_documents",
        &[("EDGE_FILING_DOCUMENTS", "hong_kong_macao")],
    );
    let kinds = setting.get("/v1/filing-kinds").expect(200, "").json();
    assert_eq!(kinds["documents"][1]["is_exempt"], false);
}
