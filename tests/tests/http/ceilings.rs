//! Strangers in many networks fail with one number until its ceiling is reached: its owner, in a network that is quiet and on
//! a device that is not known, still gets in, and guesses are bounded.

use serde_json::{Value, json};
use verification::{Decision, Refusal};

use crate::client::{Answer, send};
use crate::counter::{Clerk, Made};
use crate::face_checks::{EVIDENCE, request};
use crate::fake_authority::Conduct;
use crate::second_factor::{activate, confirm, person, registered, started};
use crate::setting::{PASSWORD, Person, Setting, deployment, with_fake};

/// The network of the owner, who has not been seen there before.
const OWNERS: &str = "10.9.0.1";

fn post(setting: &Setting, from: &str, path: &str, body: &Value) -> Answer {
    post_with(setting, from, path, (None, body))
}

fn post_with(
    setting: &Setting,
    from: &str,
    path: &str,
    (ticket, body): (Option<&str>, &Value),
) -> Answer {
    let authorization = format!("Ticket {}", ticket.unwrap_or_default());
    let mut headers = vec![("content-type", "application/json"), ("x-real-ip", from)];
    if ticket.is_some() {
        headers.push(("authorization", authorization.as_str()));
    }
    let body = body.to_string();
    send("POST", &setting.url(path), &headers, body.as_bytes())
}

fn sign_in(
    setting: &Setting,
    from: &str,
    number: &str,
    (password, code): (&str, &Value),
) -> Answer {
    let mut body = json!({ "number": number, "password": password });
    if !code.is_null() {
        body["mobile_code"] = code.clone();
    }
    post(setting, from, "/v1/sessions", &body)
}

fn ask_code(setting: &Setting, from: &str, number: &str, password: &str) -> Answer {
    let body = json!({ "number": number, "password": password, "language": "zh" });
    post(setting, from, "/v1/sessions/codes", &body)
}

/// A code as it is typed, whatever was sent.
#[track_caller]
fn typed(asked: Answer, code: &str) -> Value {
    json!({ "ticket": asked.expect(201, "").json()["ticket"], "code": code })
}

fn begin(setting: &Setting, from: &str, purpose: &str, person: &Person) -> Answer {
    post(setting, from, "/v1/face-checks", &request(purpose, person))
}

#[track_caller]
fn scan(setting: &Setting, from: &str, purpose: &str, person: &Person) -> Answer {
    let begun = begin(setting, from, purpose, person).expect(201, "").json();
    let authorization = format!("Ticket {}", begun["ticket"].as_str().unwrap());
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/octet-stream"),
        ("x-real-ip", from),
    ];
    let id = begun["id"].as_str().unwrap();
    let url = setting.url(&format!("/v1/face-checks/{id}/evidence"));
    send("PUT", &url, &headers, EVIDENCE)
}

fn vouchers(setting: &Setting, from: &str, person: &Person) -> Answer {
    let body = json!({ "purpose": "sign_in", "number": person.number });
    post(setting, from, "/v1/vouchers", &body)
}

fn conduct(setting: &Setting, person: &Person, decision: Decision) {
    let conduct = Conduct::Decide(decision);
    setting.fake().conduct(&person.number, conduct);
}

fn networks() -> impl Iterator<Item = String> {
    (0..10).map(|network| format!("10.0.{network}.1"))
}

/// 50 wrong passwords from ten networks.
fn guess(setting: &Setting, person: &Person) {
    let guess = ("a wrong password", &Value::Null);
    for from in networks().flat_map(|from| std::iter::repeat_n(from, 5)) {
        sign_in(setting, &from, &person.number, guess).expect(401, "credentials_wrong");
    }
}

/// 250 requests from ten networks: all that each is admitted to.
fn attack(setting: &Setting, person: &Person) {
    let reason = Refusal::FaceDiffers;
    conduct(setting, person, Decision::Refused { reason });
    for from in networks() {
        for _ in 0..5 {
            let guess = ("a wrong password", &Value::Null);
            sign_in(setting, &from, &person.number, guess).expect(401, "credentials_wrong");
            scan(setting, &from, "sign_in", person).expect(422, "face_differs");
        }
        for _ in 0..10 {
            vouchers(setting, &from, person).expect(201, "");
        }
    }
    conduct(setting, person, Decision::Passed);
}

