//! `POST /v1/face-checks`, `PUT /v1/face-checks/{id}/evidence`, `POST /v1/password-resets`, `POST /v1/activations`:
//! what a face does for whoever is not signed in.

use serde_json::{Value, json};
use verification::{Action, Challenge, Decision, Refusal, Signed};

use crate::client::{Answer, send};
use crate::fake_authority::Conduct;
use crate::setting::{PASSWORD, Person, Setting, TERMS, fake, real, scan_request, with_fake};

pub(crate) const EVIDENCE: &[u8] = b"sealed";
const NEW_PASSWORD: &str = "another battery staple";

/// A face check that has begun.
pub(crate) struct Begun {
    pub(crate) id: String,
    pub(crate) ticket: String,
}

pub(crate) fn request(purpose: &str, person: &Person) -> Value {
    let mut body = json!({
        "purpose": purpose,
        "number": person.number,
        "consent": scan_request()["consent"],
    });
    if purpose != "sign_in" {
        body["name"] = json!(person.name);
    }
    body
}

#[track_caller]
pub(crate) fn begun(setting: &Setting, purpose: &str, person: &Person) -> Begun {
    let answer = setting.post("/v1/face-checks", &request(purpose, person));
    let json = answer.expect(201, "").json();
    let text = |name: &str| json[name].as_str().unwrap().to_owned();
    Begun {
        id: text("id"),
        ticket: text("ticket"),
    }
}

pub(crate) fn submit(setting: &Setting, Begun { id, ticket }: &Begun) -> Answer {
    let authorization = format!("Ticket {ticket}");
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/octet-stream"),
    ];
    let url = setting.url(&format!("/v1/face-checks/{id}/evidence"));
    send("PUT", &url, &headers, EVIDENCE)
}

#[track_caller]
fn granted(purpose: &str, person: &Person) -> String {
    let answer = submit(fake(), &begun(fake(), purpose, person)).expect(200, "");
    answer.json()["grant"].as_str().unwrap().to_owned()
}

fn provincial(person: &Person) {
    let reason = Refusal::ActivationNeeded;
    let decision = Decision::Refused { reason };
    fake()
        .fake()
        .conduct(&person.number, Conduct::Decide(decision));
}

fn passes(person: &Person) {
    fake()
        .fake()
        .conduct(&person.number, Conduct::Decide(Decision::Passed));
}

fn reset(grant: &str, password: &str) -> Answer {
    fake().post(
        "/v1/password-resets",
        &json!({ "grant": grant, "password": password }),
    )
}

fn activate(grant: &str) -> Answer {
    let body = json!({ "grant": grant, "password": NEW_PASSWORD, "terms_version": TERMS });
    fake().post("/v1/activations", &body)
}

#[test]
fn a_face_signs_in() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    let answer = submit(fake(), &begun(fake(), "sign_in", &person)).expect(200, "");
    assert_eq!(answer.json()["grant"], Value::Null);
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    let url = fake().url("/v1/account");
    let account = send("GET", &url, &[("cookie", cookie)], b"").expect(200, "");
    assert_eq!(account.json()["level"], 3);
}

#[test]
fn a_challenge_is_drawn_alike_whether_there_is_an_account_or_not() {
    let (known, unknown) = (Person::fresh(), Person::fresh());
    fake().register(&known).expect(201, "");
    let keys = |person: &Person| {
        let answer = fake().post("/v1/face-checks", &request("sign_in", person));
        let json = answer.expect(201, "").json();
        let keys = json.as_object().unwrap().keys().cloned();
        keys.collect::<Vec<_>>()
    };
    assert_eq!(keys(&known), keys(&unknown));
}

#[test]
fn a_stranger_before_the_camera_learns_nothing_of_an_account() {
    let (known, unknown) = (Person::fresh(), Person::fresh());
    fake().register(&known).expect(201, "");
    for person in [&known, &unknown] {
        let reason = Refusal::FaceDiffers;
        let decision = Decision::Refused { reason };
        fake()
            .fake()
            .conduct(&person.number, Conduct::Decide(decision));
    }
    let told = |person: &Person| {
        let answer = submit(fake(), &begun(fake(), "sign_in", person));
        answer.expect(422, "face_differs").text
    };
    assert_eq!(told(&known), told(&unknown));
}

#[test]
fn only_the_owner_of_the_face_is_told_that_there_is_no_account() {
    let person = Person::fresh();
    for purpose in ["sign_in", "reset_password"] {
        submit(fake(), &begun(fake(), purpose, &person)).expect(404, "not_registered");
    }
}

