//! `POST /v1/challenges/{id}/evidence`: every defect, and single use. No picture is ever looked at here.

use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Exchange;
use crate::conformance::expectation::Expectation::{self, Malformed, Problem};
use crate::conformance::film::{placeholder, placeholders, relink};
use crate::conformance::kit::{Kit, evidence_path};
use crate::conformance::persons::Role::Passes;
use crate::conformance::{Person, Skip};
use ::evidence::{Evidence, Terms};
use jiff::SignedDuration;
use std::time::Duration;
use verification::{Purpose, Signer};

const UNREADABLE: Expectation = Problem(422, "evidence_unreadable");
const CHAIN_BROKEN: Expectation = Problem(422, "evidence_chain_broken");
const FRAME_MISSING: Expectation = Problem(422, "evidence_frame_missing");
const FRAME_REPEATED: Expectation = Problem(422, "evidence_frame_repeated");
const TIMES_DISORDERED: Expectation = Problem(422, "evidence_times_disordered");
const TOO_LONG: Expectation = Problem(422, "evidence_too_long");
const SPENT: Expectation = Problem(409, "challenge_spent");

pub(super) const CASES: &[Case] = &[
    // What is wrong with the sealed bytes.
    Case::about(
        Passes,
        "bytes that are no evidence",
        "damaged",
        UNREADABLE,
        |kit, person| {
            let terms = kit.terms(person, Purpose::RaiseLevel)?;
            Ok(kit.submit(&terms, b"no evidence".to_vec())?)
        },
    ),
    Case::about(
        Passes,
        "no bytes at all",
        "damaged",
        UNREADABLE,
        |kit, person| {
            let terms = kit.terms(person, Purpose::RaiseLevel)?;
            Ok(kit.submit(&terms, Vec::new())?)
        },
    ),
    Case::about(
        Passes,
        "a byte that was changed after sealing",
        "damaged",
        UNREADABLE,
        |kit, person| {
            let terms = kit.terms(person, Purpose::RaiseLevel)?;
            let mut sealed = kit.seal(&placeholder(&terms), &terms)?;
            if let Some(last) = sealed.last_mut() {
                *last ^= 1;
            }
            Ok(kit.submit(&terms, sealed)?)
        },
    ),
    Case::about(
        Passes,
        "sealed to another key",
        "foreign",
        Problem(422, "evidence_wrong_key"),
        sealed_to_another_key,
    ),
    Case::about(
        Passes,
        "made for another challenge",
        "foreign",
        Problem(422, "evidence_wrong_challenge"),
        |kit, person| {
            let terms = kit.terms(person, Purpose::RaiseLevel)?;
            let other = kit.terms(person, Purpose::RaiseLevel)?;
            let sealed = kit.seal(&placeholder(&other), &other)?;
            Ok(kit.submit(&terms, sealed)?)
        },
    ),
    Case::about(
        Passes,
        "more bytes than the challenge allows",
        "limits",
        Problem(413, "too_large"),
        |kit, person| {
            let terms = kit.terms(person, Purpose::RaiseLevel)?;
            let most = terms.challenge().limits.most_bytes;
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            Ok(kit.submit(&terms, vec![0; most.saturating_add(1)])?)
        },
    ),
    // What is wrong with the frames.
    Case::about(
        Passes,
        "a client that is too old",
        "F8",
        Problem(422, "client_too_old"),
        |kit, person| {
            let terms = kit.terms(person, Purpose::RaiseLevel)?;
            if terms.challenge().minimum_client == 0 {
                return Err(Skip::EveryClient.into());
            }
            let mut evidence = placeholder(&terms);
            evidence.client_version = 0;
            send(kit, &terms, &evidence)
        },
    ),
    Case::about(
        Passes,
        "a picture that was changed",
        "forged",
        CHAIN_BROKEN,
        |kit, person| spoilt(kit, person, |it, _| it.frames[3].jpeg[0] ^= 1),
    ),
    Case::about(
        Passes,
        "frames that were swapped",
        "forged",
        CHAIN_BROKEN,
        |kit, person| spoilt(kit, person, |it, _| it.frames.swap(3, 4)),
    ),
    Case::about(
        Passes,
        "a frame that was left out",
        "forged",
        FRAME_MISSING,
        |kit, person| spoilt(kit, person, |it, _| drop(it.frames.remove(3))),
    ),
    Case::about(
        Passes,
        "too few frames",
        "limits",
        FRAME_MISSING,
        |kit, person| {
            spoilt(kit, person, |it, terms| {
                let fewest = terms.challenge().limits.fewest_frames;
                *it = placeholders(terms, fewest.saturating_sub(1), 20);
            })
        },
    ),
    Case::about(
        Passes,
        "a frame that came twice",
        "forged",
        FRAME_REPEATED,
        |kit, person| spoilt(kit, person, |it, _| it.frames[4] = it.frames[3].clone()),
    ),
    Case::about(
        Passes,
        "a picture that came twice",
        "forged",
        FRAME_REPEATED,
        |kit, person| {
            spoilt(kit, person, |it, terms| {
                it.frames[4].jpeg = it.frames[3].jpeg.clone();
                relink(it, terms);
            })
        },
    ),
    // What is wrong with the times.
    Case::about(
        Passes,
        "times that run backwards",
        "forged",
        TIMES_DISORDERED,
        |kit, person| {
            spoilt(kit, person, |it, terms| {
                it.frames[4].at_ms = it.frames[3].at_ms;
                relink(it, terms);
            })
        },
    ),
    Case::about(
        Passes,
        "filmed for longer than since the challenge was drawn",
        "forged",
        TIMES_DISORDERED,
        |kit, person| {
            spoilt(kit, person, |it, terms| {
                let limits = terms.challenge().limits;
                let count = limits.longest_ms / limits.longest_gap_ms.max(1);
                *it = placeholders(terms, count, u64::from(limits.longest_gap_ms));
            })
        },
    ),
    Case::about(
        Passes,
        "too long a pause between two frames",
        "limits",
        Problem(422, "evidence_gap_too_long"),
        |kit, person| {
            spoilt(kit, person, |it, terms| {
                let gap = u64::from(terms.challenge().limits.longest_gap_ms);
                for frame in it.frames.iter_mut().skip(4) {
                    frame.at_ms += gap + 1;
                }
                relink(it, terms);
            })
        },
    ),
    Case::about(
        Passes,
        "a capture that is too long",
        "limits",
        TOO_LONG,
        |kit, person| {
            spoilt(kit, person, |it, terms| {
                let limits = terms.challenge().limits;
                let count = limits.longest_ms / limits.longest_gap_ms.max(1) + 2;
                *it = placeholders(terms, count, u64::from(limits.longest_gap_ms));
            })
        },
    ),
    Case::about(
        Passes,
        "too many frames",
        "limits",
        TOO_LONG,
        |kit, person| {
            spoilt(kit, person, |it, terms| {
                *it = placeholders(terms, terms.challenge().limits.most_frames + 1, 20);
            })
        },
    ),
    // A challenge is answered once, in its time.
    Case::plain(
        "a challenge that nobody drew",
        "single use",
        SPENT,
        |kit, _| {
            Ok(Exchange::refused(kit.post(
                &evidence_path(&kit.id()),
                b"no evidence".to_vec(),
            )?))
        },
    ),
    Case::plain(
        "an id that is none",
        "F6",
        Malformed("id", "not_an_id"),
        |kit, _| {
            Ok(Exchange::refused(kit.post(
                "/v1/challenges/AAAA/evidence",
                b"no evidence".to_vec(),
            )?))
        },
    ),
    Case::about(
        Passes,
        "bad evidence spends the challenge",
        "single use",
        SPENT,
        |kit, person| {
            let terms = kit.terms(person, Purpose::RaiseLevel)?;
            let first = kit.submit(&terms, b"no evidence".to_vec())?;
            UNREADABLE.check(&first, kit)?;
            let sealed = kit.seal(&placeholder(&terms), &terms)?;
            Ok(kit.submit(&terms, sealed)?)
        },
    ),
    Case::about(
        Passes,
        "a challenge that has expired",
        "lifetime",
        Problem(410, "challenge_expired"),
        expired,
    ),
];