#[test]
fn an_owner_signs_in_by_password_and_code_although_strangers_reached_the_ceiling() {
    let setting = started("ceiling", "code", "sandbox");
    let owner = registered(&setting);
    attack(&setting, &owner);
    let number = owner.number.as_str();
    for password in [PASSWORD, "a wrong password"] {
        sign_in(&setting, OWNERS, number, (password, &Value::Null)).expect(403, "code_required");
    }
    let code = typed(ask_code(&setting, OWNERS, number, PASSWORD), "");
    let sent = json!({ "ticket": code["ticket"], "code": setting.fake().code(&owner.mobile) });
    sign_in(&setting, OWNERS, number, (PASSWORD, &sent)).expect(201, "");
    // One more stranger is where the others were.
    let stranger = sign_in(&setting, "10.8.0.1", number, (PASSWORD, &Value::Null));
    stranger.expect(403, "code_required");
    let again =
        sign_in(&setting, "10.8.0.1", number, (PASSWORD, &sent)).expect(422, "invalid_field");
    assert_eq!(again.fields(), ["mobile_code: spent"]);
}

#[test]
fn an_owner_is_verified_by_face_or_at_the_counter_although_strangers_reached_the_ceilings() {
    let setting = started("ceilings", "code", "sandbox");
    let owner = registered(&setting);
    attack(&setting, &owner);
    vouchers(&setting, OWNERS, &owner).expect(201, "");
    for purpose in ["sign_in", "reset_password"] {
        let held = scan(&setting, OWNERS, purpose, &owner)
            .expect(200, "")
            .json();
        let ticket = held["confirmation"]["ticket"].as_str().unwrap();
        if purpose == "sign_in" {
            let code = crate::second_factor::sent(&setting, ticket, &owner);
            let signed_in = confirm(&setting, ticket, &code).expect(200, "");
            assert!(signed_in.headers.get("set-cookie").is_some());
        }
    }
}

#[test]
fn past_the_ceiling_a_password_alone_tells_nobody_whether_it_is_right() {
    let setting = started("ceiling_quiet", "code", "sandbox");
    let owner = registered(&setting);
    attack(&setting, &owner);
    let unknown = person();
    guess(&setting, &unknown);
    let before = setting.fake().code(&owner.mobile);
    let wrong = typed(
        ask_code(&setting, OWNERS, &owner.number, "a wrong password"),
        "000000",
    );
    assert_eq!(setting.fake().code(&owner.mobile), before);
    let nobodys = typed(
        ask_code(&setting, OWNERS, &unknown.number, PASSWORD),
        "000000",
    );
    let right = typed(ask_code(&setting, "10.9.1.1", &owner.number, PASSWORD), "");
    let sent = setting.fake().code(&owner.mobile);
    assert_ne!(sent, before);
    let other = if sent == "000000" { "000001" } else { "000000" };
    let right = json!({ "ticket": right["ticket"], "code": other });
    for (number, code) in [
        (&owner.number, &wrong),
        (&unknown.number, &nobodys),
        (&owner.number, &right),
    ] {
        let answer = sign_in(&setting, "10.9.2.1", number, (PASSWORD, code));
        let answer = answer.expect(422, "invalid_field");
        assert_eq!(answer.fields(), ["mobile_code: wrong"]);
    }
    // What no code was sent for, the code that was sent for another ticket does not open.
    let mixed = json!({ "ticket": wrong["ticket"], "code": sent });
    let answer = sign_in(&setting, "10.9.2.1", &owner.number, (PASSWORD, &mixed));
    assert_eq!(
        answer.expect(422, "invalid_field").fields(),
        ["mobile_code: wrong"]
    );
}

