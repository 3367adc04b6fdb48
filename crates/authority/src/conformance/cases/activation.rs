//! `POST /v1/activation`: whether a provincial account must be activated.

use crate::conformance::Person;
use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Expectation::{Activation, Malformed};
use crate::conformance::expectation::{Exchange, Question};
use crate::conformance::kit::Kit;
use crate::conformance::persons::Role;
use verification::ActivationCheck;

const PATH: &str = "/v1/activation";

pub(super) const CASES: &[Case] = &[
    Case::about(
        Role::ActivationNeeded,
        "a provincial account needs it",
        "F2",
        Activation(true),
        ask,
    ),
    Case::about(
        Role::Passes,
        "a national account does not",
        "F2",
        Activation(false),
        ask,
    ),
    Case::about(
        Role::NoRecord,
        "a number that nobody has reads like one",
        "F2",
        Activation(false),
        ask,
    ),
    Case::plain(
        "a question without its fields",
        "F6",
        Malformed("nonce", "missing"),
        |kit, _| Ok(Exchange::refused(kit.post(PATH, b"{}".to_vec())?)),
    ),
];

fn ask(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let check = ActivationCheck {
        nonce: kit.nonce(),
        subject: kit.subject(),
        audience: kit.audience(),
        number: person.number.clone(),
        name: None,
    };
    let answer = kit.post_json(PATH, &check)?;
    Ok(Exchange {
        question: Question::Activation(check),
        answer,
    })
}
