//! Invitations, from the side of whoever is invited, and the counter for a filing.

use serde_json::{Value, json};
use verification::{Decision, Refusal};

use crate::client::{Answer, send, session_id};
use crate::counter::{Clerk, Made, clerk};
use crate::fake_authority::Conduct;
use crate::filings::{ask, entry, establishment, founder, hand_in, made, read, states};
use crate::setting::{Person, Setting, fake, files, with_fake, with_real};

fn invite(setting: &Setting, id: &str, reference: &str) -> Answer {
    ask(
        setting,
        "POST",
        &format!("{id}/persons/{reference}/invitations"),
        &json!({}),
    )
}

/// The code of a fresh invitation.
#[track_caller]
fn code(setting: &Setting, id: &str, reference: &str) -> String {
    let json = invite(setting, id, reference).expect(201, "").json();
    let link = json["link"].as_str().unwrap();
    let (page, code) = link.split_once('#').unwrap();
    assert!(page.ends_with("/invitation"), "{page}");
    code.to_owned()
}

fn with_code(setting: &Setting, method: &str, end: &str, code: &str, cookie: &str) -> Answer {
    let authorization = format!("Ticket {code}");
    let headers = [
        ("authorization", authorization.as_str()),
        ("cookie", cookie),
    ];
    let url = setting.url(&format!("/v1/invitations/current{end}"));
    send(method, &url, &headers, b"")
}

fn status(setting: &Setting, code: &str, cookie: &str) -> Answer {
    with_code(setting, "GET", "", code, cookie)
}

fn voucher(setting: &Setting, code: &str) -> Answer {
    with_code(setting, "POST", "/vouchers", code, "")
}

#[test]
fn an_invitation_says_what_for_and_not_whom() {
    let (person, other) = (Person::fresh(), Person::fresh());
    let id = made(fake(), &establishment(&[founder("p1", &person)]));
    let code = code(fake(), &id, "p1");
    let answer = status(fake(), &code, "").expect(200, "");
    let json = answer.json();
    assert_eq!(json["portal"]["zh"], "示例门户");
    assert_eq!(
        json["roles"],
        json!(["legal_representative", "director", "shareholder"])
    );
    assert_eq!(
        (&json["state"], &json["is_you"]),
        (&json!("not_registered"), &Value::Null)
    );
    for secret in [person.name.as_str(), &person.number, "p1"] {
        assert!(!answer.text.contains(secret), "{}", answer.text);
    }
    let session = fake().session(&person);
    let json = status(fake(), &code, &session.cookie)
        .expect(200, "")
        .json();
    assert_eq!(
        (&json["state"], &json["is_you"]),
        (&json!("level_three"), &json!(true))
    );
    let stranger = fake().session(&other);
    let json = status(fake(), &code, &stranger.cookie)
        .expect(200, "")
        .json();
    assert_eq!(json["is_you"], false);
}

#[test]
fn an_invitation_is_over_with_the_next_one_with_the_filing_or_with_time() {
    let person = Person::fresh();
    let id = made(fake(), &establishment(&[founder("p1", &person)]));
    let first = code(fake(), &id, "p1");
    let second = code(fake(), &id, "p1");
    status(fake(), &first, "").expect(404, "invitation_unknown");
    voucher(fake(), &first).expect(404, "invitation_unknown");
    status(fake(), &second, "").expect(200, "");
    for forged in [
        "",
        "AAAA",
        &"A".repeat(86),
        &second.replace(&second[..4], "AAAA"),
    ] {
        status(fake(), forged, "").expect(404, "invitation_unknown");
    }
    ask(fake(), "POST", &format!("{id}/closure"), &json!({})).expect(200, "");
    status(fake(), &second, "").expect(404, "invitation_unknown");
    let setting = with_fake("invitation_over", &[("EDGE_INVITATION_SECONDS", "1")]);
    let id = made(&setting, &establishment(&[founder("p1", &person)]));
    let code = code(&setting, &id, "p1");
    std::thread::sleep(std::time::Duration::from_millis(1_200));
    status(&setting, &code, "").expect(404, "invitation_unknown");
}

#[test]
fn whoever_need_not_be_verified_is_not_invited() {
    let mut foreign = entry("p2", &["shareholder"], &Person::fresh());
    foreign["document"] = json!("foreign");
    foreign["number"] = json!("E12345678");
    let id = made(
        fake(),
        &establishment(&[founder("p1", &Person::fresh()), foreign]),
    );
    let answer = invite(fake(), &id, "p2").expect(422, "invalid_field");
    assert_eq!(answer.fields(), ["reference: exempt"]);
    invite(fake(), &id, "p3").expect(404, "filing_person_unknown");
}

#[test]
fn what_the_authority_did_not_say_is_asked_when_the_invitation_is_opened() {
    let person = Person::fresh();
    fake().fake().conduct(&person.number, Conduct::HangUp);
    let id = made(fake(), &establishment(&[founder("p1", &person)]));
    assert_eq!(states(&read(fake(), &id))["p1"], "not_registered");
    let reason = Refusal::ActivationNeeded;
    fake().fake().conduct(
        &person.number,
        Conduct::Decide(Decision::Refused { reason }),
    );
    let code = code(fake(), &id, "p1");
    assert_eq!(
        status(fake(), &code, "").expect(200, "").json()["state"],
        "activation_needed"
    );
    assert_eq!(states(&read(fake(), &id))["p1"], "activation_needed");
}

