//! `/v1/verification-tokens`, `/v1/checks`, `/v1/account/checks`: a scan that was asked for elsewhere.

use std::sync::OnceLock;

use serde_json::{Value, json};
use verification::{Decision, Refusal};

use crate::client::{Answer, send};
use crate::fake_authority::Conduct;
use crate::filings::{authorise, raise};
use crate::portals::{listed, send_as};
use crate::setting::{PASSWORD, Person, Session, Setting, files, scan_request, with_fake};

const EVIDENCE: &[u8] = b"sealed";

/// An edge with portals.
fn setting() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(|| with_fake("checks", &[("EDGE_PORTALS", &listed())]))
}

fn text(answer: &Answer, name: &str) -> String {
    let value = answer.json()[name].clone();
    value
        .as_str()
        .unwrap_or_else(|| panic!("{name}: {answer:?}"))
        .to_owned()
}

/// A portal's filing, whose legal representative and shareholder is `person`, as `p1`.
#[track_caller]
fn filing(portal: &str, person: &Person) -> String {
    let body = json!({
        "subject_type": "company",
        "business": "establishment",
        "persons": [{
            "reference": "p1",
            "roles": ["legal_representative", "shareholder", "director"],
            "name": person.name,
            "document": "resident_id_card",
            "number": person.number,
        }],
    });
    let key = [("idempotency-key", person.number.as_str())];
    let answer = send_as(setting(), portal, "POST", "/v1/filings", &key, &body);
    // The same filing again is no new one.
    assert!(matches!(answer.status, 200 | 201), "{answer:?}");
    text(&answer, "id")
}

fn ask_token(portal: &str, filing: &str, reference: &str) -> Answer {
    let body = json!({ "filing": filing, "reference": reference, "purpose": "raise_level" });
    send_as(
        setting(),
        portal,
        "POST",
        "/v1/verification-tokens",
        &[],
        &body,
    )
}

/// A token of the portal one-window for `person`, and the check's id.
#[track_caller]
fn token(person: &Person) -> (String, String) {
    let answer = ask_token("one-window", &filing("one-window", person), "p1").expect(201, "");
    (text(&answer, "token"), text(&answer, "check"))
}

fn redeem(token: &str) -> Answer {
    setting().post("/v1/checks", &json!({ "token": token }))
}

/// Whoever holds a check's ticket.
struct Holder(String);

impl Holder {
    #[track_caller]
    fn of(token: &str) -> Self {
        Self(text(&redeem(token).expect(201, ""), "ticket"))
    }

    fn send(&self, method: &str, path: &str, content_type: &str, body: &[u8]) -> Answer {
        let authorization = format!("Ticket {}", self.0);
        let mut headers = vec![("authorization", authorization.as_str())];
        if !content_type.is_empty() {
            headers.push(("content-type", content_type));
        }
        let url = setting().url(&format!("/v1/checks/current{path}"));
        send(method, &url, &headers, body)
    }

    fn status(&self) -> Answer {
        self.send("GET", "", "", b"")
    }

    #[track_caller]
    fn state(&self) -> String {
        text(&self.status().expect(200, ""), "state")
    }

    fn begin(&self) -> Answer {
        let body = json!({ "consent": scan_request()["consent"] }).to_string();
        self.send("POST", "/attempts", "application/json", body.as_bytes())
    }

    #[track_caller]
    fn begun(&self) -> String {
        text(&self.begin().expect(201, ""), "id")
    }

    fn submit(&self, id: &str) -> Answer {
        let path = format!("/attempts/{id}/evidence");
        self.send("PUT", &path, "application/octet-stream", EVIDENCE)
    }

    /// The token in the address that it shows, and the short code beside it.
    #[track_caller]
    fn hand_over(&self) -> (String, String) {
        let answer = self.send("POST", "/hand-overs", "", b"").expect(201, "");
        let link = text(&answer, "link");
        let (page, token) = link.split_once('#').unwrap();
        assert_eq!(page, setting().url("/check"));
        (token.to_owned(), text(&answer, "short_code"))
    }

    fn cancel(&self) -> Answer {
        self.send("DELETE", "", "", b"")
    }
}

fn conduct(person: &Person, conduct: Conduct) {
    setting().fake().conduct(&person.number, conduct);
}

fn refused(reason: Refusal) -> Conduct {
    Conduct::Decide(Decision::Refused { reason })
}

/// Somebody at level three, and their session.
fn registered() -> (Person, Session<'static>) {
    let person = Person::fresh();
    let session = setting().session(&person);
    (person, session)
}

/// The levels that the account has reached, as its holder sees them who signs in again.
fn levels(person: &Person) -> Vec<u64> {
    let account = setting().session_of(&person.number, PASSWORD).account();
    let levels = account.json()["levels"].as_array().unwrap().clone();
    let level = |reached: &Value| reached["level"].as_u64().unwrap();
    levels.iter().map(level).collect()
}

