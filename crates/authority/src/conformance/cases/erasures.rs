//! `POST /v1/erasures`: what was kept of scans goes when the consent does.

use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Expectation::{Erases, Malformed};
use crate::conformance::expectation::{Exchange, Question};
use crate::conformance::film;
use crate::conformance::kit::Kit;
use crate::conformance::persons::Role;
use verification::{Erasure, MOST_ERASED, Purpose, VerificationId};

const PATH: &str = "/v1/erasures";

pub(super) const CASES: &[Case] = &[
    Case::about(
        Role::NoPortrait,
        "what was kept of a scan",
        "PIPL 47",
        Erases,
        |kit, person| {
            let (terms, evidence) = kit.filmed(person, Purpose::RaiseLevel)?;
            let sealed = kit.seal(&evidence, &terms)?;
            std::thread::sleep(film::length(&evidence));
            kit.submit(&terms, sealed)?.statement(kit)?;
            erase(kit, vec![terms.challenge().id])
        },
    ),
    Case::plain(
        "a scan that never was reads alike",
        "PIPL 47",
        Erases,
        |kit, _| erase(kit, vec![kit.id()]),
    ),
    Case::plain("nothing to erase", "PIPL 47", Erases, |kit, _| {
        erase(kit, Vec::new())
    }),
    Case::plain(
        "too many at once",
        "limits",
        Malformed("ids", "too_many"),
        |kit, _| {
            let ids = vec![kit.id(); MOST_ERASED + 1];
            let erasure = erasure(kit, ids);
            Ok(Exchange::refused(kit.post_json(PATH, &erasure)?))
        },
    ),
    Case::plain(
        "what is no erasure",
        "F6",
        Malformed("body", "not_an_erasure"),
        |kit, _| Ok(Exchange::refused(kit.post(PATH, b"{}".to_vec())?)),
    ),
];

fn erasure(kit: &Kit, ids: Vec<VerificationId>) -> Erasure {
    Erasure {
        nonce: kit.nonce(),
        audience: kit.audience(),
        ids,
    }
}

fn erase(kit: &Kit, ids: Vec<VerificationId>) -> Result<Exchange, Stop> {
    let erasure = erasure(kit, ids);
    let answer = kit.post_json(PATH, &erasure)?;
    Ok(Exchange {
        question: Question::Erasure(erasure),
        answer,
    })
}
