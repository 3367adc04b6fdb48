//! `POST /v1/accounts`

use crate::client::Answer;
use crate::setting::{Person, fake, real};
use serde_json::{Value, json};

fn check_sample(sequence: u16, name: &str, status: u16, code: &str) {
    let person = Person::sample(sequence, name);
    real().register(&person).expect(status, code);
}

fn with(field: &str, value: Value) -> Answer {
    let mut form = Person::sample(3, "样例丙").form();
    form[field] = value;
    real().post("/v1/accounts", &form)
}

#[track_caller]
fn check_field(field: &str, value: Value, rule: &str) {
    let answer = with(field, value).expect(422, "invalid_field");
    assert_eq!(answer.fields(), [format!("{field}: {rule}")]);
}

const FIELDS: [&str; 7] = [
    "name",
    "number",
    "valid_from",
    "valid_until",
    "mobile",
    "password",
    "terms_version",
];

#[test]
fn the_authoritys_reasons_are_told() {
    check_sample(5, "样例戊", 422, "elements_differ");
    check_sample(6, "样例己", 422, "no_record");
    check_sample(7, "样例庚", 409, "activation_needed");
    check_sample(14, "样例卯", 503, "try_later");
    check_sample(16, "样例巳", 503, "try_later");
    check_sample(17, "样例午", 503, "try_later");
}

#[test]
fn a_new_account_is_at_level_three_and_hides_what_is_personal() {
    let person = Person::sample(1, "样例甲");
    let account = real().register(&person).expect(201, "").json();
    assert_eq!(account["level"], 3);
    assert_eq!(account["name"], "样＊");
    assert_eq!(account["mobile"], "138****8000");
    assert_eq!(account["levels"][0]["method"], "four_elements");
    let text = account.to_string();
    assert!(!text.contains(&person.number) && !text.contains(&person.name));
    real().register(&person).expect(409, "already_registered");
}

#[test]
fn that_an_account_exists_is_told_to_whoever_knows_the_elements_only() {
    let person = Person::sample(2, "样例乙");
    real().register(&person).expect(201, "");
    let mut form = person.form();
    form["valid_from"] = json!("2010-01-02");
    real()
        .post("/v1/accounts", &form)
        .expect(422, "elements_differ");
}

#[test]
fn every_field_must_be_there_and_be_text() {
    for field in FIELDS {
        let mut form = Person::sample(3, "样例丙").form();
        form.as_object_mut().unwrap().remove(field);
        let answer = real().post("/v1/accounts", &form);
        let answer = answer.expect(422, "invalid_field");
        assert_eq!(answer.fields(), [format!("{field}: missing")]);
        for value in [json!(1), json!(null), json!(["a"]), json!({}), json!(true)] {
            check_field(field, value, "type");
        }
    }
}

#[test]
fn every_field_has_bounds_and_no_control_characters() {
    for field in FIELDS {
        check_field(field, json!("字".repeat(201)), "too_long");
        check_field(field, json!("a\u{0}b"), "control");
        check_field(field, json!("a\u{1b}[31m"), "control");
        check_field(field, json!("\u{85}"), "control");
    }
}

#[test]
fn every_field_follows_its_own_rules() {
    check_field("name", json!(""), "empty");
    check_field("name", json!("样例3"), "digit");
    check_field("number", json!("440524188001010015"), "check_digit");
    check_field("number", json!("440524880101001"), "first_generation");
    check_field("valid_from", json!("2010-13-01"), "start_not_a_day");
    check_field("valid_from", json!("2999-01-01"), "start_in_future");
    check_field("valid_until", json!("tomorrow"), "end_not_a_day");
    check_field("valid_until", json!("2015-01-01"), "expired");
    check_field("mobile", json!("12345"), "length");
    check_field("mobile", json!("+1 555 0100"), "country_code");
    check_field("password", json!("short"), "too_short");
    check_field("password", json!("p".repeat(150)), "too_long");
    check_field("password", json!("my 13800138000 x"), "personal");
    check_field("terms_version", json!("1999"), "outdated");
}

#[test]
fn what_is_not_asked_for_is_refused() {
    let answer = with("level", json!(4)).expect(422, "invalid_field");
    assert_eq!(answer.fields(), ["level: unknown"]);
}

#[test]
fn an_empty_form_is_refused_field_by_field() {
    let answer = real().post("/v1/accounts", &json!({}));
    assert_eq!(answer.expect(422, "invalid_field").fields().len(), 7);
}

#[test]
fn of_many_registrations_at_once_one_succeeds() {
    for _ in 0..12 {
        let person = Person::fresh();
        let mut statuses: Vec<u16> = std::thread::scope(|scope| {
            let send = || fake().register(&person).status;
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(send)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409]);
    }
}
