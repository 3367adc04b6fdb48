//! `POST /v1/verifications`, `PUT /v1/verifications/{id}/evidence`

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use verification::{Action, CaptureLimits, Decision, Refusal};

use crate::client::session_id;
use crate::face_checks::{begin_from, begun, from_everywhere, submit, submit_from};
use crate::fake_authority::Conduct;
use crate::setting::{Person, Setting, fake, real, scan_request, with_fake};

const EVIDENCE: &[u8] = b"sealed";
const NOBODYS: &str = "AAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn an_outcome_that_passed_raises_the_level_once() {
    let session = fake().session(&Person::fresh());
    let begun = session.begin().expect(201, "").json();
    assert_eq!(begun["actions"], json!(["open_mouth", "turn_left"]));
    let id = begun["id"].as_str().unwrap();
    let result = session.submit(id, EVIDENCE).expect(200, "").json();
    assert_eq!(result["level"], 4);
    assert_eq!(session.level(), 4);
    session
        .submit(id, EVIDENCE)
        .expect(409, "verification_spent");
    session.begin().expect(409, "already_at_level");
    let levels = session.account().json()["levels"].clone();
    assert_eq!(levels[1]["method"], "face");
}

#[test]
fn what_may_rest_on_pictures_that_nobody_scored_is_what_the_deployment_lists() {
    let setting = with_fake("unscored", &[("EDGE_UNSCORED_FACES", "change_mobile")]);
    let person = Person::fresh();
    let session = setting.session(&person);
    for conduct in [Conduct::Scored(false), Conduct::Decide(Decision::Passed)] {
        setting.fake().conduct(&person.number, conduct);
        let id = session.begun();
        let answer = session.submit(&id, EVIDENCE).expect(422, "face_unscored");
        assert_eq!(answer.json()["next"], "counter");
        session
            .submit(&id, EVIDENCE)
            .expect(409, "verification_spent");
        assert_eq!(session.level(), 3);
        submit(&setting, &begun(&setting, "sign_in", &person)).expect(422, "face_unscored");
    }
    let alarms = std::fs::read_to_string(setting.stack.data_dir().join("edge.log")).unwrap();
    assert!(alarms.contains("EDGE_UNSCORED_FACES allows no raise_level"));
    setting
        .fake()
        .conduct(&person.number, Conduct::Scored(true));
    submit(&setting, &begun(&setting, "sign_in", &person)).expect(200, "");
    let id = session.begun();
    assert_eq!(
        session.submit(&id, EVIDENCE).expect(200, "").json()["level"],
        4
    );
}

fn check_refused(reason: Refusal, status: u16, about: Option<&str>) {
    let (person, code) = (Person::fresh(), reason.code());
    let session = fake().session(&person);
    let id = session.begun();
    let decision = Decision::Refused { reason };
    fake()
        .fake()
        .conduct(&person.number, Conduct::Decide(decision));
    let answer = session.submit(&id, EVIDENCE).expect(status, code);
    assert_eq!(answer.json()["about"].as_str(), about);
    assert_eq!(session.level(), 3);
    session
        .submit(&id, EVIDENCE)
        .expect(409, "verification_spent");
    fake()
        .fake()
        .conduct(&person.number, Conduct::Decide(Decision::Passed));
    let id = session.begun();
    session.submit(&id, EVIDENCE).expect(200, "");
}

#[test]
fn every_reason_has_its_problem_and_leaves_the_level() {
    let measure = "luminance_mean".to_owned();
    check_refused(Refusal::FaceDiffers, 422, None);
    check_refused(
        Refusal::PoorQuality { measure },
        422,
        Some("luminance_mean"),
    );
    check_refused(
        Refusal::ActionNotSeen {
            action: Action::Nod,
        },
        422,
        Some("nod"),
    );
    check_refused(Refusal::NoPortrait, 422, None);
    check_refused(Refusal::CheckInput, 422, None);
    check_refused(Refusal::NoRecord, 422, None);
    check_refused(Refusal::DailyLimit, 429, None);
}