#[test]
fn a_reset_sets_a_password_once_and_ends_every_session() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let grant = granted("reset_password", &person);
    let unfit = reset(&grant, &person.number).expect(422, "invalid_field");
    assert_eq!(unfit.fields(), ["password: personal"]);
    reset(&grant, NEW_PASSWORD).expect(204, "");
    session.account().expect(401, "session_expired");
    fake()
        .sign_in(&person.number, PASSWORD)
        .expect(401, "credentials_wrong");
    fake().sign_in(&person.number, NEW_PASSWORD).expect(201, "");
    reset(&grant, PASSWORD).expect(410, "grant_spent");
}

#[test]
fn what_this_edge_did_not_seal_is_worth_nothing() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    let begun = begun(fake(), "reset_password", &person);
    reset(&begun.ticket, NEW_PASSWORD).expect(410, "grant_spent");
    reset("AAAA", NEW_PASSWORD).expect(410, "grant_spent");
    activate("").expect(410, "grant_spent");
    let other = Begun {
        id: begun.id.clone(),
        ticket: "AAAA".to_owned(),
    };
    submit(fake(), &other).expect(404, "verification_unknown");
    let grant = granted("reset_password", &person);
    activate(&grant).expect(409, "already_registered");
}

#[test]
fn a_ticket_goes_with_its_own_verification_alone() {
    let person = Person::fresh();
    let (one, other) = (
        begun(fake(), "sign_in", &person),
        begun(fake(), "sign_in", &person),
    );
    let mixed = Begun {
        id: one.id,
        ticket: other.ticket,
    };
    submit(fake(), &mixed).expect(404, "verification_unknown");
}

#[test]
fn a_provincial_account_is_activated() {
    let person = Person::fresh();
    provincial(&person);
    fake().register(&person).expect(409, "activation_needed");
    let answer = fake().sign_in(&person.number, "any password at all");
    let answer = answer.expect(409, "activation_needed");
    assert_eq!(answer.json()["next"], "activate");
    passes(&person);
    let grant = granted("activate", &person);
    let account = activate(&grant).expect(201, "").json();
    assert_eq!(account["level"], 4);
    assert_eq!(account["mobile"], Value::Null);
    assert_eq!(account["levels"][0]["method"], "activation");
    activate(&grant).expect(409, "already_registered");
    fake().sign_in(&person.number, NEW_PASSWORD).expect(201, "");
    provincial(&person);
    fake()
        .sign_in(&person.number, PASSWORD)
        .expect(401, "credentials_wrong");
    fake().register(&person).expect(409, "already_registered");
}

#[test]
fn whoever_takes_too_long_before_the_password_scans_again_and_activates() {
    let person = Person::fresh();
    fake().fake().conduct(&person.number, Conduct::Stale);
    let late = granted("activate", &person);
    activate(&late).expect(410, "grant_spent");
    passes(&person);
    let grant = granted("activate", &person);
    activate(&grant).expect(201, "");
}

#[test]
fn what_was_verified_before_the_account_was_closed_does_not_open_it_again() {
    let person = Person::fresh();
    passes(&person);
    let grant = granted("activate", &person);
    activate(&grant).expect(201, "");
    let session = fake().session_of(&person.number, NEW_PASSWORD);
    let close = json!({ "password": NEW_PASSWORD }).to_string();
    session
        .send(
            "POST",
            "/v1/account/closure",
            "application/json",
            close.as_bytes(),
        )
        .expect(204, "");
    activate(&grant).expect(410, "grant_spent");
    activate(&granted("activate", &person)).expect(201, "");
}

#[test]
fn whoever_has_no_provincial_account_is_told_after_the_face_agreed() {
    let person = Person::fresh();
    let reason = Refusal::NotProvincial;
    let decision = Decision::Refused { reason };
    fake()
        .fake()
        .conduct(&person.number, Conduct::Decide(decision));
    submit(fake(), &begun(fake(), "activate", &person)).expect(409, "not_provincial");
}

#[test]
fn fields_are_checked_and_named() {
    let person = Person::fresh();
    let check = |change: &dyn Fn(&mut Value), expected: &[&str]| {
        let mut body = request("reset_password", &person);
        change(&mut body);
        let answer = fake().post("/v1/face-checks", &body);
        assert_eq!(answer.expect(422, "invalid_field").fields(), expected);
    };
    check(&|body| body["name"] = Value::Null, &["name: missing"]);
    check(&|body| body["name"] = json!(""), &["name: empty"]);
    check(&|body| body["number"] = json!("1"), &["number: length"]);
    check(
        &|body| body["purpose"] = json!("raise_level"),
        &["purpose: choice"],
    );
    let mut outdated = request("sign_in", &person);
    outdated["consent"]["version"] = json!("2020-01");
    let answer = fake().post("/v1/face-checks", &outdated);
    answer.expect(403, "consent_required");
}