/// What `ticket` is refused for at the account of `number`, with some code.
#[track_caller]
fn refused(setting: &Setting, number: &str, ticket: &Value) -> Vec<String> {
    let code = json!({ "ticket": ticket, "code": "000000" });
    let answer = sign_in(setting, "10.9.3.1", number, ("any password", &code));
    answer.expect(422, "invalid_field").fields()
}

#[test]
fn a_ticket_tells_of_no_account_whether_it_has_a_mobile_number() {
    let setting = started("ceiling_ticket", "code", "sandbox");
    let (owner, without, unknown) = (registered(&setting), person(), person());
    activate(&setting, &without);
    for person in [&owner, &without, &unknown] {
        guess(&setting, person);
    }
    let asked = ask_code(&setting, OWNERS, &unknown.number, PASSWORD);
    let ticket = &asked.expect(201, "").json()["ticket"];
    for person in [&owner, &without] {
        let fields = refused(&setting, &person.number, ticket);
        assert_eq!(fields, ["mobile_code: foreign"]);
        let asked = ask_code(&setting, OWNERS, &person.number, "a wrong password");
        let ticket = &asked.expect(201, "").json()["ticket"];
        let fields = refused(&setting, &person.number, ticket);
        assert_eq!(fields, ["mobile_code: wrong"]);
    }
}

/// What the gateway does would tell that the password is right.
#[test]
fn a_gateway_that_does_not_answer_holds_up_no_answer() {
    let settings = [
        ("EDGE_DEPLOYMENT", &*deployment("code")),
        ("EDGE_MESSAGES", "sandbox"),
        ("EDGE_AUTHORITY_TIMEOUT_MS", "15000"),
    ];
    let setting = with_fake("ceiling_gateway", &settings);
    let owner = registered(&setting);
    setting.fake().conduct(&owner.mobile, Conduct::Silent);
    ask_code(&setting, OWNERS, &owner.number, PASSWORD).expect(201, "");
    let log = setting.stack.edge_log().unwrap();
    assert!(!log.contains("message gateway"), "{log}");
}

#[test]
fn no_time_in_the_answer_tells_what_the_edge_did() {
    let setting = started("ceiling_times", "code", "sandbox");
    let owner = registered(&setting);
    let before = setting.fake().code(&owner.mobile);
    let gap = |from: &str, number: &str, password: &str| {
        let asked_at = jiff::Timestamp::now();
        let answer = ask_code(&setting, from, number, password);
        let expires_at = answer.expect(201, "").json()["expires_at"].clone();
        let expires_at: jiff::Timestamp = expires_at.as_str().unwrap().parse().unwrap();
        expires_at.duration_since(asked_at).as_millis()
    };
    // A password's hash takes longer than the request's way.
    let limit = 5 * 60_000 + 15;
    assert!(gap(OWNERS, &person().number, PASSWORD) < limit);
    assert!(gap(OWNERS, &owner.number, "a wrong password") < limit);
    assert!(gap(OWNERS, &owner.number, PASSWORD) < limit);
    assert_ne!(setting.fake().code(&owner.mobile), before);
}

#[test]
fn where_no_codes_are_sent_the_counter_leads_past_the_ceilings() {
    let setting = started("ceiling_no_codes", "face_alone", "off");
    let owner = registered(&setting);
    attack(&setting, &owner);
    let given = (PASSWORD, &Value::Null);
    let paused = sign_in(&setting, OWNERS, &owner.number, given).expect(429, "too_many_attempts");
    assert!(paused.json()["retry_after_seconds"].as_u64() > Some(60));
    ask_code(&setting, OWNERS, &owner.number, PASSWORD).expect(404, "not_found");
    begin(&setting, OWNERS, "sign_in", &owner).expect(429, "too_many_attempts");
    vouchers(&setting, OWNERS, &owner).expect(201, "");
}

