//! What a face takes beside it on a device that has not signed in before: `POST /v1/face-checks/current/codes`,
//! `POST /v1/face-checks/current/confirmations`, and the deployment's `face_on_unknown_device`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::client::{Answer, send};
use crate::face_checks::{Begun, EVIDENCE, begun, device_of, request, submit};
use crate::setting::{PASSWORD, Person, Setting, TERMS, deployment, with_fake};

const NEW_PASSWORD: &str = "another battery staple";

/// An edge as it is where nothing is said, with codes.
fn sending() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| started("second_factor", "code", "sandbox"))
}

pub(crate) fn started(name: &str, face: &str, messages: &str) -> Setting {
    let deployment = deployment(face);
    let settings = [
        ("EDGE_DEPLOYMENT", deployment.as_str()),
        ("EDGE_MESSAGES", messages),
        ("EDGE_ADDRESS_HEADER", "x-real-ip"),
    ];
    with_fake(name, &settings)
}

/// Somebody whose mobile number nobody else in this program has.
pub(crate) fn person() -> Person {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    Person {
        mobile: format!("1570000{:04}", NEXT.fetch_add(1, Ordering::Relaxed)),
        ..Person::fresh()
    }
}

/// Registers them, with a code where the edge sends any.
pub(crate) fn registered(setting: &Setting) -> Person {
    let person = person();
    let mut form = person.form();
    let body = json!({ "mobile": person.mobile, "purpose": "register", "language": "zh" });
    let sent = setting.post("/v1/mobile-codes", &body);
    if sent.status == 201 {
        let code = setting.fake().code(&person.mobile);
        form["mobile_code"] = json!({ "ticket": sent.json()["ticket"], "code": code });
    }
    setting.post("/v1/accounts", &form).expect(201, "");
    person
}

fn post(setting: &Setting, path: &str, ticket: &str, body: &Value) -> Answer {
    let authorization = format!("Ticket {ticket}");
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/json"),
    ];
    let path = format!("/v1/face-checks/current/{path}");
    send(
        "POST",
        &setting.url(&path),
        &headers,
        body.to_string().as_bytes(),
    )
}

/// A face that agreed: the ticket of what is to be confirmed.
#[track_caller]
fn held(setting: &Setting, purpose: &str, person: &Person) -> String {
    let answer = submit(setting, &begun(setting, purpose, person)).expect(200, "");
    assert!(answer.headers.get("set-cookie").is_none());
    let json = answer.json();
    assert_eq!(json["grant"], Value::Null);
    let confirmation = &json["confirmation"];
    assert_eq!(confirmation["mobile_ends"], person.mobile[9..]);
    assert!(!answer.text.contains(&person.mobile[3..]));
    confirmation["ticket"].as_str().unwrap().to_owned()
}

fn ask(setting: &Setting, ticket: &str) -> Answer {
    post(setting, "codes", ticket, &json!({ "language": "zh" }))
}

/// The code that was sent, with its ticket.
#[track_caller]
pub(crate) fn sent(setting: &Setting, ticket: &str, person: &Person) -> Value {
    let answer = ask(setting, ticket).expect(201, "");
    json!({ "ticket": answer.json()["ticket"], "code": setting.fake().code(&person.mobile) })
}

pub(crate) fn confirm(setting: &Setting, ticket: &str, code: &Value) -> Answer {
    post(
        setting,
        "confirmations",
        ticket,
        &json!({ "mobile_code": code }),
    )
}

#[test]
fn a_face_signs_in_on_a_new_device_with_the_code_that_was_sent_and_once() {
    let person = registered(sending());
    let ticket = held(sending(), "sign_in", &person);
    let code = sent(sending(), &ticket, &person);
    let mut wrong = code.clone();
    wrong["code"] = json!("000000");
    if wrong == code {
        wrong["code"] = json!("000001");
    }
    let refused = confirm(sending(), &ticket, &wrong).expect(422, "invalid_field");
    assert_eq!(refused.fields(), ["mobile_code: wrong"]);
    let signed_in = confirm(sending(), &ticket, &code).expect(200, "");
    let cookie = signed_in
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let url = sending().url("/v1/account");
    send("GET", &url, &[("cookie", &cookie)], b"").expect(200, "");
    let again = confirm(sending(), &ticket, &code).expect(422, "invalid_field");
    assert_eq!(again.fields(), ["mobile_code: spent"]);
    ask(sending(), &ticket).expect(429, "too_many_attempts");
}

#[test]
fn a_scan_that_was_confirmed_serves_no_other_code() {
    let person = registered(sending());
    let (one, other) = (
        held(sending(), "sign_in", &person),
        held(sending(), "reset_password", &person),
    );
    let code = sent(sending(), &one, &person);
    let foreign = confirm(sending(), &other, &code).expect(422, "invalid_field");
    assert_eq!(foreign.fields(), ["mobile_code: foreign"]);
    confirm(sending(), &one, &code).expect(200, "");
}