/// A check of their own.
#[track_caller]
fn own(session: &Session<'_>) -> Holder {
    let answer = session.send("POST", "/v1/account/checks", "application/json", b"");
    Holder(text(&answer.expect(201, ""), "ticket"))
}

#[test]
fn a_scan_in_the_widget_raises_the_level_without_a_session() {
    let (person, session) = registered();
    let (token, check) = token(&person);
    let asked = |portal: &str| {
        let path = format!("/v1/verification-tokens/{check}");
        send_as(setting(), portal, "GET", &path, &[], &Value::Null)
    };
    assert_eq!(text(&asked("one-window"), "state"), "waiting");
    let answer = redeem(&token).expect(201, "");
    assert_eq!(answer.json()["status"]["portal"]["zh"], "示例门户");
    let holder = Holder(text(&answer, "ticket"));
    assert_eq!(text(&asked("one-window"), "state"), "opened");
    let passed = holder.submit(&holder.begun()).expect(200, "");
    assert_eq!(text(&passed, "state"), "passed");
    assert_eq!(text(&asked("one-window"), "state"), "passed");
    session.account().expect(401, "session_expired");
    let session = setting().session_of(&person.number, PASSWORD);
    let records = session.send("GET", "/v1/account/records", "application/json", b"");
    let lines = records.json()["records"].as_array().unwrap().clone();
    let events: Vec<_> = lines.iter().map(|line| line["event"].clone()).collect();
    let gained = [json!("consent_given"), json!("level_reached")];
    assert!(events.windows(2).any(|pair| pair == gained));
    asked("other").expect(404, "check_unknown");
    holder.begin().expect(404, "check_unknown");
    let again = ask_token("one-window", &filing("one-window", &person), "p1");
    again.expect(409, "already_at_level");
}

#[test]
fn whoever_registered_somebody_first_gains_nothing_by_that_persons_own_face() {
    let (person, session) = registered();
    let holder = Holder::of(&token(&person).0);
    holder.submit(&holder.begun()).expect(200, "");
    session.account().expect(401, "session_expired");
    let first = setting().session_of(&person.number, PASSWORD);
    assert_eq!(first.level(), 3);
    authorise(&first, "2999-12-31").expect(403, "level_too_low");
    let levels = first.account().json()["levels"].clone();
    assert_eq!(levels[1]["level"], 4);
    // The person counts for the filing all the same, and proves the session by a scan in it.
    let again = ask_token("one-window", &filing("one-window", &person), "p1");
    again.expect(409, "already_at_level");
    raise(&first);
    assert_eq!(first.level(), 4);
    authorise(&first, "2999-12-31").expect(200, "");
    let next = setting().session_of(&person.number, PASSWORD);
    assert_eq!(next.level(), 4);
    authorise(&next, "2999-12-31").expect(403, "scan_missing");
}

#[test]
fn a_token_is_redeemed_once_and_a_forged_one_never() {
    let (person, _) = registered();
    let (token, _) = token(&person);
    let holder = Holder::of(&token);
    redeem(&token).expect(404, "check_unknown");
    redeem(&holder.0).expect(404, "check_unknown");
    redeem("AAAA").expect(404, "check_unknown");
    let mut forged = token.into_bytes();
    forged[30] = if forged[30] == b'A' { b'B' } else { b'A' };
    redeem(&String::from_utf8(forged).unwrap()).expect(404, "check_unknown");
    Holder("AAAA".to_owned())
        .status()
        .expect(404, "check_unknown");
    let bare = send("GET", &setting().url("/v1/checks/current"), &[], b"");
    bare.expect(404, "check_unknown");
}

#[test]
fn a_portal_asks_for_its_own_filings_persons_alone() {
    let (person, _) = registered();
    let own = filing("one-window", &person);
    ask_token("other", &own, "p1").expect(404, "filing_unknown");
    ask_token("one-window", &own, "p2").expect(404, "filing_person_unknown");
    ask_token("one-window", "AAAA", "p1").expect(404, "filing_unknown");
    ask_token("page", &own, "p1").expect(401, "portal_unauthorised");
    let body = json!({ "filing": own, "reference": "p1", "purpose": "sign_in" });
    let path = "/v1/verification-tokens";
    let sign_in = send_as(setting(), "one-window", "POST", path, &[], &body);
    let told = sign_in.expect(422, "invalid_field").fields();
    assert_eq!(told, ["purpose: choice"]);
    let unknown = "/v1/verification-tokens/AAAAAAAAAAAAAAAAAAAAAA";
    let nothing = send_as(setting(), "one-window", "GET", unknown, &[], &Value::Null);
    nothing.expect(404, "check_unknown");
}

