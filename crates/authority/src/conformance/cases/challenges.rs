//! `POST /v1/challenges`: drawing, which reveals nothing.

use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Exchange;
use crate::conformance::expectation::Expectation::{Draws, Malformed};
use crate::conformance::kit::{Kit, SAME_DRAWS, evidence_path};
use crate::conformance::persons::Role;
use crate::conformance::{Difference, Person};
use serde_json::json;
use verification::Purpose;

const PATH: &str = "/v1/challenges";

pub(super) const CASES: &[Case] = &[
    Case::about(
        Role::Passes,
        "a challenge names subject, purpose and audience",
        "G10",
        Draws,
        |kit, person| Ok(kit.draw(kit.challenge_draw(person, Purpose::RaiseLevel))?),
    ),
    Case::about(
        Role::NoRecord,
        "a number that nobody has gets one too",
        "enumeration",
        Draws,
        |kit, person| Ok(kit.draw(kit.challenge_draw(person, Purpose::RaiseLevel))?),
    ),
    Case::about(
        Role::Passes,
        "signing in goes without a name",
        "G7",
        Draws,
        |kit, person| {
            let mut draw = kit.challenge_draw(person, Purpose::SignIn);
            draw.name = None;
            Ok(kit.draw(draw)?)
        },
    ),
    Case::about(
        Role::Passes,
        "no two challenges share id or nonce",
        "nonce",
        Draws,
        twice,
    ),
    Case::about(
        Role::Recurring,
        "the same is asked for until a scan passes",
        "recordings",
        Draws,
        again,
    ),
    Case::about(
        Role::Passes,
        "registration has no scan",
        "G5",
        Malformed("purpose", "not_a_purpose_with_a_scan"),
        |kit, person| {
            let draw = kit.challenge_draw(person, Purpose::RaiseLevel);
            let mut body = serde_json::to_value(draw).unwrap_or_default();
            body["purpose"] = json!("register");
            Ok(Exchange::refused(kit.post_json(PATH, &body)?))
        },
    ),
    Case::plain(
        "no number",
        "F6",
        Malformed("number", "missing"),
        |kit, _| Ok(Exchange::refused(kit.post(PATH, b"{}".to_vec())?)),
    ),
];

/// Bytes that are no evidence answer each challenge: that changes nothing.
fn again(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let first = kit.terms(person, Purpose::ResetPassword)?;
    let mut last = first.challenge().id;
    for _ in 0..SAME_DRAWS {
        kit.post(&evidence_path(&last), b"not evidence".to_vec())?;
        let next = kit.terms(person, Purpose::ResetPassword)?;
        if next.challenge().actions != first.challenge().actions {
            return Err(Difference::OtherActions.into());
        }
        last = next.challenge().id;
    }
    Ok(kit.draw(kit.challenge_draw(person, Purpose::ResetPassword))?)
}

fn twice(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let one = kit.terms(person, Purpose::RaiseLevel)?;
    let other = kit.terms(person, Purpose::RaiseLevel)?;
    let (one, other) = (one.challenge(), other.challenge());
    if one.id == other.id {
        return Err(Difference::Repeats("id").into());
    }
    if one.nonce == other.nonce {
        return Err(Difference::Repeats("nonce").into());
    }
    Ok(kit.draw(kit.challenge_draw(person, Purpose::RaiseLevel))?)
}