#[test]
fn five_scans_pause_strangers_and_not_the_device_that_is_known() {
    let setting = with_fake("known_device", &[]);
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    let signed_in = setting.sign_in(&person.number, PASSWORD).expect(201, "");
    let cookies = signed_in.headers.get_all("set-cookie").iter();
    let device = cookies
        .map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap())
        .find(|cookie| cookie.starts_with("device="))
        .unwrap();
    let body = request("sign_in", &person);
    let reason = Refusal::FaceDiffers;
    let differs = Conduct::Decide(Decision::Refused { reason });
    setting.fake().conduct(&person.number, differs);
    for _ in 0..5 {
        let begun = begun(&setting, "sign_in", &person);
        submit(&setting, &begun).expect(422, "face_differs");
        setting
            .sign_in(&person.number, "a wrong password")
            .expect(401, "credentials_wrong");
    }
    let paused = setting.post("/v1/face-checks", &body);
    let paused = paused.expect(429, "too_many_attempts");
    assert!(paused.json()["retry_after_seconds"].as_u64() <= Some(31));
    setting
        .sign_in(&person.number, PASSWORD)
        .expect(429, "too_many_attempts");
    let json = [("content-type", "application/json"), ("cookie", device)];
    let send = |path: &str, body: &Value| {
        send(
            "POST",
            &setting.url(path),
            &json,
            body.to_string().as_bytes(),
        )
    };
    send("/v1/face-checks", &body).expect(201, "");
    let password = json!({ "number": person.number, "password": PASSWORD });
    send("/v1/sessions", &password).expect(201, "");
}

/// A setting where each request says which address it comes from, and a request from one.
pub(crate) fn from_everywhere(name: &str) -> Setting {
    with_fake(name, &[("EDGE_ADDRESS_HEADER", "x-real-ip")])
}

pub(crate) fn begin_from(setting: &Setting, address: &str, person: &Person) -> Answer {
    let body = request("reset_password", person).to_string();
    let headers = [("content-type", "application/json"), ("x-real-ip", address)];
    send(
        "POST",
        &setting.url("/v1/face-checks"),
        &headers,
        body.as_bytes(),
    )
}

#[track_caller]
pub(crate) fn submit_from(setting: &Setting, address: &str, begun: &Answer) -> Answer {
    let json = begun.json();
    let ticket = format!("Ticket {}", json["ticket"].as_str().unwrap());
    let headers = [
        ("authorization", ticket.as_str()),
        ("content-type", "application/octet-stream"),
        ("x-real-ip", address),
    ];
    let path = format!("/v1/face-checks/{}/evidence", json["id"].as_str().unwrap());
    send("PUT", &setting.url(&path), &headers, EVIDENCE)
}

#[test]
fn broken_captures_of_strangers_pause_nobodys_reset() {
    let setting = from_everywhere("broken_captures");
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    let broken = Conduct::Problem(422, "evidence_picture_unreadable");
    setting.fake().conduct(&person.number, broken);
    for _ in 0..6 {
        let begun = begin_from(&setting, "10.0.0.1", &person).expect(201, "");
        submit_from(&setting, "10.0.0.1", &begun).expect(422, "evidence_refused");
    }
    begin_from(&setting, "10.0.0.1", &person).expect(201, "");
    setting
        .fake()
        .conduct(&person.number, Conduct::Decide(Decision::Passed));
    let begun = begin_from(&setting, "10.0.0.2", &person).expect(201, "");
    submit_from(&setting, "10.0.0.2", &begun).expect(200, "");
}

#[test]
fn broken_captures_count_against_the_network_they_come_from() {
    let setting = with_fake(
        "broken_network",
        &[
            ("EDGE_ADDRESS_ALLOWANCE", "1"),
            ("EDGE_ADDRESS_HEADER", "x-real-ip"),
        ],
    );
    let begun: Vec<_> = (0..31)
        .map(|_| {
            let person = Person::fresh();
            let broken = Conduct::Problem(422, "evidence_chain_broken");
            setting.fake().conduct(&person.number, broken);
            let address = format!("10.1.0.{}", person.number.as_bytes()[16]);
            begin_from(&setting, &address, &person).expect(201, "")
        })
        .collect();
    for one in &begun[..30] {
        submit_from(&setting, "10.0.0.1", one).expect(422, "evidence_refused");
    }
    submit_from(&setting, "10.0.0.1", &begun[30]).expect(429, "too_many_attempts");
    submit_from(&setting, "10.0.0.2", &begun[30]).expect(422, "evidence_refused");
}

