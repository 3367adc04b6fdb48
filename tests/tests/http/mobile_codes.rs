//! `POST /v1/mobile-codes`, and what a code confirms.

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Answer, send, session_id};
use crate::fake_authority::Conduct;
use crate::setting::{
    PASSWORD, Person, Session, Setting, fake, files, real_with_messages, scan_request, with_fake,
};

/// An edge that has codes sent by the authority that errs as it is told.
fn sending() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| with_fake("sending", &[("EDGE_MESSAGES", "sandbox")]))
}

/// Somebody whose mobile number nobody else in this program has.
fn person() -> Person {
    Person {
        mobile: mobile(),
        ..Person::fresh()
    }
}

fn mobile() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("139{:08}", NEXT.fetch_add(1, Ordering::Relaxed))
}

fn ask(setting: &Setting, mobile: &str) -> Answer {
    let body = json!({ "mobile": mobile, "purpose": "register", "language": "zh" });
    setting.post("/v1/mobile-codes", &body)
}

#[track_caller]
fn ticket(answer: Answer) -> String {
    let json = answer.expect(201, "").json();
    assert_eq!(json["again_after_seconds"], 60);
    json["ticket"].as_str().unwrap().to_owned()
}

fn form(person: &Person, ticket: &str, code: &str) -> Value {
    let mut form = person.form();
    form["mobile_code"] = json!({ "ticket": ticket, "code": code });
    form
}

fn register(person: &Person, ticket: &str, code: &str) -> Answer {
    sending().post("/v1/accounts", &form(person, ticket, code))
}

#[track_caller]
fn check_refused(answer: Answer, rule: &str) {
    let answer = answer.expect(422, "invalid_field");
    assert_eq!(answer.fields(), [format!("mobile_code: {rule}")]);
}

/// Another code than this one.
fn other(code: &str) -> String {
    let first = if code.starts_with('0') { '1' } else { '0' };
    format!("{first}{}", &code[1..])
}

/// What the sandbox's phones show.
fn phones() -> Value {
    let url = format!(
        "{}/sandbox/messages.json",
        real_with_messages().stack.console_url()
    );
    send("GET", &url, &[], b"").expect(200, "").json()
}

