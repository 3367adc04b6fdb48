//! Limits, and what an unknown number or a forged token leaves behind: nothing.

use verification::{Decision, Refusal};

use crate::client::send;
use crate::fake_authority::Conduct;
use crate::setting::{PASSWORD, Person, fake, with_fake};

#[test]
fn after_five_wrong_passwords_signing_in_pauses() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    for _ in 0..5 {
        fake()
            .sign_in(&person.number, "a wrong password")
            .expect(401, "credentials_wrong");
    }
    let answer = fake()
        .sign_in(&person.number, PASSWORD)
        .expect(429, "too_many_attempts");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=30).contains(&seconds));
    assert_eq!(answer.json()["retry_after_seconds"], seconds);
}

#[test]
fn an_unknown_number_pauses_like_a_known_one() {
    let number = Person::fresh().number;
    for _ in 0..5 {
        fake()
            .sign_in(&number, PASSWORD)
            .expect(401, "credentials_wrong");
    }
    fake()
        .sign_in(&number, PASSWORD)
        .expect(429, "too_many_attempts");
}

#[test]
fn success_begins_the_count_anew() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    for _ in 0..2 {
        for _ in 0..4 {
            fake()
                .sign_in(&person.number, "a wrong password")
                .expect(401, "credentials_wrong");
        }
        fake().sign_in(&person.number, PASSWORD).expect(201, "");
    }
}

#[test]
fn one_address_may_only_try_so_many_numbers() {
    let setting = with_fake("address", &[("EDGE_ADDRESS_ALLOWANCE", "1")]);
    for attempt in 0..30 {
        let forwarded = format!("10.0.0.{attempt}");
        let headers = [
            ("content-type", "application/json"),
            ("cf-connecting-ip", forwarded.as_str()),
            ("x-forwarded-for", forwarded.as_str()),
        ];
        let number = crate::setting::number(500 + attempt);
        let body = serde_json::json!({ "number": number, "password": PASSWORD }).to_string();
        let url = setting.url("/v1/sessions");
        send("POST", &url, &headers, body.as_bytes()).expect(401, "credentials_wrong");
    }
    let next = setting.sign_in(&crate::setting::number(600), PASSWORD);
    next.expect(429, "too_many_attempts");
}

#[test]
fn a_trusted_header_tells_addresses_apart() {
    let setting = with_fake(
        "trusted",
        &[
            ("EDGE_ADDRESS_ALLOWANCE", "1"),
            ("EDGE_ADDRESS_HEADER", "x-real-ip"),
        ],
    );
    let sign_in = |attempt: u16, address: &str| {
        let headers = [("content-type", "application/json"), ("x-real-ip", address)];
        let number = crate::setting::number(650 + attempt);
        let body = serde_json::json!({ "number": number, "password": PASSWORD }).to_string();
        send(
            "POST",
            &setting.url("/v1/sessions"),
            &headers,
            body.as_bytes(),
        )
    };
    for attempt in 0..30 {
        sign_in(attempt, "10.0.0.1").expect(401, "credentials_wrong");
    }
    sign_in(30, "10.0.0.1").expect(429, "too_many_attempts");
    sign_in(31, "10.0.0.2").expect(401, "credentials_wrong");
}

#[test]
fn elements_cannot_be_tried_at_will() {
    let person = Person::fresh();
    let decision = Decision::Refused {
        reason: Refusal::ElementsDiffer,
    };
    fake()
        .fake()
        .conduct(&person.number, Conduct::Decide(decision));
    for _ in 0..5 {
        fake().register(&person).expect(422, "elements_differ");
    }
    fake().register(&person).expect(429, "too_many_attempts");
}

#[test]
fn five_failed_scans_pause_scanning() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let decision = Decision::Refused {
        reason: Refusal::FaceDiffers,
    };
    fake()
        .fake()
        .conduct(&person.number, Conduct::Decide(decision));
    for _ in 0..5 {
        let id = session.begun();
        session.submit(&id, b"sealed").expect(422, "face_differs");
    }
    let answer = session.begin().expect(429, "too_many_attempts");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=31).contains(&seconds));
}

