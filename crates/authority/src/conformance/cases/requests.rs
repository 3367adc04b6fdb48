//! What every signed request has in common: believed when a known edge signed it, and only once.

use crate::conformance::Person;
use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Expectation::{self, Malformed, Problem};
use crate::conformance::expectation::{Exchange, Question};
use crate::conformance::kit::{Kit, evidence_path};
use crate::conformance::persons::Role::Passes;
use jiff::SignedDuration;
use verification::request_signature::SignatureHeaders;

const ELEMENTS: &str = "/v1/elements";

/// Further from now than two clocks may be apart.
const ANOTHER_TIME: SignedDuration = SignedDuration::from_secs(90);

/// Larger than any body without evidence may be.
const LARGE: usize = 17 << 10;

const REFUSED: Expectation = Problem(401, "signature_refused");

pub(super) const CASES: &[Case] = &[
    Case::plain("nobody signed it", "RFC 9421", REFUSED, |kit, _| {
        let answer = kit.send(ELEMENTS, b"{}".to_vec(), None)?;
        Ok(Exchange::refused(answer))
    }),
    Case::plain(
        "an unknown key signed elements",
        "RFC 9421",
        REFUSED,
        |kit, _| by_stranger(kit, ELEMENTS),
    ),
    Case::plain(
        "an unknown key signed activation",
        "RFC 9421",
        REFUSED,
        |kit, _| by_stranger(kit, "/v1/activation"),
    ),
    Case::plain(
        "an unknown key signed challenges",
        "RFC 9421",
        REFUSED,
        |kit, _| by_stranger(kit, "/v1/challenges"),
    ),
    Case::plain(
        "an unknown key signed evidence",
        "RFC 9421",
        REFUSED,
        |kit, _| by_stranger(kit, &evidence_path(&kit.id())),
    ),
    Case::plain(
        "an unknown key signed erasures",
        "RFC 9421",
        REFUSED,
        |kit, _| by_stranger(kit, "/v1/erasures"),
    ),
    Case::plain("signed for another body", "RFC 9530", REFUSED, |kit, _| {
        let signature = kit.signature(kit.signer(), ELEMENTS, b"[]", SignedDuration::ZERO);
        under(kit, ELEMENTS, &signature)
    }),
    Case::plain("signed for another path", "RFC 9421", REFUSED, |kit, _| {
        let path = "/v1/challenges";
        let signature = kit.signature(kit.signer(), path, b"{}", SignedDuration::ZERO);
        under(kit, ELEMENTS, &signature)
    }),
    Case::plain(
        "signed a minute and a half ago",
        "RFC 9421",
        REFUSED,
        |kit, _| at_another_time(kit, -ANOTHER_TIME),
    ),
    Case::plain(
        "signed a minute and a half ahead",
        "RFC 9421",
        REFUSED,
        |kit, _| at_another_time(kit, ANOTHER_TIME),
    ),
    Case::about(
        Passes,
        "a request that was taken is not taken again",
        "nonce",
        Problem(401, "replayed"),
        replayed,
    ),
    Case::plain(
        "a body that is too large",
        "limits",
        Problem(413, "too_large"),
        |kit, _| Ok(Exchange::refused(kit.post(ELEMENTS, vec![b' '; LARGE])?)),
    ),
    Case::plain(
        "a body that is no JSON",
        "RFC 8259",
        Malformed("body", "not_json"),
        |kit, _| Ok(Exchange::refused(kit.post(ELEMENTS, b"{".to_vec())?)),
    ),
    Case::plain(
        "no such path",
        "RFC 9457",
        Problem(404, "not_found"),
        |kit, _| Ok(Exchange::refused(kit.get("/v1/nothing")?)),
    ),
    Case::plain(
        "another method",
        "RFC 9457",
        Problem(405, "method_not_allowed"),
        |kit, _| Ok(Exchange::refused(kit.get(ELEMENTS)?)),
    ),
];

/// An empty question under this signature.
fn under(kit: &Kit, path: &str, signature: &SignatureHeaders) -> Result<Exchange, Stop> {
    let answer = kit.send(path, b"{}".to_vec(), Some(signature))?;
    Ok(Exchange::refused(answer))
}

fn by_stranger(kit: &Kit, path: &str) -> Result<Exchange, Stop> {
    let signature = kit.signature(&kit.stranger(), path, b"{}", SignedDuration::ZERO);
    under(kit, path, &signature)
}

fn at_another_time(kit: &Kit, later: SignedDuration) -> Result<Exchange, Stop> {
    let signature = kit.signature(kit.signer(), ELEMENTS, b"{}", later);
    under(kit, ELEMENTS, &signature)
}

fn replayed(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let check = kit.elements_check(person);
    let body = serde_json::to_vec(&check).unwrap_or_default();
    let signature = kit.signature(kit.signer(), ELEMENTS, &body, SignedDuration::ZERO);
    let first = Exchange {
        question: Question::Elements(check),
        answer: kit.send(ELEMENTS, body.clone(), Some(&signature))?,
    };
    first.statement(kit)?;
    let again = kit.send(ELEMENTS, body, Some(&signature))?;
    Ok(Exchange::refused(again))
}