#[test]
fn the_counter_verifies_for_the_filing_whoever_has_no_account() {
    let person = Person::fresh();
    let id = made(fake(), &establishment(&[founder("p1", &person)]));
    let made_out = Made::of(voucher(fake(), &code(fake(), &id, "p1")));
    let seen = clerk().look_up(&made_out.code).expect(200, "");
    assert_eq!(seen.json()["purpose"], "filing");
    clerk()
        .attest(&made_out, &Person::fresh())
        .expect(422, "card_differs");
    clerk().attest(&made_out, &person).expect(204, "");
    assert!(made_out.is_attested(fake()));
    assert_eq!(states(&read(fake(), &id))["p1"], "verified_at_counter");
    assert_eq!(
        made_out.claim(fake()).expect(200, "").json()["grant"],
        Value::Null
    );
    let other = made(fake(), &establishment(&[founder("p1", &person)]));
    assert_eq!(
        states(&read(fake(), &other))["p1"],
        "not_registered",
        "for this filing alone"
    );
    let persons = json!({ "persons": [founder("p1", &person)] });
    ask(fake(), "PUT", &format!("{id}/persons"), &persons).expect(200, "");
    let handed_in = hand_in(fake(), &id).expect(200, "").json();
    assert_eq!(states(&handed_in)["p1"], "verified_at_counter");
}

#[test]
fn a_clerk_verifies_nobody_for_a_filing_that_has_somebody_else_by_now() {
    let person = Person::fresh();
    let id = made(fake(), &establishment(&[founder("p1", &person)]));
    let made_out = Made::of(voucher(fake(), &code(fake(), &id, "p1")));
    let persons = json!({ "persons": [founder("p1", &Person::fresh())] });
    ask(fake(), "PUT", &format!("{id}/persons"), &persons).expect(200, "");
    clerk()
        .attest(&made_out, &person)
        .expect(404, "voucher_unknown");
    assert_eq!(states(&read(fake(), &id))["p1"], "not_registered");
}

#[test]
fn nothing_of_whoever_is_filed_for_is_on_disk_or_in_a_log() {
    let setting = with_fake("filings_privacy", &[]);
    let person = Person {
        name: "样例密".to_owned(),
        ..Person::fresh()
    };
    let mut enterprise = founder("p1", &person);
    enterprise["enterprise"] = json!("样例秘密有限公司");
    let mut abroad = entry("p2", &["shareholder"], &person);
    abroad["document"] = json!("foreign");
    abroad["number"] = json!("E98765432");
    let id = made(&setting, &establishment(&[enterprise, abroad]));
    let code = code(&setting, &id, "p1");
    status(&setting, &code, "").expect(200, "");
    voucher(&setting, &code).expect(201, "");
    setting.session(&person);
    read(&setting, &id);
    hand_in(&setting, &id).expect(409, "filing_not_ready");
    let secrets = [
        person.name.as_str(),
        &person.number,
        "样例秘密有限公司",
        "E98765432",
        &code,
    ];
    for path in files(setting.stack.data_dir()) {
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        for secret in secrets {
            let is_found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!is_found, "{} knows {secret}", path.display());
        }
    }
}

#[test]
fn the_real_authority_says_who_must_activate_and_takes_a_clerks_word_for_them() {
    let setting = with_real("filings");
    let (national, provincial) = (Person::sample(1, "样例甲"), Person::sample(7, "样例庚"));
    let persons = [
        founder("p1", &national),
        entry("p2", &["shareholder"], &provincial),
    ];
    let id = made(&setting, &establishment(&persons));
    let check = |first: &str, second: &str| {
        let found = states(&read(&setting, &id));
        assert_eq!(
            (found["p1"].as_str(), found["p2"].as_str()),
            (first, second)
        );
    };
    check("not_registered", "activation_needed");
    setting.session(&national);
    check("level_three", "activation_needed");
    let clerk = Clerk::sign_in(&setting);
    for (reference, person) in [("p1", &national), ("p2", &provincial)] {
        let made_out = Made::of(voucher(&setting, &code(&setting, &id, reference)));
        clerk.attest(&made_out, person).expect(204, "");
    }
    check("verified_at_counter", "verified_at_counter");
    hand_in(&setting, &id).expect(200, "");
}

#[test]
fn the_page_of_an_invitation_says_whether_it_is_for_whom_it_was_loaded() {
    let (person, other) = (Person::fresh(), Person::fresh());
    let id = made(fake(), &establishment(&[founder("p1", &person)]));
    let authorization = format!("Ticket {}", code(fake(), &id, "p1"));
    let (shown, here) = (fake().session(&other), fake().session(&person));
    let shown = session_id(&shown.cookie).unwrap();
    let headers = [
        ("authorization", authorization.as_str()),
        ("cookie", here.cookie.as_str()),
        ("session-id", shown.as_str()),
    ];
    let url = fake().url("/v1/invitations/current");
    send("GET", &url, &headers, b"").expect(409, "session_other");
}