#[test]
fn faces_that_differ_pause_one_network_and_not_the_owner_elsewhere() {
    let setting = from_everywhere("differing_faces");
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    let reason = Refusal::FaceDiffers;
    let differs = Conduct::Decide(Decision::Refused { reason });
    setting.fake().conduct(&person.number, differs);
    for _ in 0..5 {
        let begun = begin_from(&setting, "10.0.0.1", &person).expect(201, "");
        submit_from(&setting, "10.0.0.1", &begun).expect(422, "face_differs");
    }
    begin_from(&setting, "10.0.0.1", &person).expect(429, "too_many_attempts");
    begin_from(&setting, "10.0.0.2", &person).expect(201, "");
}

pub(crate) fn device_of(signed_in: &Answer) -> String {
    let mut cookies = signed_in.headers.get_all("set-cookie").iter();
    let device = cookies.find(|cookie| cookie.to_str().unwrap().starts_with("device="));
    let device = device.unwrap().to_str().unwrap();
    device.split(';').next().unwrap().to_owned()
}

#[test]
fn fresh_devices_of_one_account_give_no_fresh_guesses() {
    let setting = with_fake("fresh_devices", &[]);
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    let devices: Vec<_> = (0..6)
        .map(|_| device_of(&setting.sign_in(&person.number, PASSWORD).expect(201, "")))
        .collect();
    let sign_in = |device: &str| {
        let headers = [("content-type", "application/json"), ("cookie", device)];
        let body = json!({ "number": person.number, "password": "a wrong password" });
        send(
            "POST",
            &setting.url("/v1/sessions"),
            &headers,
            body.to_string().as_bytes(),
        )
    };
    for device in &devices[..5] {
        for _ in 0..4 {
            sign_in(device).expect(401, "credentials_wrong");
        }
    }
    sign_in(&devices[5]).expect(429, "too_many_attempts");
}

#[test]
fn an_answer_about_something_else_ends_a_scan_and_blames_nobody() {
    let setting = with_fake("foreign_answers", &[]);
    let person = Person::fresh();
    for _ in 0..6 {
        setting.fake().conduct(&person.number, Conduct::OtherNonce);
        let begun = begun(&setting, "sign_in", &person);
        submit(&setting, &begun).expect(503, "try_later");
        submit(&setting, &begun).expect(409, "verification_spent");
        let path = format!("/v1/challenges/{}/evidence", begun.id);
        assert_eq!(setting.fake().asked(&path), 1);
    }
}

#[test]
fn what_the_authority_did_not_judge_and_what_passed_is_not_held_against_anybody() {
    let setting = with_fake("not_judged", &[]);
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    for _ in 0..6 {
        let begun = begun(&setting, "sign_in", &person);
        setting.fake().conduct(&person.number, Conduct::HangUp);
        submit(&setting, &begun).expect(503, "try_later");
        let passed = Conduct::Decide(Decision::Passed);
        setting.fake().conduct(&person.number, passed);
        submit(&setting, &begun).expect(200, "");
    }
}

#[test]
fn scans_are_begun_only_so_often_and_for_a_shorter_pause() {
    let setting = with_fake("begun", &[]);
    let person = Person::fresh();
    for _ in 0..10 {
        begun(&setting, "sign_in", &person);
    }
    let paused = setting.post("/v1/face-checks", &request("sign_in", &person));
    let paused = paused.expect(429, "too_many_attempts");
    assert!(paused.json()["retry_after_seconds"].as_u64() <= Some(600));
}

#[test]
fn what_a_person_cannot_do_reaches_the_authority_and_too_little_leads_to_the_counter() {
    let begin = |needs: Value| {
        let mut body = request("activate", &Person::fresh());
        body["needs"] = needs;
        real().post("/v1/face-checks", &body)
    };
    let answer = begin(json!({ "without": ["head"], "more_time": true })).expect(201, "");
    let compact = answer.json()["challenge"].as_str().unwrap().to_owned();
    let challenge = Signed::<Challenge>::from_compact(compact);
    let challenge = challenge.read_unverified().unwrap();
    let can = [Action::OpenMouth, Action::Blink];
    assert!(challenge.actions.len() >= 6);
    assert!(challenge.actions.iter().all(|action| can.contains(action)));
    // Seven actions leave a few milliseconds that cannot be shared out.
    assert!((44_990..=45_000).contains(&challenge.limits.longest_ms));
    let answer = begin(json!({ "without": ["head", "eyes"] })).expect(422, "no_action_left");
    assert_eq!(answer.json()["next"], "counter");
    let answer = begin(json!({ "without": ["ears"] })).expect(422, "invalid_field");
    assert_eq!(answer.fields(), ["needs.without.0: choice"]);
}