fn expired(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let terms = kit.terms(person, Purpose::RaiseLevel)?;
    let left = terms.challenge().expires_at.duration_since(kit.now());
    let wait = Duration::try_from(left.max(SignedDuration::ZERO)).unwrap_or_default();
    let wait = wait + Duration::from_secs(1);
    if wait > kit.patience() {
        return Err(Skip::Patience.into());
    }
    std::thread::sleep(wait);
    let sealed = kit.seal(&placeholder(&terms), &terms)?;
    Ok(kit.submit(&terms, sealed)?)
}

/// The challenge as it is, but for a key that the authority does not hold.
fn sealed_to_another_key(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let terms = kit.terms(person, Purpose::RaiseLevel)?;
    let mut bent = terms.challenge().clone();
    "unknown".clone_into(&mut bent.sealing_key.id);
    let nobody = Signer::new("unknown".to_owned(), kit.nonce().as_bytes());
    let bent = Terms::read(&nobody.sign(&bent)?)?;
    let sealed = kit.seal(&placeholder(&bent), &bent)?;
    Ok(kit.submit(&terms, sealed)?)
}

/// A capture in order that was spoilt, sealed and sent.
fn spoilt(kit: &Kit, person: &Person, spoil: fn(&mut Evidence, &Terms)) -> Result<Exchange, Stop> {
    let terms = kit.terms(person, Purpose::RaiseLevel)?;
    let mut evidence = placeholder(&terms);
    spoil(&mut evidence, &terms);
    send(kit, &terms, &evidence)
}

fn send(kit: &Kit, terms: &Terms, evidence: &Evidence) -> Result<Exchange, Stop> {
    let sealed = kit.seal(evidence, terms)?;
    Ok(kit.submit(terms, sealed)?)
}