#[test]
fn past_the_ceiling_a_face_alone_takes_a_code_where_codes_are_sent() {
    let setting = started("ceiling_face_alone", "face_alone", "sandbox");
    let owner = registered(&setting);
    let before = scan(&setting, OWNERS, "reset_password", &owner).expect(200, "");
    assert!(before.json()["grant"].is_string());
    attack(&setting, &owner);
    let held = scan(&setting, OWNERS, "reset_password", &owner)
        .expect(200, "")
        .json();
    assert_eq!(held["grant"], Value::Null);
    assert!(held["confirmation"]["ticket"].is_string());
}

#[test]
fn whom_a_clerk_has_seen_is_sent_a_code_although_strangers_have_just_had_one_sent() {
    let setting = started("ceiling_codes", "code", "sandbox");
    let owner = person();
    let body = json!({ "mobile": owner.mobile, "purpose": "register", "language": "zh" });
    let ask = |ticket| post_with(&setting, OWNERS, "/v1/mobile-codes", (ticket, &body));
    post(&setting, "10.0.0.1", "/v1/mobile-codes", &body).expect(201, "");
    ask(None).expect(429, "too_many_attempts");
    let made = register_voucher(&setting, &owner);
    ask(Some(&made.ticket)).expect(429, "too_many_attempts");
    let clerk = Clerk::sign_in(&setting);
    clerk.attest(&made, &owner).expect(204, "");
    ask(Some(&made.ticket)).expect(201, "");
    ask(Some(&made.ticket)).expect(429, "too_many_attempts");
}

#[test]
fn an_owner_is_sent_a_code_although_strangers_used_up_those_of_the_deployment() {
    let settings = [
        ("EDGE_DEPLOYMENT", &*deployment("code")),
        ("EDGE_MESSAGES", "sandbox"),
        ("EDGE_CODES_PER_DAY", "1"),
        ("EDGE_ADDRESS_HEADER", "x-real-ip"),
    ];
    let setting = with_fake("ceiling_deployment", &settings);
    let owner = registered(&setting);
    let body = json!({ "mobile": "15800000000", "purpose": "register", "language": "zh" });
    let stranger = post(&setting, OWNERS, "/v1/mobile-codes", &body);
    stranger.expect(429, "too_many_attempts");
    let held = scan(&setting, OWNERS, "sign_in", &owner)
        .expect(200, "")
        .json();
    let ticket = held["confirmation"]["ticket"].as_str().unwrap();
    let code = crate::second_factor::sent(&setting, ticket, &owner);
    confirm(&setting, ticket, &code).expect(200, "");
}

fn register_voucher(setting: &Setting, person: &Person) -> Made {
    let body = json!({ "purpose": "register", "number": person.number, "name": person.name });
    Made::of(post(setting, OWNERS, "/v1/vouchers", &body))
}

#[test]
fn whom_a_clerk_has_seen_registers_although_strangers_reached_the_ceiling() {
    let setting = with_fake(
        "ceiling_registration",
        &[("EDGE_ADDRESS_HEADER", "x-real-ip")],
    );
    let owner = Person::fresh();
    let reason = Refusal::ElementsDiffer;
    conduct(&setting, &owner, Decision::Refused { reason });
    for from in networks() {
        for _ in 0..5 {
            let answer = post(&setting, &from, "/v1/accounts", &owner.form());
            answer.expect(422, "elements_differ");
        }
    }
    conduct(&setting, &owner, Decision::Passed);
    let register = |ticket| post_with(&setting, OWNERS, "/v1/accounts", (ticket, &owner.form()));
    register(None).expect(429, "too_many_attempts");
    let (made, somebodys) = (register_voucher(&setting, &owner), Person::fresh());
    register(Some(&made.ticket)).expect(429, "too_many_attempts");
    let clerk = Clerk::sign_in(&setting);
    let other = register_voucher(&setting, &somebodys);
    clerk.attest(&other, &somebodys).expect(204, "");
    register(Some(&other.ticket)).expect(429, "too_many_attempts");
    clerk.attest(&made, &owner).expect(204, "");
    register(Some(&made.ticket)).expect(201, "");
}
