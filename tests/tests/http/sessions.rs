//! `POST /v1/sessions`, `GET /v1/account`, `DELETE /v1/sessions/current`

use crate::client::{Answer, send};
use crate::setting::{PASSWORD, Person, fake, with_fake};
use serde_json::json;

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    let answer = fake().sign_in(&person.number, PASSWORD).expect(201, "");
    let cookie = answer.header("set-cookie");
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; Max-Age=43200; HttpOnly; SameSite=Lax");
    let token = pair.strip_prefix("session=").unwrap();
    assert_eq!(token.len(), 118);
    assert!(!answer.text.contains(token));
}

#[test]
fn a_session_shows_its_account_until_it_ends() {
    let session = fake().session(&Person::fresh());
    session.account().expect(200, "");
    let ended = session.send("DELETE", "/v1/sessions/current", "", b"");
    let ended = ended.expect(204, "");
    assert!(
        ended
            .header("set-cookie")
            .starts_with("session=; Path=/; Max-Age=0")
    );
    session.account().expect(401, "session_expired");
    session
        .send("DELETE", "/v1/sessions/current", "", b"")
        .expect(204, "");
}

#[test]
fn one_session_ends_and_the_others_last() {
    let person = Person::fresh();
    let first = fake().session(&person);
    let second = fake().sign_in(&person.number, PASSWORD).expect(201, "");
    let cookie = second.header("set-cookie").split(';').next().unwrap();
    first
        .send("DELETE", "/v1/sessions/current", "", b"")
        .expect(204, "");
    let url = fake().url("/v1/account");
    send("GET", &url, &[("cookie", cookie)], b"").expect(200, "");
}

#[test]
fn signing_in_again_ends_the_browsers_earlier_session_and_no_other() {
    let (person, other) = (Person::fresh(), Person::fresh());
    let elsewhere = fake().session(&person);
    let earlier = fake().session_of(&person.number, PASSWORD);
    let sign_in = |person: &Person, password: &str, cookie: &str| {
        let body = json!({ "number": person.number, "password": password }).to_string();
        let headers = [("content-type", "application/json"), ("cookie", cookie)];
        send(
            "POST",
            &fake().url("/v1/sessions"),
            &headers,
            body.as_bytes(),
        )
    };
    let cookie = |answer: &Answer| {
        let pair = answer.header("set-cookie").split(';').next();
        pair.unwrap().to_owned()
    };
    sign_in(&person, "another password", &earlier.cookie).expect(401, "credentials_wrong");
    earlier.account().expect(200, "");
    let again = sign_in(&person, PASSWORD, &earlier.cookie).expect(201, "");
    earlier.account().expect(401, "session_expired");
    elsewhere.account().expect(200, "");
    fake().register(&other).expect(201, "");
    let others = sign_in(&other, PASSWORD, &cookie(&again)).expect(201, "");
    let account = |cookie: &str| {
        send(
            "GET",
            &fake().url("/v1/account"),
            &[("cookie", cookie)],
            b"",
        )
    };
    account(&cookie(&again)).expect(401, "session_expired");
    account(&cookie(&others)).expect(200, "");
}

#[test]
fn an_unknown_number_reads_like_a_wrong_password() {
    let person = Person::fresh();
    fake().register(&person).expect(201, "");
    let wrong = fake().sign_in(&person.number, "another password");
    let unknown = fake().sign_in(&Person::fresh().number, PASSWORD);
    assert_eq!(
        wrong.expect(401, "credentials_wrong").text,
        unknown.expect(401, "credentials_wrong").text
    );
}

#[test]
fn every_field_of_a_sign_in_is_checked() {
    let check = |body: serde_json::Value, expected: &[&str]| {
        let answer = fake().post("/v1/sessions", &body);
        assert_eq!(answer.expect(422, "invalid_field").fields(), expected);
    };
    let number = Person::fresh().number;
    check(json!({}), &["number: missing", "password: missing"]);
    check(
        json!({ "number": 1, "password": [] }),
        &["number: type", "password: type"],
    );
    check(
        json!({ "number": "a\u{7}", "password": "\u{0}" }),
        &["number: control", "password: control"],
    );
    check(
        json!({ "number": "1".repeat(201), "password": "x".repeat(201) }),
        &["number: too_long", "password: too_long"],
    );
    check(
        json!({ "number": "12", "password": "x" }),
        &["number: length"],
    );
    check(
        json!({ "number": number, "password": "x", "remember": true }),
        &["remember: unknown"],
    );
}

#[test]
fn under_tls_the_cookie_is_bound_to_its_host() {
    let own = "https://edge.example";
    let setting = with_fake("tls", &[("EDGE_AUDIENCE", own)]);
    let person = Person::fresh();
    let answer = setting.register(&person).expect(201, "");
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=63072000")
    );
    let body = json!({ "number": person.number, "password": PASSWORD }).to_string();
    let sign_in = |origin: &str| {
        let headers = [("content-type", "application/json"), ("origin", origin)];
        send(
            "POST",
            &setting.url("/v1/sessions"),
            &headers,
            body.as_bytes(),
        )
    };
    sign_in(&setting.stack.edge_url()).expect(403, "foreign_origin");
    let answer = sign_in(own).expect(201, "");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-session="));
    assert!(cookie.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"));
}

#[test]
fn a_password_that_changes_during_sign_ins_leaves_none_of_theirs() {
    let person = Person::fresh();
    let session = fake().session(&person);
    let change = json!({ "old_password": PASSWORD, "password": "another battery staple" });
    let change = change.to_string();
    let begun: Vec<String> = std::thread::scope(|scope| {
        let sign_in = || fake().sign_in(&person.number, PASSWORD);
        let sign_ins: Vec<_> = (0..4).map(|_| scope.spawn(sign_in)).collect();
        session
            .send(
                "PUT",
                "/v1/account/password",
                "application/json",
                change.as_bytes(),
            )
            .expect(204, "");
        let answers = sign_ins.into_iter().map(|it| it.join().unwrap());
        let begun = answers.filter(|answer| answer.status == 201);
        let cookie = |answer: Answer| {
            answer
                .header("set-cookie")
                .split(';')
                .next()
                .map(str::to_owned)
        };
        begun.filter_map(cookie).collect()
    });
    for cookie in begun {
        let url = fake().url("/v1/account");
        send("GET", &url, &[("cookie", &cookie)], b"").expect(401, "session_expired");
    }
    session.account().expect(200, "");
}