#[test]
fn whoever_has_no_account_of_that_name_is_not_registered() {
    let stranger = Person::fresh();
    let answer = ask_token("one-window", &filing("one-window", &stranger), "p1");
    answer.expect(404, "not_registered");
    let (person, session) = registered();
    session.submit(&session.begun(), EVIDENCE).expect(200, "");
    let other_name = Person {
        name: "样例别名".to_owned(),
        ..person
    };
    let answer = ask_token("one-window", &filing("one-window", &other_name), "p1");
    answer.expect(404, "not_registered");
}

#[test]
fn a_face_that_differs_leaves_the_check_open_and_the_level_as_it_was() {
    let (person, session) = registered();
    let (token, check) = token(&person);
    let holder = Holder::of(&token);
    conduct(&person, refused(Refusal::FaceDiffers));
    let id = holder.begun();
    holder.submit(&id).expect(422, "face_differs");
    holder.submit(&id).expect(404, "verification_unknown");
    assert_eq!(session.level(), 3);
    let path = format!("/v1/verification-tokens/{check}");
    let told = send_as(setting(), "one-window", "GET", &path, &[], &Value::Null);
    assert_eq!(text(&told, "state"), "opened");
    assert_eq!(text(&told, "problem"), "face_differs");
    conduct(&person, Conduct::Decide(Decision::Passed));
    holder.submit(&holder.begun()).expect(200, "");
    assert_eq!(levels(&person), [3, 4]);
    holder.submit(&id).expect(409, "verification_spent");
}

#[test]
fn evidence_of_another_check_or_under_another_ticket_is_worth_nothing() {
    let ((one, _), (other, session)) = (registered(), registered());
    let (first, second) = (Holder::of(&token(&one).0), Holder::of(&token(&other).0));
    let (id, _) = (first.begun(), second.begun());
    second.submit(&id).expect(404, "verification_unknown");
    let foreign = Holder("A".repeat(86));
    foreign.submit(&id).expect(404, "check_unknown");
    let session_route = session.submit(&id, EVIDENCE);
    session_route.expect(404, "verification_unknown");
    first.submit(&id).expect(200, "");
}

#[test]
fn what_the_authority_did_not_say_of_this_very_scan_raises_nothing() {
    for other in [
        Conduct::OtherNonce,
        Conduct::OtherSubject,
        Conduct::OtherAudience,
        Conduct::OtherPurpose,
        Conduct::OtherBasis,
        Conduct::Stale,
        Conduct::BadSignature,
    ] {
        let (person, session) = registered();
        let holder = Holder::of(&token(&person).0);
        conduct(&person, other);
        holder.submit(&holder.begun()).expect(503, "try_later");
        assert_eq!(session.level(), 3);
    }
}

#[test]
fn evidence_may_come_again_when_the_authority_was_not_reached() {
    let (person, _) = registered();
    let holder = Holder::of(&token(&person).0);
    let id = holder.begun();
    conduct(&person, Conduct::HangUp);
    holder.submit(&id).expect(503, "try_later");
    conduct(&person, Conduct::Decide(Decision::Passed));
    holder.submit(&id).expect(200, "");
    assert_eq!(levels(&person), [3, 4]);
}

#[test]
fn the_consent_in_force_comes_before_a_challenge() {
    let (person, _) = registered();
    let holder = Holder::of(&token(&person).0);
    let mut body = json!({ "consent": scan_request()["consent"] });
    body["consent"]["version"] = json!("2020-01");
    let body = body.to_string();
    let answer = holder.send("POST", "/attempts", "application/json", body.as_bytes());
    answer.expect(403, "consent_required");
}

#[test]
fn five_scans_that_failed_pause_a_portals_checks_and_not_the_holders_own() {
    let (person, session) = registered();
    let holder = Holder::of(&token(&person).0);
    conduct(&person, refused(Refusal::FaceDiffers));
    for _ in 0..5 {
        holder.submit(&holder.begun()).expect(422, "face_differs");
    }
    let paused = holder.begin().expect(429, "too_many_attempts");
    assert!(paused.json()["retry_after_seconds"].as_u64().unwrap() > 0);
    own(&session).begin().expect(201, "");
    session.begin().expect(201, "");
}

#[test]
fn a_check_goes_on_on_another_device_and_the_first_screen_sees_it() {
    let (_, session) = registered();
    let first = own(&session);
    assert_eq!(first.status().json()["portal"], Value::Null);
    let (token, code) = first.hand_over();
    let answer = redeem(&token).expect(201, "");
    let status = answer.json()["status"].clone();
    assert_eq!(status["short_code"], json!(code));
    assert_eq!(status["is_handed_over"], true);
    let phone = Holder(text(&answer, "ticket"));
    assert_eq!(first.status().json()["short_code"], json!(code));
    phone.submit(&phone.begun()).expect(200, "");
    assert_eq!(first.state(), "passed");
    assert_eq!(session.level(), 4);
    let again = session.send("POST", "/v1/account/checks", "application/json", b"");
    again.expect(409, "already_at_level");
}