/// What the authority answers about the evidence, and what the applicant is told; the scan is over.
fn check_over(status: u16, theirs: &'static str, code: &str, about: Option<&str>) {
    let person = Person::fresh();
    let session = fake().session(&person);
    let id = session.begun();
    fake()
        .fake()
        .conduct(&person.number, Conduct::Problem(status, theirs));
    let answer = session.submit(&id, EVIDENCE);
    assert_eq!(answer.code(), code);
    assert_eq!(answer.json()["about"].as_str(), about);
    session
        .submit(&id, EVIDENCE)
        .expect(409, "verification_spent");
    assert_eq!(session.level(), 3);
}

#[test]
fn defective_evidence_ends_its_scan() {
    check_over(
        422,
        "evidence_chain_broken",
        "evidence_refused",
        Some("chain_broken"),
    );
    check_over(
        422,
        "evidence_wrong_key",
        "evidence_refused",
        Some("wrong_key"),
    );
    check_over(
        422,
        "evidence_wrong_challenge",
        "evidence_refused",
        Some("wrong_challenge"),
    );
    check_over(422, "client_too_old", "upgrade_needed", None);
    check_over(410, "challenge_expired", "verification_expired", None);
    check_over(409, "challenge_spent", "verification_spent", None);
}

#[test]
fn evidence_is_for_ones_own_verification_in_a_session() {
    let (one, other) = (
        fake().session(&Person::fresh()),
        fake().session(&Person::fresh()),
    );
    let id = one.begun();
    other
        .submit(&id, EVIDENCE)
        .expect(404, "verification_unknown");
    one.submit(NOBODYS, EVIDENCE)
        .expect(404, "verification_unknown");
    for no_id in ["not-an-id", "%FF"] {
        one.submit(no_id, EVIDENCE)
            .expect(404, "verification_unknown");
    }
    one.send("DELETE", "/v1/sessions/current", "", b"")
        .expect(204, "");
    one.submit(&id, EVIDENCE).expect(401, "session_expired");
    one.begin().expect(401, "session_expired");
}

#[test]
fn a_new_scan_replaces_the_one_before() {
    let session = fake().session(&Person::fresh());
    let (first, second) = (session.begun(), session.begun());
    session
        .submit(&first, EVIDENCE)
        .expect(404, "verification_unknown");
    session.submit(&second, EVIDENCE).expect(200, "");
}

#[test]
fn evidence_has_a_largest_size_told_before_it_is_sent() {
    let session = fake().session(&Person::fresh());
    let id = session.begun();
    let head = format!(
        "PUT /v1/verifications/{id}/evidence HTTP/1.1\r\nhost: edge\r\ncookie: {}\r\nsession-id: {}\r\n\
         content-type: application/octet-stream\r\ncontent-length: {}\r\n\r\n",
        session.cookie,
        session_id(&session.cookie).unwrap(),
        CaptureLimits::ordinary_bytes() + 1
    );
    assert_eq!(status_of(&head), "HTTP/1.1 413 Payload Too Large");
    let largest = usize::try_from(CaptureLimits::ordinary_bytes()).unwrap();
    session.submit(&id, &vec![0; largest]).expect(200, "");
}

#[test]
fn one_upload_is_taken_at_a_time_and_handed_back_when_it_breaks_off() {
    let session = fake().session(&Person::fresh());
    let id = session.begun();
    let head = format!(
        "PUT /v1/verifications/{id}/evidence HTTP/1.1\r\nhost: edge\r\ncookie: {}\r\nsession-id: {}\r\n\
         content-type: application/octet-stream\r\ncontent-length: 1000\r\n\r\n",
        session.cookie,
        session_id(&session.cookie).unwrap(),
    );
    let address = fake().stack.edge_url();
    let mut first = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    first.write_all(head.as_bytes()).unwrap();
    first.write_all(b"the beginning").unwrap();
    assert_eq!(status_of(&head), "HTTP/1.1 503 Service Unavailable");
    drop(first);
    let again = (0..100).map(|_| session.submit(&id, EVIDENCE).status);
    let answers: Vec<_> = again.take_while(|status| *status == 503).collect();
    assert!(answers.len() < 100);
    assert_eq!(session.level(), 4);
    session
        .submit(&id, EVIDENCE)
        .expect(409, "verification_spent");
}