#[test]
fn a_code_arrives_on_a_sample_phone_and_registers_without_a_trace() {
    let setting = real_with_messages();
    let deployment = setting.get("/v1/deployment").expect(200, "").json();
    assert_eq!(deployment["message_codes"], true);
    let person = Person {
        mobile: "13712345678".to_owned(),
        ..Person::sample(1, "样例甲")
    };
    let answer = setting.register(&person);
    check_refused(answer, "missing");
    let ticket = ticket(ask(setting, " +86 137 1234 5678"));
    let arrived = phones()["messages"][0].clone();
    assert_eq!(arrived["mobile"], person.mobile);
    let code = arrived["code"].as_str().unwrap();
    let registered = setting.post("/v1/accounts", &form(&person, &ticket, code));
    assert_eq!(registered.expect(201, "").json()["mobile"], "137****5678");
    for path in files(setting.stack.data_dir()) {
        // An object that goes to rest takes its log with it, between listing and reading.
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        // Six digits may be part of any number in a database, and of none in a log.
        let is_log = path.extension().is_some_and(|ending| ending == "log");
        let secrets = [person.mobile.as_str(), ticket.as_str(), code];
        for secret in &secrets[..if is_log { 3 } else { 2 }] {
            let mut parts = bytes.windows(secret.len());
            assert!(
                !parts.any(|part| part == secret.as_bytes()),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn without_the_setting_no_code_is_sent_and_none_is_looked_at() {
    let deployment = fake().get("/v1/deployment").expect(200, "").json();
    assert_eq!(deployment["message_codes"], false);
    let person = person();
    ask(fake(), &person.mobile).expect(404, "not_found");
    let form = form(&person, "no ticket", "no code");
    fake().post("/v1/accounts", &form).expect(201, "");
}

#[test]
fn a_wrong_or_malformed_code_is_told_and_the_right_one_still_counts() {
    let person = person();
    let ticket = ticket(ask(sending(), &person.mobile));
    let code = sending().fake().code(&person.mobile);
    check_refused(register(&person, &ticket, ""), "format");
    check_refused(register(&person, &ticket, "12345"), "format");
    check_refused(register(&person, &ticket, &other(&code)), "wrong");
    check_refused(register(&person, "AAAA", &code), "foreign");
    register(&person, &ticket, &format!("{} {}", &code[..3], &code[3..])).expect(201, "");
    let same_phone = Person {
        mobile: person.mobile.clone(),
        ..Person::fresh()
    };
    check_refused(register(&same_phone, &ticket, &code), "spent");
}

#[test]
fn a_registration_that_fails_for_another_reason_keeps_its_code() {
    let person = person();
    let ticket = ticket(ask(sending(), &person.mobile));
    let code = sending().fake().code(&person.mobile);
    let fake = sending().fake();
    fake.conduct(&person.number, Conduct::Problem(503, "busy"));
    for _ in 0..3 {
        register(&person, &ticket, &code).expect(503, "try_later");
    }
    fake.conduct(
        &person.number,
        Conduct::Decide(verification::Decision::Passed),
    );
    register(&person, &ticket, &code).expect(201, "");
}

#[test]
fn one_code_registers_no_more_than_four_times() {
    let first = person();
    let ticket = ticket(ask(sending(), &first.mobile));
    let code = sending().fake().code(&first.mobile);
    let refused = || {
        let person = Person {
            mobile: first.mobile.clone(),
            ..Person::fresh()
        };
        let reason = verification::Refusal::ElementsDiffer;
        let differs = Conduct::Decide(verification::Decision::Refused { reason });
        sending().fake().conduct(&person.number, differs);
        register(&person, &ticket, &code)
    };
    for _ in 0..4 {
        refused().expect(422, "elements_differ");
    }
    check_refused(refused(), "spent");
}

#[test]
fn of_registrations_at_once_one_code_serves_one() {
    let first = person();
    let ticket = ticket(ask(sending(), &first.mobile));
    let code = sending().fake().code(&first.mobile);
    let persons: Vec<Person> = (0..6)
        .map(|_| Person {
            mobile: first.mobile.clone(),
            ..Person::fresh()
        })
        .collect();
    let statuses = std::thread::scope(|scope| {
        let begun: Vec<_> = persons
            .iter()
            .map(|person| scope.spawn(|| register(person, &ticket, &code).status))
            .collect();
        let ended = begun.into_iter().map(|one| one.join().unwrap());
        ended.collect::<Vec<_>>()
    });
    let registered = statuses.iter().filter(|status| **status == 201).count();
    assert_eq!(registered, 1, "{statuses:?}");
}

#[test]
fn after_five_wrong_codes_another_is_needed() {
    let person = person();
    let ticket = ticket(ask(sending(), &person.mobile));
    let code = sending().fake().code(&person.mobile);
    for _ in 0..5 {
        check_refused(register(&person, &ticket, &other(&code)), "wrong");
    }
    check_refused(register(&person, &ticket, &code), "spent");
}

#[test]
fn a_code_for_another_number_confirms_nothing() {
    let person = person();
    let ticket = ticket(ask(sending(), &person.mobile));
    let code = sending().fake().code(&person.mobile);
    let changed = Person {
        mobile: mobile(),
        ..person
    };
    check_refused(register(&changed, &ticket, &code), "foreign");
}

#[test]
fn codes_to_one_number_are_a_minute_apart() {
    let mobile = mobile();
    ask(sending(), &mobile).expect(201, "");
    let answer = ask(sending(), &mobile).expect(429, "too_many_attempts");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
}

#[test]
fn one_address_may_only_ask_so_often() {
    let overrides = [
        ("EDGE_MESSAGES", "sandbox"),
        ("EDGE_ADDRESS_ALLOWANCE", "1"),
    ];
    let setting = with_fake("code_address", &overrides);
    for _ in 0..20 {
        ask(&setting, &mobile()).expect(201, "");
    }
    ask(&setting, &mobile()).expect(429, "too_many_attempts");
}

#[test]
fn a_gateway_that_answers_no_is_tried_later_and_nothing_is_counted() {
    let mobile = mobile();
    for conduct in [
        Conduct::Endless,
        Conduct::Problem(503, "busy"),
        Conduct::Problem(500, "internal"),
        Conduct::Problem(401, "signature_refused"),
        Conduct::Problem(404, "not_found"),
    ] {
        sending().fake().conduct(&mobile, conduct);
        ask(sending(), &mobile).expect(503, "try_later");
    }
    sending()
        .fake()
        .conduct(&mobile, Conduct::Decide(verification::Decision::Passed));
    ask(sending(), &mobile).expect(201, "");
    let log = sending().stack.edge_log().unwrap();
    assert!(log.contains("the message gateway does not accept this edge"));
}

#[test]
fn a_gateway_that_does_not_answer_may_have_sent_and_that_is_counted() {
    for conduct in [Conduct::HangUp, Conduct::Silent] {
        let mobile = mobile();
        sending().fake().conduct(&mobile, conduct);
        ask(sending(), &mobile).expect(503, "try_later");
        ask(sending(), &mobile).expect(429, "too_many_attempts");
    }
}

#[test]
fn what_is_asked_for_wrongly_is_named() {
    let answer = sending().post("/v1/mobile-codes", &json!({}));
    assert_eq!(answer.expect(422, "invalid_field").fields().len(), 3);
    let answer = ask(sending(), "138").expect(422, "invalid_field");
    assert_eq!(answer.fields(), ["mobile: length"]);
    let body = json!({ "mobile": mobile(), "purpose": "sign_in", "language": "fr" });
    let answer = sending().post("/v1/mobile-codes", &body);
    let fields = answer.expect(422, "invalid_field").fields();
    assert_eq!(fields, ["purpose: choice", "language: choice"]);
}

fn to_change(mobile: &str) -> Value {
    json!({ "mobile": mobile, "purpose": "change_mobile", "language": "en" })
}

fn opened() -> Session<'static> {
    opened_at(sending())
}

/// A registered person's session, with a scan that opens the mobile number.
fn opened_at(setting: &Setting) -> Session<'_> {
    let person = person();
    let ticket = ticket(ask(setting, &person.mobile));
    let code = setting.fake().code(&person.mobile);
    let form = form(&person, &ticket, &code);
    setting.post("/v1/accounts", &form).expect(201, "");
    let signed_in = setting.sign_in(&person.number, crate::setting::PASSWORD);
    let signed_in = signed_in.expect(201, "");
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap();
    let session = Session {
        setting,
        cookie: cookie.to_owned(),
    };
    let mut body = scan_request();
    body["purpose"] = json!("change_mobile");
    let begun = json_to(&session, "POST", "/v1/verifications", &body).expect(201, "");
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    session.submit(&id, b"sealed").expect(200, "");
    session
}

fn json_to(session: &Session<'_>, method: &str, path: &str, body: &Value) -> Answer {
    let body = body.to_string();
    session.send(method, path, "application/json", body.as_bytes())
}

#[test]
fn another_mobile_number_takes_a_code_asked_for_in_the_same_session() {
    let (session, stranger) = (opened(), opened());
    let mobile = mobile();
    let wanted = to_change(&mobile);
    sending()
        .post("/v1/mobile-codes", &wanted)
        .expect(401, "session_expired");
    let ticket = ticket(json_to(&session, "POST", "/v1/mobile-codes", &wanted));
    let code = sending().fake().code(&mobile);
    let change = |session: &Session<'_>, mobile_code: Value| {
        let body = json!({ "mobile": mobile, "mobile_code": mobile_code });
        json_to(session, "PUT", "/v1/account/mobile", &body)
    };
    let right = json!({ "ticket": ticket, "code": code });
    check_refused(change(&session, Value::Null), "missing");
    check_refused(change(&stranger, right.clone()), "foreign");
    let wrong = json!({ "ticket": ticket, "code": other(&code) });
    check_refused(change(&session, wrong), "wrong");
    let account = change(&session, right).expect(200, "").json();
    assert!(account["mobile"].as_str().unwrap().ends_with(&mobile[7..]));
}

/// Asks for a code, and is gone before the answer.
fn give_up(mobile: &str) {
    let body = json!({ "mobile": mobile, "purpose": "register", "language": "zh" }).to_string();
    let request = format!(
        "POST /v1/mobile-codes HTTP/1.1\r\nhost: edge\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len(),
    );
    let address = sending().stack.edge_url();
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(5));
}

