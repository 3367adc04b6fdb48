use jiff::SignedDuration;
use verification::{Nonce, Subject};

use super::*;
use crate::fixtures::{NOW, filing, founder, text};
use crate::{Progress, readiness};

fn open() -> Filing {
    filing("establishment", &[founder(), text(2, &["shareholder"])])
}

fn later(seconds: i64) -> Timestamp {
    NOW + SignedDuration::from_secs(seconds)
}

fn invitation(byte: u8) -> Invitation {
    Invitation {
        digest: [byte; 32],
        expires_at: later(60),
    }
}

fn word() -> Outcome {
    Outcome {
        id: VerificationId::from_bytes([1; 16]),
        nonce: Nonce::from_bytes([2; 32]),
        subject: Subject::from_bytes([3; 32]),
        purpose: Purpose::Filing,
        audience: "https://edge.example".to_owned(),
        basis: Basis::Counter,
        decision: Decision::Passed,
        evidence_digest: None,
        transcript_digest: None,
        presentation_scored: None,
        decided_at: NOW,
    }
}

fn settled(filing: Filing, outcome: &Outcome) -> Result<Filing, FilingRefusal> {
    let person = founder();
    filing.settle("p1", (&person.number, &person.name), outcome)
}

#[test]
fn an_invitation_serves_until_it_expires_or_another_is_made() {
    let invited = open().invite("p2", invitation(1)).unwrap();
    let who = |filing: &Filing, byte: u8, now| {
        let found = filing.invited(&[byte; 32], now);
        found.map(|one| one.person.reference.clone())
    };
    let unknown = Err(FilingRefusal::InvitationUnknown);
    assert_eq!(who(&invited, 1, later(59)), Ok("p2".to_owned()));
    assert_eq!(who(&invited, 1, later(60)), unknown);
    assert_eq!(who(&invited, 2, NOW), unknown);
    let again = invited.invite("p2", invitation(2)).unwrap();
    assert_eq!(who(&again, 1, NOW), unknown);
    assert_eq!(who(&again, 2, NOW), Ok("p2".to_owned()));
    assert_eq!(who(&again.close().unwrap(), 2, NOW), unknown);
    let nobody = open().invite("p3", invitation(1)).err();
    assert_eq!(nobody, Some(FilingRefusal::PersonUnknown));
}

#[test]
fn only_a_clerks_yes_for_a_filing_about_this_very_person_settles_it() {
    let filing = settled(open(), &word()).unwrap();
    let found = readiness(&filing, &[None, None], NOW);
    assert_eq!(found.persons[0].progress, Progress::VerifiedAtCounter);
    assert_eq!(
        settled(filing.clone(), &word()).unwrap().participants,
        filing.participants
    );
    let foreign = [
        Outcome {
            basis: Basis::Face,
            ..word()
        },
        Outcome {
            purpose: Purpose::RaiseLevel,
            ..word()
        },
        Outcome {
            decision: Decision::Refused {
                reason: verification::Refusal::NoRecord,
            },
            ..word()
        },
    ];
    for outcome in foreign {
        assert_eq!(
            settled(open(), &outcome).err(),
            Some(FilingRefusal::OutcomeForeign)
        );
    }
    let other = text(2, &[]);
    let alike = founder().name.replace('例', "\u{F9B5}");
    let settled = open().settle("p1", (&founder().number, &alike), &word());
    assert!(settled.unwrap().participants[0].attested.is_some());
    let mistaken = open().settle("p1", (&other.number, &other.name), &word());
    assert_eq!(mistaken.err(), Some(FilingRefusal::PersonUnknown));
}

#[test]
fn who_stays_under_their_reference_keeps_what_is_known_and_nobody_else_gets_it() {
    let known = settled(open().invite("p1", invitation(1)).unwrap(), &word()).unwrap();
    let persons = |filing: &Filing| -> Vec<Person> {
        filing
            .participants
            .iter()
            .map(|one| one.person.clone())
            .collect()
    };
    let same = known.clone().replace(persons(&open())).unwrap();
    assert!(same.participants[0].attested.is_some() && same.participants[0].invitation.is_some());
    let mut swapped = persons(&open());
    swapped.swap(0, 1);
    swapped[0].reference = "p1".to_owned();
    swapped[1].reference = "p2".to_owned();
    let swapped = known.replace(swapped).unwrap();
    assert!(
        swapped
            .participants
            .iter()
            .all(|one| one.attested.is_none() && one.invitation.is_none())
    );
}

#[test]
fn what_was_handed_in_stays_as_it_was_and_what_changed_in_between_is_not() {
    let filing = open();
    let states = readiness(&filing, &[None, None], NOW).persons;
    let times = (NOW, later(1_000));
    let changed = settled(filing.clone(), &word()).unwrap();
    assert_eq!(
        changed
            .hand_in(filing.revision, states.clone(), times)
            .err(),
        Some(FilingRefusal::Changed)
    );
    let handed_in = filing
        .clone()
        .hand_in(filing.revision, states.clone(), times)
        .unwrap();
    assert_eq!(handed_in.erased_at, later(1_000));
    assert_eq!(
        handed_in.state,
        State::HandedIn {
            at: NOW,
            persons: states
        }
    );
    let refusal = Some(FilingRefusal::HandedIn);
    assert_eq!(handed_in.clone().replace(Vec::new()).err(), refusal);
    assert_eq!(handed_in.clone().invite("p1", invitation(1)).err(), refusal);
    assert_eq!(handed_in.clone().close().err(), refusal);
    assert_eq!(settled(handed_in, &word()).err(), refusal);
}

#[test]
fn closing_erases_everybody_and_nothing_goes_on() {
    let closed = open().close().unwrap();
    assert!(closed.participants.is_empty());
    assert_eq!(closed.clone().close().unwrap().state, State::Closed);
    assert_eq!(
        closed.clone().replace(Vec::new()).err(),
        Some(FilingRefusal::Closed)
    );
    assert_eq!(
        closed.hand_in(1, Vec::new(), (NOW, NOW)).err(),
        Some(FilingRefusal::Closed)
    );
}

#[test]
fn what_the_authority_said_goes_to_whom_it_was_said_of() {
    let filing = open();
    let person = filing.participants[1].person.clone();
    let mut renamed = filing.participants[0].person.clone();
    renamed.name = "样例乙".to_owned();
    let noted = filing.note_activations(&[(person, true), (renamed, true)]);
    let said: Vec<_> = noted
        .participants
        .iter()
        .map(|one| one.needs_activation)
        .collect();
    assert_eq!(said, [None, Some(true)]);
}

#[test]
fn it_prints_nobody() {
    let printed = format!("{:?} {:?}", open(), open().participants[0].person);
    assert!(
        !printed.contains("样例") && !printed.contains("4405"),
        "{printed}"
    );
}
