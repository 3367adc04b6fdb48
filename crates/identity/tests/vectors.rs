//! The vectors of `tests/vectors`, run natively; the browser and the HTTP tests run the same files.

#![expect(clippy::unwrap_used, reason = "a broken vector file fails the test")]

use std::{fs, path::Path};

use identity::{
    CardValidity, IdNumber, LegalDay, Mobile, PersonName, Progress, Region, typed_code,
};
use serde_json::{Value, json};

fn load(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/vectors")
        .join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is missing in {value}"))
}

fn day(value: &Value, key: &str) -> LegalDay {
    LegalDay::parse(text(value, key)).unwrap()
}

/// Every field that the outcome has must be in the vector with the same value, and the other way round.
fn check(vector: &Value, inputs: &[&str], outcome: &Value) {
    let mut expected = vector.clone();
    let fields = expected.as_object_mut().unwrap();
    fields.retain(|key, _| key != "note" && !inputs.contains(&key.as_str()));
    assert_eq!(&expected, outcome, "{vector}");
}

fn check_all(vectors: &Value, inputs: &[&str], outcome: impl Fn(&Value) -> Value) {
    let vectors = vectors.as_array().unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        check(vector, inputs, &outcome(vector));
    }
}

#[test]
fn id_numbers_are_read_or_refused_as_written() {
    let file = load("id_numbers.json");
    let today = day(&file, "today");
    check_all(
        &file["vectors"],
        &["input"],
        |vector| match IdNumber::parse(text(vector, "input"), today) {
            Ok(number) => json!({
                "normalised": number.expose(), "masked": number.masked(), "kind": number.kind().code(),
                "birth_date": number.birth_date().to_string(), "sex": number.sex().code(), "age": number.age_on(today),
            }),
            Err(error) => {
                json!({ "rule": error.rule(), "span": [error.span().start, error.span().end] })
            }
        },
    );
}

#[test]
fn id_numbers_are_judged_while_they_are_typed() {
    let file = load("id_numbers.json");
    let today = day(&file, "today");
    check_all(
        &file["prefixes"],
        &["input"],
        |vector| match IdNumber::check_prefix(text(vector, "input"), today) {
            Ok(Progress::Complete) => json!({ "remaining": 0 }),
            Ok(Progress::Remaining(count)) => json!({ "remaining": count }),
            Err(error) => {
                json!({ "rule": error.rule(), "span": [error.span().start, error.span().end] })
            }
        },
    );
}

#[test]
fn numbers_tell_their_places() {
    let file = load("regions.json");
    let today = day(&file, "today");
    check_all(&file["vectors"], &["input"], |vector| {
        let number = IdNumber::parse(text(vector, "input"), today).unwrap();
        let region = number.region().and_then(Region::find);
        let mut outcome = json!({
            "region_name": region.map(|region| region.full_name()),
            "start_year": region.and_then(|region| region.start_year),
            "end_year": region.and_then(|region| region.end_year),
            "hint": number.hint().map(identity::IdNumberHint::rule),
        });
        outcome
            .as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        outcome
    });
}

#[test]
fn card_terms_follow_the_age_at_issue() {
    check_all(
        &load("card_validity.json")["terms"],
        &["birth", "start"],
        |vector| {
            let (start, birth) = (day(vector, "start"), day(vector, "birth"));
            let validity = CardValidity {
                start,
                end: identity::CardEnd::LongTerm,
            };
            json!({ "expected_end": validity.expected_end(birth).code() })
        },
    );
}

#[test]
fn card_validity_is_read_or_refused_as_written() {
    let file = load("card_validity.json");
    let today = day(&file, "today");
    check_all(&file["vectors"], &["birth", "start", "end"], |vector| {
        let birth = day(vector, "birth");
        match CardValidity::parse(text(vector, "start"), text(vector, "end"), birth, today) {
            Ok(validity) => {
                let expected = validity
                    .hint(birth)
                    .map_or(validity.end, |hint| hint.expected);
                json!({
                    "normalised_start": validity.start.to_string(), "normalised_end": validity.end.code(),
                    "expected_end": expected.code(),
                })
            }
            Err(error) => json!({ "rule": error.rule(), "field": error.field().code() }),
        }
    });
}

#[test]
fn names_are_read_or_refused_as_written() {
    check_all(
        &load("names.json")["vectors"],
        &["input"],
        |vector| match PersonName::parse(text(vector, "input")) {
            Ok(name) => {
                let mut outcome = json!({ "normalised": name.expose(), "masked": name.masked() });
                let canonical = name.expose_canonical();
                if canonical != name.expose() {
                    outcome["canonical"] = json!(canonical);
                }
                outcome
            }
            Err(error) => json!({ "rule": error.rule() }),
        },
    );
}

#[test]
fn codes_are_read_as_they_are_meant() {
    check_all(
        &load("codes.json")["vectors"],
        &["input"],
        |vector| json!({ "meant": typed_code(text(vector, "input")) }),
    );
}

#[test]
fn mobiles_are_read_or_refused_as_written() {
    check_all(
        &load("mobiles.json")["vectors"],
        &["input"],
        |vector| match Mobile::parse(text(vector, "input")) {
            Ok(mobile) => json!({ "normalised": mobile.expose(), "masked": mobile.masked() }),
            Err(error) => json!({ "rule": error.rule() }),
        },
    );
}