#[test]
fn captures_that_could_not_be_compared_pause_nobodys_scanning() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let conduct = Conduct::Problem(422, "evidence_picture_unreadable");
    fake().fake().conduct(&person.number, conduct);
    for _ in 0..6 {
        let id = session.begun();
        session
            .submit(&id, b"broken")
            .expect(422, "evidence_refused");
    }
    session.begin().expect(201, "");
}

#[test]
fn guesses_from_elsewhere_keep_nobody_out() {
    let setting = with_fake("elsewhere", &[("EDGE_ADDRESS_HEADER", "x-real-ip")]);
    let person = Person::fresh();
    setting.register(&person).expect(201, "");
    let sign_in = |address: &str, password: &str| {
        let headers = [("content-type", "application/json"), ("x-real-ip", address)];
        let body = serde_json::json!({ "number": person.number, "password": password });
        let url = setting.url("/v1/sessions");
        send("POST", &url, &headers, body.to_string().as_bytes())
    };
    for _ in 0..5 {
        sign_in("10.0.0.1", "a wrong password").expect(401, "credentials_wrong");
    }
    sign_in("10.0.0.1", PASSWORD).expect(429, "too_many_attempts");
    sign_in("10.0.0.2", PASSWORD).expect(201, "");
}

#[test]
fn a_number_has_a_ceiling_wherever_guesses_come_from() {
    let setting = with_fake("anywhere", &[("EDGE_ADDRESS_HEADER", "x-real-ip")]);
    let number = Person::fresh().number;
    let sign_in = |attempt: u8| {
        let address = format!("10.0.{}.1", attempt / 5);
        let headers = [
            ("content-type", "application/json"),
            ("x-real-ip", address.as_str()),
        ];
        let body = serde_json::json!({ "number": number, "password": PASSWORD });
        let url = setting.url("/v1/sessions");
        send("POST", &url, &headers, body.to_string().as_bytes())
    };
    for attempt in 0..50 {
        sign_in(attempt).expect(401, "credentials_wrong");
    }
    sign_in(50).expect(429, "too_many_attempts");
}

#[test]
fn an_ipv6_network_is_limited_as_well_as_its_parts() {
    let setting = with_fake(
        "wide",
        &[
            ("EDGE_ADDRESS_ALLOWANCE", "1"),
            ("EDGE_ADDRESS_HEADER", "x-real-ip"),
        ],
    );
    let sign_in = |part: u16| {
        let address = format!("2001:db8:1:{part:x}::1");
        let headers = [
            ("content-type", "application/json"),
            ("x-real-ip", address.as_str()),
        ];
        let number = crate::setting::number(700 + part);
        let body = serde_json::json!({ "number": number, "password": PASSWORD });
        let url = setting.url("/v1/sessions");
        send("POST", &url, &headers, body.to_string().as_bytes())
    };
    // Thirty of one /64 would be admitted, of a /56 four times as many.
    for attempt in 0..120 {
        sign_in(attempt).expect(401, "credentials_wrong");
    }
    sign_in(121).expect(429, "too_many_attempts");
    sign_in(256).expect(401, "credentials_wrong");
}

#[test]
fn unknown_numbers_and_forged_tokens_open_no_account() {
    let setting = with_fake("quiet", &[]);
    let session = setting.session(&Person::fresh());
    let before = setting.objects_of("account");
    for _ in 0..20 {
        setting
            .sign_in(&Person::fresh().number, PASSWORD)
            .expect(401, "credentials_wrong");
    }
    let token = session.cookie.strip_prefix("session=").unwrap();
    let flipped = if token.starts_with('A') { "B" } else { "A" };
    let forged = format!("session={flipped}{}", &token[1..]);
    let url = setting.url("/v1/account");
    for cookie in ["", "session=", "session=abc", &forged] {
        send("GET", &url, &[("cookie", cookie)], b"").expect(401, "session_expired");
    }
    assert_eq!(setting.objects_of("account"), before);
}
