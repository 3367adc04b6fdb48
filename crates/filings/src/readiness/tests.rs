use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::Attested;
use crate::fixtures::{NOW, filing, founder, text};
use verification::VerificationId;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

const THREE: Standing = Standing {
    level: Level::Three,
    authorised_until: None,
};

fn four(authorised_until: Option<&str>) -> Standing {
    Standing {
        level: Level::Four,
        authorised_until: authorised_until.map(day),
    }
}

#[track_caller]
fn check(
    change: impl FnOnce(&mut Participant),
    standing: impl Into<Option<Standing>>,
    expected: Progress,
    is_ready: bool,
) {
    let mut filing = filing("establishment", &[founder()]);
    change(&mut filing.participants[0]);
    let readiness = readiness(&filing, &[standing.into()], NOW);
    assert_eq!(readiness.persons[0].progress, expected);
    assert_eq!(readiness.is_ready(), is_ready);
}

fn attested(participant: &mut Participant) {
    participant.attested = Some(Attested {
        id: VerificationId::from_bytes([1; 16]),
        at: NOW,
    });
}

#[test]
fn every_state_is_told_and_four_of_them_are_ready() {
    let as_entered = |_: &mut Participant| ();
    check(as_entered, None, Progress::NotRegistered, false);
    check(
        |one| one.needs_activation = Some(true),
        None,
        Progress::ActivationNeeded,
        false,
    );
    check(
        |one| one.needs_activation = Some(true),
        THREE,
        Progress::LevelThree,
        false,
    );
    check(as_entered, THREE, Progress::LevelThree, false);
    check(as_entered, four(None), Progress::LevelFour, false);
    check(
        as_entered,
        four(Some("2099-12-31")),
        Progress::Authorised,
        true,
    );
    check(
        as_entered,
        four(Some("2020-12-31")),
        Progress::Expired,
        false,
    );
    check(attested, None, Progress::VerifiedAtCounter, true);
    check(attested, THREE, Progress::VerifiedAtCounter, true);
    check(
        attested,
        four(Some("2099-12-31")),
        Progress::Authorised,
        true,
    );
    let exempt = |one: &mut Participant| one.person.duty = Duty::Exempt;
    check(exempt, None, Progress::Exempt, true);
    let bystander = |one: &mut Participant| one.person.duty = Duty::NotRequired;
    check(bystander, THREE, Progress::NotRequired, true);
}

#[test]
fn an_authorisation_covers_its_last_day_whole_in_shanghai() {
    let filing = filing("establishment", &[founder()]);
    let today = LegalDay::of(NOW);
    let standing = Some(four(Some(&today.to_string())));
    let at = |now| readiness(&filing, &[standing], now).persons[0].clone();
    let last = at(today.end() - SignedDuration::from_secs(1));
    assert_eq!(last.progress, Progress::Authorised);
    assert_eq!(last.authorised_until, Some(today.to_string()));
    let after = at(today.end());
    assert_eq!(after.progress, Progress::Expired);
    assert_eq!(after.authorised_until, Some(today.to_string()));
}

#[test]
fn roles_that_nobody_has_are_missing_at_an_establishment_alone() {
    let shareholder = text(1, &["shareholder"]);
    let establishment = filing("establishment", std::slice::from_ref(&shareholder));
    let found = readiness(&establishment, &[Some(four(Some("2099-12-31")))], NOW);
    assert_eq!(found.missing_roles, ["legal_representative", "director"]);
    assert!(!found.is_ready());
    let mut signing = shareholder;
    signing.signs = true;
    let change = filing("change", &[signing]);
    let found = readiness(&change, &[Some(four(Some("2099-12-31")))], NOW);
    assert!(found.missing_roles.is_empty() && found.is_ready());
}

fn standings() -> impl Strategy<Value = Option<Standing>> {
    prop_oneof![
        Just(None),
        Just(Some(THREE)),
        Just(Some(four(None))),
        Just(Some(four(Some("2020-12-31")))),
        Just(Some(four(Some("2099-12-31")))),
    ]
}

proptest! {
    #[test]
    fn a_filing_is_ready_when_and_only_when_each_of_its_persons_is(
        standings in proptest::collection::vec(standings(), 1..20)
    ) {
        let persons: Vec<_> = (1..=standings.len()).map(|place| {
            let roles: &[&str] = if place == 1 { &["legal_representative", "director", "shareholder"] } else { &["shareholder"] };
            text(u16::try_from(place).unwrap(), roles)
        }).collect();
        let filing = filing("establishment", &persons);
        let found = readiness(&filing, &standings, NOW);
        let covered = standings.iter().all(|one| *one == Some(four(Some("2099-12-31"))));
        prop_assert_eq!(found.is_ready(), covered);
        prop_assert_eq!(found.persons.len(), standings.len());
    }
}
