//! The vectors of `identity`, once more over HTTP: page, edge and authority refuse for the same reasons.

use serde_json::{Value, json};

use crate::filings::{entry, establishment, founder, fresh_key, make_as};
use crate::setting::{Person, fake};

fn vectors(name: &str) -> Value {
    let path = xtask::paths::root().join("tests/vectors").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A form with this text in `field`; the terms are outdated, so that nobody is registered by it.
fn told(field: &str, text: &str) -> Option<String> {
    let mut form = Person::sample(3, "样例丙").form();
    form["terms_version"] = json!("1999");
    form[field] = json!(text);
    let answer = fake().post("/v1/accounts", &form);
    let fields = answer.expect(422, "invalid_field").fields();
    let prefix = format!("{field}: ");
    let mut rules = fields.iter().filter_map(|told| told.strip_prefix(&prefix));
    rules.next().map(str::to_owned)
}

fn check(field: &str, name: &str) {
    let vectors = vectors(name);
    for vector in vectors["vectors"].as_array().unwrap() {
        let text = vector["input"].as_str().unwrap();
        let expected = match vector["rule"].as_str() {
            Some("birth_date_in_future") => continue,
            _ if text.chars().any(char::is_control) => Some("control"),
            _ if text.chars().count() > 200 => Some("too_long"),
            rule => rule,
        };
        assert_eq!(told(field, text).as_deref(), expected, "{vector}");
    }
}

#[test]
fn numbers_are_refused_for_the_same_rules() {
    check("number", "id_numbers.json");
}

#[test]
fn names_are_refused_for_the_same_rules() {
    check("name", "names.json");
}

#[test]
fn names_are_compared_by_their_canonical_forms() {
    let mut person = Person::fresh();
    let mut broken = |one: &str, other: &str| {
        person.name = one.to_owned();
        // A reference that breaks its rule, so that nothing is kept.
        let first = founder("a b", &person);
        person.name = other.to_owned();
        let mut second = entry("p2", &["shareholder"], &person);
        second["enterprise"] = json!("样例有限公司");
        let filing = establishment(&[first, second]);
        let answer = make_as(fake(), "one-window", &fresh_key(), &filing);
        answer.expect(422, "invalid_field").fields()
    };
    let reference = "persons.0.reference: format";
    for vector in vectors("names.json")["vectors"].as_array().unwrap() {
        if let Some(canonical) = vector["canonical"].as_str() {
            let input = vector["input"].as_str().unwrap();
            assert_eq!(broken(input, canonical), [reference], "{vector}");
        }
    }
    let contradicts = "persons.1.name: contradicts";
    assert_eq!(broken("样例甲", "样例乙"), [reference, contradicts]);
}

#[test]
fn document_numbers_are_read_as_they_are_meant() {
    for vector in vectors("codes.json")["vectors"].as_array().unwrap() {
        let person = Person::fresh();
        let holder = |reference: &str, number: &Value| {
            let mut entry = entry(reference, &["shareholder"], &person);
            entry["document"] = json!("foreign");
            entry["number"] = number.clone();
            entry
        };
        let persons = [
            founder("p1", &person),
            holder("p2", &vector["meant"]),
            holder("p3", &vector["input"]),
        ];
        let answer = make_as(fake(), "one-window", &fresh_key(), &establishment(&persons));
        let fields = answer.expect(422, "invalid_field").fields();
        assert_eq!(fields, ["persons.2.number: twice"], "{vector}");
    }
}

#[test]
fn mobiles_are_refused_for_the_same_rules() {
    check("mobile", "mobiles.json");
}