#[test]
fn a_code_that_is_counted_is_sent_although_its_sender_is_gone() {
    let mobiles: Vec<_> = (0..5).map(|_| mobile()).collect();
    for mobile in &mobiles {
        give_up(mobile);
    }
    let is_missing = || {
        mobiles
            .iter()
            .any(|mobile| !sending().fake().has_sent(mobile))
    };
    let looks = (0..100).take_while(|_| {
        std::thread::sleep(Duration::from_millis(50));
        is_missing()
    });
    assert!(looks.count() < 100);
}

#[test]
fn strangers_use_up_nobodys_codes() {
    let session = opened();
    let mobile = mobile();
    ask(sending(), &mobile).expect(201, "");
    ask(sending(), &mobile).expect(429, "too_many_attempts");
    let wanted = json!({ "mobile": mobile, "purpose": "change_mobile", "language": "en" });
    json_to(&session, "POST", "/v1/mobile-codes", &wanted).expect(201, "");
    json_to(&session, "POST", "/v1/mobile-codes", &wanted).expect(429, "too_many_attempts");
}

#[test]
fn a_deployment_sends_only_so_many_codes_a_day() {
    let setting = with_fake(
        "few_codes",
        &[("EDGE_MESSAGES", "sandbox"), ("EDGE_CODES_PER_DAY", "2")],
    );
    for _ in 0..2 {
        ask(&setting, &mobile()).expect(201, "");
    }
    ask(&setting, &mobile()).expect(429, "too_many_attempts");
}