#[test]
fn a_password_is_reset_on_a_new_device_with_the_code() {
    let person = registered(sending());
    let ticket = held(sending(), "reset_password", &person);
    let code = sent(sending(), &ticket, &person);
    let confirmed = confirm(sending(), &ticket, &code).expect(200, "").json();
    let reset = json!({ "grant": confirmed["grant"], "password": NEW_PASSWORD });
    sending()
        .post("/v1/password-resets", &reset)
        .expect(204, "");
    sending()
        .sign_in(&person.number, NEW_PASSWORD)
        .expect(201, "");
    let held = json!({ "grant": ticket, "password": PASSWORD });
    sending()
        .post("/v1/password-resets", &held)
        .expect(410, "grant_spent");
}

#[test]
fn nobody_is_sent_a_code_before_their_face_agreed() {
    let person = registered(sending());
    let before = sending().fake().code(&person.mobile);
    let begun = begun(sending(), "sign_in", &person);
    ask(sending(), &begun.ticket).expect(404, "verification_unknown");
    ask(sending(), "AAAA").expect(404, "verification_unknown");
    confirm(
        sending(),
        &begun.ticket,
        &json!({ "ticket": "AAAA", "code": "000000" }),
    )
    .expect(404, "verification_unknown");
    assert_eq!(sending().fake().code(&person.mobile), before);
    let body = json!({ "mobile": person.mobile, "purpose": "sign_in", "language": "zh" });
    let refused = sending()
        .post("/v1/mobile-codes", &body)
        .expect(422, "invalid_field");
    assert_eq!(refused.fields(), ["purpose: choice"]);
}

#[test]
fn a_device_that_is_known_takes_no_code_until_there_is_another_password() {
    let person = registered(sending());
    let device = device_of(&sending().sign_in(&person.number, PASSWORD).expect(201, ""));
    let scan = |purpose: &str| -> Answer {
        let begun = begun(sending(), purpose, &person);
        with_device(&begun, &device).expect(200, "")
    };
    assert!(scan("sign_in").headers.get("set-cookie").is_some());
    let reset =
        json!({ "grant": scan("reset_password").json()["grant"], "password": NEW_PASSWORD });
    sending()
        .post("/v1/password-resets", &reset)
        .expect(204, "");
    assert!(scan("sign_in").json()["confirmation"]["ticket"].is_string());
}

fn with_device(Begun { id, ticket }: &Begun, device: &str) -> Answer {
    let authorization = format!("Ticket {ticket}");
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/octet-stream"),
        ("cookie", device),
    ];
    let url = sending().url(&format!("/v1/face-checks/{id}/evidence"));
    send("PUT", &url, &headers, EVIDENCE)
}

/// Activates the account of `person`, which has no mobile number then.
pub(crate) fn activate(setting: &Setting, person: &Person) {
    let activated = submit(setting, &begun(setting, "activate", person)).expect(200, "");
    let form = json!({
        "grant": activated.json()["grant"],
        "password": PASSWORD,
        "terms_version": TERMS,
    });
    setting.post("/v1/activations", &form).expect(201, "");
}

#[test]
fn whoever_has_no_account_is_told_so_and_an_activation_takes_no_code() {
    let stranger = person();
    submit(sending(), &begun(sending(), "sign_in", &stranger)).expect(404, "not_registered");
    activate(sending(), &stranger);
    // An activated account has no mobile number yet. The face agreed, so nothing counts as a failure.
    for _ in 0..6 {
        submit(sending(), &begun(sending(), "sign_in", &stranger)).expect(403, "device_unknown");
    }
}

#[track_caller]
fn check_unknown_device_is_refused(setting: &Setting) {
    let person = registered(setting);
    for purpose in ["sign_in", "reset_password"] {
        for somebody in [&person, &Person::fresh()] {
            let answer = setting.post("/v1/face-checks", &request(purpose, somebody));
            assert_eq!(
                answer.expect(403, "device_unknown").json()["next"],
                "counter"
            );
        }
    }
    let device = device_of(&setting.sign_in(&person.number, PASSWORD).expect(201, ""));
    let body = request("sign_in", &person).to_string();
    let headers = [
        ("content-type", "application/json"),
        ("cookie", device.as_str()),
    ];
    let url = setting.url("/v1/face-checks");
    send("POST", &url, &headers, body.as_bytes()).expect(201, "");
    begun(setting, "activate", &Person::fresh());
}

#[test]
fn where_no_codes_are_sent_an_unknown_device_is_refused_before_the_scan() {
    check_unknown_device_is_refused(&started("no_codes", "code", "off"));
}

#[test]
fn a_deployment_may_refuse_unknown_devices_although_it_sends_codes() {
    check_unknown_device_is_refused(&started("refused_device", "refused", "sandbox"));
}

#[test]
fn a_deployment_may_let_a_face_alone_be_enough_as_in_the_guide() {
    let setting = started("face_alone", "face_alone", "sandbox");
    let person = registered(&setting);
    let answer = submit(&setting, &begun(&setting, "sign_in", &person)).expect(200, "");
    assert!(answer.headers.get("set-cookie").is_some());
}