#[test]
fn an_address_that_was_shown_before_does_nothing() {
    let (_, session) = registered();
    let first = own(&session);
    let ((old, _), (new, _)) = (first.hand_over(), first.hand_over());
    redeem(&old).expect(404, "check_unknown");
    let phone = Holder::of(&new);
    redeem(&new).expect(404, "check_unknown");
    phone
        .send("POST", "/hand-overs", "", b"")
        .expect(404, "check_unknown");
    let (newest, _) = first.hand_over();
    phone.status().expect(404, "check_unknown");
    phone.begin().expect(404, "check_unknown");
    Holder::of(&newest).begin().expect(201, "");
}

#[test]
fn a_check_is_given_back_by_the_other_device_and_given_up_by_the_first() {
    let (person, _) = registered();
    let (portals, check) = token(&person);
    let first = Holder::of(&portals);
    let (token, _) = first.hand_over();
    let phone = Holder::of(&token);
    phone.cancel().expect(204, "");
    phone.status().expect(404, "check_unknown");
    assert_eq!(first.status().json()["is_handed_over"], false);
    first.cancel().expect(204, "");
    assert_eq!(first.state(), "cancelled");
    first.begin().expect(404, "check_unknown");
    let path = format!("/v1/verification-tokens/{check}");
    let told = send_as(setting(), "one-window", "GET", &path, &[], &Value::Null);
    assert_eq!(text(&told, "state"), "cancelled");
}

#[test]
fn signing_out_ends_what_was_handed_over() {
    let (_, session) = registered();
    let first = own(&session);
    let phone = Holder::of(&first.hand_over().0);
    let id = phone.begun();
    let path = "/v1/sessions/current";
    session
        .send("DELETE", path, "application/json", b"")
        .expect(204, "");
    phone.begin().expect(401, "session_expired");
    phone.submit(&id).expect(401, "session_expired");
    let nobody = setting().post("/v1/account/checks", &Value::Null);
    nobody.expect(401, "session_expired");
}

#[test]
fn a_closed_accounts_check_finds_nobody() {
    let (person, session) = registered();
    let holder = Holder::of(&token(&person).0);
    let body = json!({ "password": crate::setting::PASSWORD }).to_string();
    let path = "/v1/account/closure";
    let closed = session.send("POST", path, "application/json", body.as_bytes());
    closed.expect(204, "");
    holder.begin().expect(404, "not_registered");
}

#[test]
fn only_the_portals_own_pages_frame_the_widget_and_any_page_loads_its_script() {
    let frame = setting().get("/frame/one-window");
    assert_eq!(frame.status, 200);
    let policy = frame.header("content-security-policy");
    let (_, ancestors) = policy.split_once("frame-ancestors ").unwrap();
    assert_eq!(
        ancestors,
        "https://one-window.example http://localhost:8791"
    );
    assert_eq!(frame.header("x-frame-options"), "");
    assert_eq!(frame.header("set-cookie"), "");
    assert_eq!(setting().get("/frame/nobody").status, 404);
    assert_eq!(setting().get("/frame.html").status, 404);
    let script = setting().get("/widget/real-name-check.js");
    assert_eq!(script.status, 200);
    assert_eq!(script.header("access-control-allow-origin"), "*");
    assert_eq!(
        script.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    let page = setting().get("/check");
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
}

#[test]
fn no_file_and_no_log_knows_a_person_a_token_or_a_code_of_a_check() {
    let (person, session) = registered();
    let (token, _) = token(&person);
    let first = Holder::of(&token);
    let (handed, code) = first.hand_over();
    let phone = Holder::of(&handed);
    phone.submit(&phone.begun()).expect(200, "");
    let own = own_after(&session);
    let code = format!("\"{code}\"");
    let secrets = [
        &person.number,
        &token,
        &first.0,
        &phone.0,
        &handed,
        &code,
        &own,
    ];
    for path in files(setting().stack.data_dir()) {
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        for secret in secrets {
            let mut parts = bytes.windows(secret.len());
            let is_found = parts.any(|part| part == secret.as_bytes());
            assert!(!is_found, "{} knows {secret}", path.display());
        }
    }
}

/// The session's own token, which is in no file either.
fn own_after(session: &Session<'_>) -> String {
    let (_, token) = session.cookie.split_once('=').unwrap();
    token.to_owned()
}