#[test]
fn a_quarter_of_the_codes_of_a_day_is_left_to_whom_the_edge_knows() {
    let settings = [("EDGE_MESSAGES", "sandbox"), ("EDGE_CODES_PER_DAY", "8")];
    let setting = with_fake("known_codes", &settings);
    let session = opened_at(&setting);
    for _ in 0..5 {
        ask(&setting, &mobile()).expect(201, "");
    }
    ask(&setting, &mobile()).expect(429, "too_many_attempts");
    let ask = || json_to(&session, "POST", "/v1/mobile-codes", &to_change(&mobile()));
    for _ in 0..2 {
        ask().expect(201, "");
    }
    ask().expect(429, "too_many_attempts");
}

#[test]
fn one_account_uses_up_nobodys_codes() {
    let session = opened();
    let ask =
        |session: &Session<'_>| json_to(session, "POST", "/v1/mobile-codes", &to_change(&mobile()));
    for _ in 0..20 {
        ask(&session).expect(201, "");
    }
    ask(&session).expect(429, "too_many_attempts");
    ask(&opened()).expect(201, "");
}

#[test]
fn a_code_for_another_mobile_number_is_asked_for_by_the_page_of_the_same_session() {
    let (shown, here) = (person(), person());
    let session = |person: &Person| {
        let ticket = ticket(ask(sending(), &person.mobile));
        let code = sending().fake().code(&person.mobile);
        register(person, &ticket, &code).expect(201, "");
        sending().session_of(&person.number, PASSWORD)
    };
    let (shown, here) = (session(&shown), session(&here));
    let body = json!({ "mobile": mobile(), "purpose": "change_mobile", "language": "zh" });
    let shown = session_id(&shown.cookie).unwrap();
    let headers = [
        ("content-type", "application/json"),
        ("cookie", here.cookie.as_str()),
        ("session-id", shown.as_str()),
    ];
    let url = sending().url("/v1/mobile-codes");
    send("POST", &url, &headers, body.to_string().as_bytes()).expect(409, "session_other");
}
