//! `POST /v1/elements`: the four elements, every outcome and every field.

use crate::conformance::Person;
use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Expectation::{
    self, BadSignature, Decides, Malformed, Nonsense, Passes, Problem, Refuses,
};
use crate::conformance::expectation::{Exchange, Question};
use crate::conformance::kit::Kit;
use crate::conformance::persons::Role;
use serde_json::{Value, json};
use verification::ElementsCheck;

const PATH: &str = "/v1/elements";

const DIFFER: Expectation = Refuses("elements_differ");

pub(super) const CASES: &[Case] = &[
    // Every outcome.
    Case::about(Role::Passes, "four elements that agree", "G5", Passes, ask),
    Case::about(
        Role::Passes,
        "another name than the register's",
        "F1",
        DIFFER,
        ask_with_another_name,
    ),
    Case::about(
        Role::Passes,
        "another first day than the register's",
        "F1",
        DIFFER,
        |kit, person| {
            ask_changed(kit, person, |check| {
                "2012-03-04".clone_into(&mut check.valid_from);
            })
        },
    ),
    Case::about(
        Role::ElementsDiffer,
        "elements that differ",
        "F1",
        DIFFER,
        ask,
    ),
    Case::about(
        Role::NoRecord,
        "a number that nobody has",
        "F1",
        Refuses("no_record"),
        ask,
    ),
    Case::about(
        Role::ActivationNeeded,
        "a provincial account",
        "G6",
        Refuses("activation_needed"),
        ask,
    ),
    Case::about(
        Role::ActivationNeeded,
        "a provincial account is told to its owner alone",
        "G6",
        DIFFER,
        ask_with_another_name,
    ),
    // Every fault.
    Case::about(
        Role::BusyElements,
        "too much to do",
        "F7",
        Problem(503, "busy"),
        ask,
    ),
    Case::about(
        Role::SlowElements,
        "a slow answer comes in time",
        "F7",
        Decides,
        ask,
    ),
    Case::about(
        Role::NonsenseElements,
        "an answer that is none is noticed",
        "F7",
        Nonsense,
        ask,
    ),
    Case::about(
        Role::BadSignatureElements,
        "a bad signature is noticed",
        "F7",
        BadSignature,
        ask,
    ),
    // Every field.
    Case::about(
        Role::Passes,
        "no name",
        "F6",
        Malformed("name", "missing"),
        |kit, person| malformed(kit, person, "name", Value::Null),
    ),
    Case::about(
        Role::Passes,
        "a name with a control character",
        "F6",
        Malformed("name", "control_character"),
        |kit, person| malformed(kit, person, "name", json!("样\u{7}例")),
    ),
    Case::about(
        Role::Passes,
        "a wrong check digit",
        "F6",
        Malformed("number", "check_digit"),
        |kit, person| malformed(kit, person, "number", json!("440524188001010015")),
    ),
    Case::about(
        Role::Passes,
        "a number that is no text",
        "F6",
        Malformed("number", "not_text"),
        |kit, person| malformed(kit, person, "number", json!(440_524)),
    ),
    Case::about(
        Role::Passes,
        "a first day that is none",
        "F6",
        Malformed("valid_from", "start_not_a_day"),
        |kit, person| malformed(kit, person, "valid_from", json!("2010-13-01")),
    ),
    Case::about(
        Role::Passes,
        "no last day",
        "F6",
        Malformed("valid_until", "end_empty"),
        |kit, person| malformed(kit, person, "valid_until", json!("")),
    ),
    Case::about(
        Role::Passes,
        "a last day that has passed",
        "F6",
        Malformed("valid_until", "expired"),
        |kit, person| malformed(kit, person, "valid_until", json!("2020-01-01")),
    ),
    Case::about(
        Role::Passes,
        "an id that is none",
        "F6",
        Malformed("id", "not_an_id"),
        |kit, person| malformed(kit, person, "id", json!("AAAA")),
    ),
    Case::about(
        Role::Passes,
        "a nonce that is none",
        "F6",
        Malformed("nonce", "not_a_nonce"),
        |kit, person| malformed(kit, person, "nonce", json!("AAAA")),
    ),
    Case::about(
        Role::Passes,
        "a subject that is none",
        "F6",
        Malformed("subject", "not_a_subject"),
        |kit, person| malformed(kit, person, "subject", json!("?")),
    ),
    Case::about(
        Role::Passes,
        "an audience that is too long",
        "F6",
        Malformed("audience", "too_long"),
        |kit, person| malformed(kit, person, "audience", json!("x".repeat(201))),
    ),
    Case::about(
        Role::Passes,
        "a field that nobody asked for",
        "F6",
        Malformed("body", "unknown_field"),
        |kit, person| malformed(kit, person, "mobile", json!("1")),
    ),
];

fn ask(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    ask_changed(kit, person, |_| ())
}

fn ask_with_another_name(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    ask_changed(kit, person, |check| "样例某".clone_into(&mut check.name))
}

fn ask_changed(
    kit: &Kit,
    person: &Person,
    change: fn(&mut ElementsCheck),
) -> Result<Exchange, Stop> {
    let mut check = kit.elements_check(person);
    change(&mut check);
    let answer = kit.post_json(PATH, &check)?;
    Ok(Exchange {
        question: Question::Elements(check),
        answer,
    })
}

fn malformed(kit: &Kit, person: &Person, field: &str, value: Value) -> Result<Exchange, Stop> {
    let mut body = serde_json::to_value(kit.elements_check(person)).unwrap_or_default();
    body[field] = value;
    Ok(Exchange::refused(kit.post_json(PATH, &body)?))
}
