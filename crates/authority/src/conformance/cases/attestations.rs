//! `POST /v1/attestations`: a clerk's word for a person who stood at the counter.
//!
//! Only cards that the register holds are attested here, so that a second run meets the same authority.

use crate::conformance::Person;
use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Expectation::{Malformed, Passes, Refuses};
use crate::conformance::expectation::{Exchange, Question};
use crate::conformance::kit::Kit;
use crate::conformance::persons::Role;
use serde_json::json;
use verification::{Attestation, Purpose};

const PATH: &str = "/v1/attestations";

pub(super) const CASES: &[Case] = &[
    Case::about(
        Role::Passes,
        "a clerk's word for the holder of the card",
        "G15",
        Passes,
        |kit, person| attest(kit, person, Purpose::RaiseLevel, |_| ()),
    ),
    Case::about(
        Role::Passes,
        "another name than the register's under the number",
        "G15",
        Refuses("elements_differ"),
        |kit, person| {
            attest(kit, person, Purpose::RaiseLevel, |attestation| {
                "样例某".clone_into(&mut attestation.card.name);
            })
        },
    ),
    Case::about(
        Role::Passes,
        "a clerk's word for a filing of a portal",
        "G15",
        Passes,
        |kit, person| attest(kit, person, Purpose::Filing, |_| ()),
    ),
    Case::about(
        Role::ActivationNeeded,
        "a clerk's word for a filing, whose person has a provincial account",
        "G15",
        Passes,
        |kit, person| attest(kit, person, Purpose::Filing, |_| ()),
    ),
    Case::about(
        Role::Passes,
        "an activation of a national account",
        "G6",
        Refuses("not_provincial"),
        |kit, person| attest(kit, person, Purpose::Activate, |_| ()),
    ),
    Case::about(
        Role::ActivationNeeded,
        "an activation of a provincial account",
        "G6",
        Passes,
        |kit, person| attest(kit, person, Purpose::Activate, |_| ()),
    ),
    Case::about(
        Role::Passes,
        "a purpose that is none",
        "F6",
        Malformed("purpose", "not_a_purpose"),
        |kit, person| {
            let attestation = attestation(kit, person, Purpose::RaiseLevel);
            let mut body = serde_json::to_value(attestation).unwrap_or_default();
            body["purpose"] = json!("lunch");
            Ok(Exchange::refused(kit.post_json(PATH, &body)?))
        },
    ),
];

fn attestation(kit: &Kit, person: &Person, purpose: Purpose) -> Attestation {
    Attestation {
        card: kit.elements_check(person),
        purpose,
        clerk: kit.subject(),
    }
}

fn attest(
    kit: &Kit,
    person: &Person,
    purpose: Purpose,
    change: fn(&mut Attestation),
) -> Result<Exchange, Stop> {
    let mut attestation = attestation(kit, person, purpose);
    change(&mut attestation);
    let answer = kit.post_json(PATH, &attestation)?;
    Ok(Exchange {
        question: Question::Attestation(attestation),
        answer,
    })
}
