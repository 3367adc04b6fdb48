//! Whole scans: every outcome that a person can be told, and every fault.

use crate::conformance::case::Case;
use crate::conformance::difference::Stop;
use crate::conformance::expectation::Exchange;
use crate::conformance::expectation::Expectation::{
    self, BadSignature, Decides, Nonsense, Passes, Problem, Refuses,
};
use crate::conformance::film;
use crate::conformance::kit::Kit;
use crate::conformance::persons::Role;
use crate::conformance::{Person, Skip};
use verification::Purpose;

const BUSY: Expectation = Problem(503, "busy");
const UNREADABLE: Expectation = Problem(422, "evidence_picture_unreadable");

pub(super) const CASES: &[Case] = &[
    // What a person's own face is needed for.
    Case::about(
        Role::Passes,
        "a living person with the face on file",
        "G10",
        Passes,
        |kit, person| own_scan(kit, person, Purpose::RaiseLevel),
    ),
    Case::about(
        Role::Passes,
        "a national account cannot be activated",
        "G6",
        Refuses("not_provincial"),
        |kit, person| own_scan(kit, person, Purpose::Activate),
    ),
    Case::about(
        Role::ActivationNeeded,
        "a provincial account is activated",
        "G6",
        Passes,
        |kit, person| own_scan(kit, person, Purpose::Activate),
    ),
    // What a person is told.
    Case::about(
        Role::NoRecord,
        "a number that nobody has",
        "F1",
        Refuses("no_record"),
        looked_at,
    ),
    Case::about(
        Role::NoRecord,
        "a sign-in reveals nothing of a number that nobody has",
        "enumeration",
        Refuses("face_differs"),
        signing_in,
    ),
    Case::about(
        Role::NoRecord,
        "frames that are no pictures tell nothing of the register",
        "enumeration",
        UNREADABLE,
        unseen,
    ),
    Case::about(
        Role::FaceDiffers,
        "another face",
        "F3",
        Refuses("face_differs"),
        scan,
    ),
    Case::about(
        Role::Recurring,
        "a recording that was handed in before",
        "replay",
        Refuses("face_differs"),
        recurring,
    ),
    Case::about(
        Role::PoorQuality,
        "pictures that are not good enough",
        "F4",
        Refuses("poor_quality"),
        scan,
    ),
    Case::about(
        Role::ActionNotSeen,
        "an action that was not seen",
        "F4",
        Refuses("action_not_seen"),
        scan,
    ),
    Case::about(
        Role::NoPortrait,
        "no portrait on file",
        "F5",
        Refuses("no_portrait"),
        looked_at,
    ),
    Case::about(
        Role::NoPortrait,
        "a sign-in reveals nothing of a missing portrait",
        "enumeration",
        Refuses("face_differs"),
        signing_in,
    ),
    Case::about(
        Role::NoPortrait,
        "frames that are no pictures tell nothing of a missing portrait",
        "enumeration",
        UNREADABLE,
        unseen,
    ),
    Case::about(
        Role::CheckInput,
        "name and number at odds",
        "F6",
        Refuses("check_input"),
        looked_at,
    ),
    Case::about(
        Role::CheckInput,
        "a sign-in reveals nothing of a wrong name",
        "enumeration",
        Refuses("face_differs"),
        signing_in,
    ),
    Case::about(
        Role::CheckInput,
        "frames that are no pictures tell nothing of a wrong name",
        "enumeration",
        UNREADABLE,
        unseen,
    ),
    Case::about(
        Role::DailyLimit,
        "the day's attempts are used up",
        "limits",
        Refuses("daily_limit"),
        scan,
    ),
    // What goes wrong on the way.
    Case::about(
        Role::BusyScan,
        "too much to do, which spends nothing",
        "F7",
        BUSY,
        |kit, person| twice(kit, person, BUSY),
    ),
    Case::about(
        Role::SlowScan,
        "a slow outcome comes in time",
        "F7",
        Decides,
        scan,
    ),
    Case::about(
        Role::NonsenseScan,
        "an answer that is none is noticed",
        "F7",
        Nonsense,
        scan,
    ),
    Case::about(
        Role::BadSignatureScan,
        "a bad signature is noticed",
        "F7",
        BadSignature,
        scan,
    ),
    Case::about(
        Role::NoPortrait,
        "an outcome spends the challenge",
        "single use",
        Problem(409, "challenge_spent"),
        |kit, person| twice(kit, decided(person)?, Decides),
    ),
    Case::about(
        Role::Passes,
        "frames that are no pictures",
        "damaged",
        UNREADABLE,
        unseen,
    ),
];

fn scan(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    kit.scan(person, Purpose::RaiseLevel)
}

/// A scan whose answer depends on the register: the authority gives it only after a look at the pictures.
fn looked_at(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    scan(kit, decided(person)?)
}

/// A person about whom an authority decides: by the number, or because there are pictures to look at.
fn decided(person: &Person) -> Result<&Person, Skip> {
    if person.is_forced || !person.films.is_empty() {
        Ok(person)
    } else {
        Err(Skip::NoCapture)
    }
}

fn signing_in(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    if person.is_forced {
        return Err(Skip::Forced.into());
    }
    own_scan(kit, person, Purpose::SignIn)
}

/// A scan by which there is nothing to see.
fn unseen(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    if person.is_forced {
        return Err(Skip::Forced.into());
    }
    let person = Person {
        films: Vec::new(),
        ..person.clone()
    };
    scan(kit, &person)
}

/// A scan that means nothing without the person's own face.
fn own_scan(kit: &Kit, person: &Person, purpose: Purpose) -> Result<Exchange, Stop> {
    if person.films.is_empty() {
        return Err(Skip::NoCapture.into());
    }
    kit.scan(person, purpose)
}

/// The same film for two challenges, of which the first passes.
fn recurring(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let first = fitting(kit, person)?;
    Passes.check(&first, kit)?;
    fitting(kit, person)
}

/// A scan for the first purpose whose challenge asks for what a capture shows.
fn fitting(kit: &Kit, person: &Person) -> Result<Exchange, Stop> {
    let purposes = Purpose::SCANS.into_iter();
    for purpose in purposes.filter(|purpose| *purpose != Purpose::Activate) {
        match own_scan(kit, person, purpose) {
            Err(Stop::Skipped(Skip::OtherActions)) => {}
            scanned => return scanned,
        }
    }
    Err(Skip::OtherActions.into())
}

/// The same evidence for the same challenge twice, of which the first ends as `expects`.
fn twice(kit: &Kit, person: &Person, expects: Expectation) -> Result<Exchange, Stop> {
    let (terms, evidence) = kit.filmed(person, Purpose::RaiseLevel)?;
    let sealed = kit.seal(&evidence, &terms)?;
    std::thread::sleep(film::length(&evidence));
    let first = kit.submit(&terms, sealed.clone())?;
    expects.check(&first, kit)?;
    Ok(kit.submit(&terms, sealed)?)
}
