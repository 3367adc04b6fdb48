//! What portals send to make a filing: rules, sizes, and the same request twice.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::client::{Answer, send};
use crate::filings::{entry, establishment, founder, fresh_key, make_as};
use crate::portals::{basic, send_as};
use crate::setting::{Person, Setting, fake};

#[test]
fn what_breaks_a_rule_is_named_by_field() {
    let setting = fake();
    let person = Person::fresh();
    let minor = "20100101";
    let body = format!("440524{minor}001");
    let young = format!("{body}{}", identity::IdNumber::check_digit(&body).unwrap());
    let agent = |number: &str| {
        let mut one = entry("p2", &["agent"], &person);
        one["number"] = json!(number);
        one
    };
    let with = |field: &str, value: Value| {
        let mut one = founder("p1", &person);
        one[field] = value;
        vec![one]
    };
    let second = entry("p2", &["legal_representative"], &Person::fresh());
    let cases = [
        (
            vec![
                founder("p1", &person),
                entry("p2", &["shareholder"], &person),
            ],
            "persons.1.number: twice",
        ),
        (with("roles", json!(["chef"])), "persons.0.roles: choice"),
        (with("roles", json!("director")), "persons.0.roles: type"),
        (with("roles", json!([1])), "persons.0.roles.0: type"),
        (
            vec![founder("p1", &person), second],
            "persons.1.roles: too_many",
        ),
        (
            vec![founder("p1", &Person::fresh()), agent(&young)],
            "persons.1.roles: too_young",
        ),
        (
            with("document", json!("library_card")),
            "persons.0.document: choice",
        ),
        (
            with("number", json!("440524188001010010")),
            "persons.0.number: check_digit",
        ),
        (with("name", json!("")), "persons.0.name: empty"),
        (
            with("reference", json!("a b")),
            "persons.0.reference: format",
        ),
        (with("signs", json!("yes")), "persons.0.signs: type"),
        (with("age", json!(1)), "persons.0.age: unknown"),
        (vec![], "persons: missing"),
    ];
    for (persons, expected) in cases {
        let answer = make_as(
            setting,
            "one-window",
            &fresh_key(),
            &establishment(&persons),
        );
        let answer = answer.expect(422, "invalid_field");
        assert_eq!(answer.fields(), [expected]);
        assert!(!answer.text.contains(&person.number), "{}", answer.text);
    }
    let mut body = establishment(&[founder("p1", &person)]);
    body["subject_type"] = json!("guild");
    let answer = make_as(setting, "one-window", &fresh_key(), &body).expect(422, "invalid_field");
    assert_eq!(answer.fields(), ["subject_type: choice"]);
}

#[test]
fn crowds_and_what_is_no_json_are_refused_whole() {
    let setting = fake();
    let crowd = |size: u16| -> Value {
        let persons: Vec<_> = (1..=size)
            .map(|place| {
                let person = Person::sample(place % 999, "样例众");
                entry(&format!("p{place}"), &["shareholder"], &person)
            })
            .collect();
        establishment(&persons)
    };
    let answer = make_as(setting, "one-window", &fresh_key(), &crowd(201));
    assert_eq!(
        answer.expect(422, "invalid_field").fields(),
        ["persons: too_many"]
    );
    let length = crowd(10_000).to_string().len();
    let line = announced(setting, length);
    assert!(line.starts_with("HTTP/1.1 413 "), "{line}");
    let (authorization, key) = (basic("one-window", "secret"), fresh_key());
    let url = setting.url("/v1/filings");
    for (content_type, body, status, code) in [
        ("application/json", "persons=1", 400, "malformed_request"),
        ("application/json", "[]", 400, "malformed_request"),
        ("text/plain", "{}", 415, "unsupported_media_type"),
    ] {
        let headers = [
            ("authorization", authorization.as_str()),
            ("content-type", content_type),
            ("idempotency-key", key.as_str()),
        ];
        send("POST", &url, &headers, body.as_bytes()).expect(status, code);
    }
}

/// The first line of the answer to a filing of this length, of which nothing is sent: it is refused before that.
fn announced(setting: &Setting, length: usize) -> String {
    let edge = setting.stack.edge_url();
    let mut stream = TcpStream::connect(edge.strip_prefix("http://").unwrap()).unwrap();
    let authorization = basic("one-window", "secret");
    let head = format!(
        "POST /v1/filings HTTP/1.1\r\nhost: edge\r\nauthorization: {authorization}\r\nidempotency-key: a\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

#[test]
fn the_same_request_is_the_same_filing_and_another_is_a_conflict() {
    let setting = fake();
    let (body, key) = (
        establishment(&[founder("p1", &Person::fresh())]),
        fresh_key(),
    );
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let make = || make_as(setting, "one-window", &key, &body);
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(make)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let ids: Vec<Value> = answers
        .iter()
        .map(|answer| answer.json()["id"].clone())
        .collect();
    assert!(
        ids.iter().all(|id| id.is_string() && *id == ids[0]),
        "{ids:?}"
    );
    let new = answers.iter().filter(|answer| answer.status == 201).count();
    let known = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((new, known), (1, 5));
    let other = establishment(&[founder("p1", &Person::fresh())]);
    make_as(setting, "one-window", &key, &other).expect(409, "idempotency_conflict");
    let elsewhere = make_as(setting, "other", &key, &body)
        .expect(201, "")
        .json();
    assert_ne!(elsewhere["id"], ids[0], "a key is a portal's own");
    for key in ["", &"k".repeat(65)] {
        make_as(setting, "one-window", key, &body).expect(400, "idempotency_key_missing");
    }
    send_as(setting, "one-window", "POST", "/v1/filings", &[], &body)
        .expect(400, "idempotency_key_missing");
}