/// Sends the evidence of a scan, and is gone before the authority, which says nothing, has answered.
fn give_up(setting: &Setting, from: &str) {
    let person = Person::fresh();
    setting.fake().conduct(&person.number, Conduct::Silent);
    let begun = begin_from(setting, from, &person).expect(201, "").json();
    let (id, ticket) = (begun["id"].as_str().unwrap(), begun["ticket"].as_str());
    let head = format!(
        "PUT /v1/face-checks/{id}/evidence HTTP/1.1\r\nhost: edge\r\nauthorization: Ticket {}\r\n\
         x-real-ip: {from}\r\ncontent-type: application/octet-stream\r\ncontent-length: 6\r\n\r\n",
        ticket.unwrap(),
    );
    let address = setting.stack.edge_url();
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(EVIDENCE).unwrap();
    std::thread::sleep(Duration::from_millis(20));
}

/// The isolate has room for 128 that have sent little.
#[test]
fn uploads_that_are_given_up_leave_their_room_to_others() {
    let setting = from_everywhere("given_up");
    for address in 0..18 {
        for _ in 0..10 {
            give_up(&setting, &format!("10.{address}.0.1"));
        }
    }
    // The edge waits for the authority for 1.5 s.
    std::thread::sleep(Duration::from_secs(3));
    let begun = begin_from(&setting, "10.99.0.1", &Person::fresh());
    submit_from(&setting, "10.99.0.1", &begun).expect(404, "not_registered");
}

/// The status line that answers a head alone; the body that it announces is never sent.
fn status_of(head: &str) -> String {
    let address = fake().stack.edge_url();
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    line.trim().to_owned()
}

#[test]
fn a_scan_needs_the_consent_in_force() {
    let session = fake().session(&Person::fresh());
    let begin = |request: &Value| {
        let body = request.to_string();
        session.send(
            "POST",
            "/v1/verifications",
            "application/json",
            body.as_bytes(),
        )
    };
    let with = |pointer: &str, value: Value| {
        let mut request = scan_request();
        *request.pointer_mut(pointer).unwrap() = value;
        begin(&request)
    };
    with("/consent/version", json!("2020-01")).expect(403, "consent_required");
    let check = |pointer: &str, value: Value, expected: &str| {
        let answer = with(pointer, value).expect(422, "invalid_field");
        assert_eq!(answer.fields(), [expected]);
    };
    check("/purpose", json!("register"), "purpose: choice");
    check("/purpose", json!(4), "purpose: type");
    check("/consent", json!(true), "consent: type");
    check(
        "/consent/version",
        json!("a\u{0}"),
        "consent.version: control",
    );
    check(
        "/consent/text_digest",
        json!("abc"),
        "consent.text_digest: format",
    );
    check(
        "/consent/text_digest",
        json!("g".repeat(64)),
        "consent.text_digest: format",
    );
    assert_eq!(
        begin(&json!({})).fields(),
        ["purpose: missing", "consent: missing"]
    );
    let extra = json!({ "purpose": "raise_level", "consent": { "version": "1", "text_digest": "0", "more": 1 } });
    assert_eq!(begin(&extra).fields(), ["consent.more: unknown"]);
}

#[test]
fn of_two_submissions_at_once_one_reaches_the_authority() {
    let session = fake().session(&Person::fresh());
    let id = session.begun();
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let send = || session.submit(&id, EVIDENCE).status;
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(send)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    // Spent, or on its way.
    assert!(
        statuses[1..]
            .iter()
            .all(|status| [409, 503].contains(status))
    );
    let path = format!("/v1/challenges/{id}/evidence");
    assert_eq!(fake().fake().asked(&path), 1);
}

#[test]
fn the_real_authority_opens_what_is_sealed_to_it_only() {
    let session = real().session(&Person::sample(9, "样例壬"));
    let id = session.begun();
    let answer = session.submit(&id, b"not sealed at all");
    answer.expect(422, "evidence_refused");
    assert_eq!(session.level(), 3);
    session
        .submit(&id, b"not sealed at all")
        .expect(409, "verification_spent");
}
