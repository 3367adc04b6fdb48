//! Earlier captures of a person, by which a recording that was shown before is known again. Of a capture whose actions
//! were seen, digests and coarse imprints of its frames are kept, sealed, for as long as its transcript.

use crate::Authority;
use crate::judge::{FrameMark, Judgement};
use crate::personal::{Personal, PersonalError};
use crate::store::{Store, StoreError, StoredCapture};
use crate::surroundings::Randomness;
use decision::{Recurrence, Retraced};
use identity::IdNumber;
use portrait::{FeaturePlaces, Imprint, Movement, imprint};
use std::cell::RefCell;
use std::sync::{Mutex, MutexGuard, PoisonError};
use verification::{Decision, VerificationId};
use zeroize::Zeroizing;

const FIELD: &str = "capture";

/// The layout of what is sealed: this byte, then each frame with its digest, its imprint, its time, and where the features
/// of its face are.
const LAYOUT: u8 = 2;

/// The layout of before: without times and features.
const WITHOUT_MOVEMENT: u8 = 1;

/// So much of a keyed digest tells frames apart.
const DIGEST_BYTES: usize = 16;

const PICTURE_BYTES: usize = DIGEST_BYTES + Imprint::BYTES;

/// Milliseconds, big-endian.
const TIME_BYTES: usize = 4;

const FRAME_BYTES: usize = PICTURE_BYTES + TIME_BYTES + FeaturePlaces::BYTES;

/// Why earlier captures cannot be looked through.
#[derive(Debug, thiserror::Error)]
pub enum CapturesError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the store holds cannot be read with the keys at hand.
    #[error(transparent)]
    Personal(#[from] PersonalError),
    /// What the store holds is no capture.
    #[error("an earlier capture is damaged")]
    Damaged,
}

/// The earlier captures of one person, during one scan. From [`Self::seek`] on, nobody else looks or keeps until this is
/// dropped: of two scans of one recording at once, neither would find the other's frames.
pub struct Captures<'a> {
    store: &'a Store,
    personal: &'a Personal,
    person: [u8; 32],
    is_recurrence_allowed: bool,
    turns: &'a Mutex<()>,
    turn: RefCell<Option<MutexGuard<'a, ()>>>,
}

/// A capture as it is kept.
struct Kept {
    digests: Vec<[u8; DIGEST_BYTES]>,
    imprints: Vec<Imprint>,
    movement: Movement,
}

impl<'a> Captures<'a> {
    /// Those of the person with this number.
    #[must_use]
    pub fn of(authority: &'a Authority, number: &IdNumber) -> Self {
        let personal = authority.keys.personal.as_ref();
        Self {
            store: authority.store.as_ref(),
            personal,
            person: personal.captures_of(number),
            is_recurrence_allowed: authority.is_recurrence_allowed,
            turns: &authority.remembering,
            turn: RefCell::default(),
        }
    }

    /// How much of these frames recurs in an earlier capture.
    pub fn seek(&self, marks: &[FrameMark]) -> Result<Recurrence, CapturesError> {
        if self.is_recurrence_allowed {
            return Ok(Recurrence::Allowed);
        }
        // A second look in one scan keeps its turn no longer than it takes to get the next.
        drop(self.turn.take());
        let turn = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        self.turn.replace(Some(turn));
        let frames = self.kept(marks);
        let mirrored = frames.movement.mirrored();
        let (mut captures, mut same, mut alike) = (0, 0, 0);
        let mut movement = Retraced::default();
        for earlier in self.store.captures_of(&self.person)? {
            let earlier = self.open(&earlier)?;
            captures += 1;
            same = same.max(frames.same(&earlier));
            alike = alike.max(count(imprint::recurring(
                &frames.imprints,
                &earlier.imprints,
            )));
            let of = |now: &Movement| thousandths(now.retraced(&earlier.movement));
            movement.straight = movement.straight.max(of(&frames.movement));
            movement.mirrored = movement.mirrored.max(of(&mirrored));
        }
        Ok(Recurrence::Sought {
            captures,
            same,
            alike,
            movement: Some(movement),
        })
    }

    /// What is kept of a scan beside its transcript; `None` if its actions were not seen.
    #[must_use]
    pub fn keep(
        &self,
        id: &VerificationId,
        judgement: &Judgement,
        randomness: &mut Randomness,
    ) -> Option<StoredCapture> {
        if self.is_recurrence_allowed || judgement.marks.is_empty() {
            return None;
        }
        // A client counts from where it likes.
        let start_ms = judgement.marks.first().map_or(0, |mark| mark.at_ms);
        let mut bytes = Zeroizing::new(vec![LAYOUT]);
        for mark in &judgement.marks {
            bytes.extend_from_slice(&self.name(mark));
            bytes.extend_from_slice(&mark.imprint.to_bytes());
            let time_ms = u32::try_from(mark.at_ms.saturating_sub(start_ms)).unwrap_or(u32::MAX);
            bytes.extend_from_slice(&time_ms.to_be_bytes());
            let places = mark.places.as_ref().map(FeaturePlaces::to_bytes);
            bytes.extend_from_slice(&places.unwrap_or(NO_FACE));
        }
        let frames = self
            .personal
            .seal(FIELD, &self.owner(id), &bytes, randomness);
        Some(StoredCapture {
            id: *id,
            person: self.person,
            passed: judgement.verdict.outcome == Decision::Passed,
            frames,
        })
    }

    fn open(&self, stored: &StoredCapture) -> Result<Kept, CapturesError> {
        let owner = self.owner(&stored.id);
        let bytes = self.personal.open(FIELD, &owner, &stored.frames)?;
        let (layout, frames) = bytes.split_first().ok_or(CapturesError::Damaged)?;
        match *layout {
            LAYOUT => Kept::read::<FRAME_BYTES>(frames),
            WITHOUT_MOVEMENT => Kept::read::<PICTURE_BYTES>(frames),
            _ => Err(CapturesError::Damaged),
        }
    }

    /// A capture under another person or verification does not open.
    fn owner(&self, id: &VerificationId) -> Vec<u8> {
        [&self.person[..], &id.as_bytes()[..]].concat()
    }

    fn kept(&self, marks: &[FrameMark]) -> Kept {
        let moved = marks.iter();
        let moved = moved.filter_map(|mark| Some((mark.at_ms, mark.places.clone()?)));
        Kept {
            digests: marks.iter().map(|mark| self.name(mark)).collect(),
            imprints: marks.iter().map(|mark| mark.imprint.clone()).collect(),
            movement: Movement::of(&moved.collect::<Vec<_>>()),
        }
    }

    fn name(&self, mark: &FrameMark) -> [u8; DIGEST_BYTES] {
        let name = self.personal.frame(&mark.digest);
        std::array::from_fn(|at| name[at])
    }
}

/// What stands for the features of a frame without exactly one face.
const NO_FACE: [u8; FeaturePlaces::BYTES] = [0; FeaturePlaces::BYTES];

impl Kept {
    /// From frames of so many bytes each.
    fn read<const BYTES: usize>(frames: &[u8]) -> Result<Self, CapturesError> {
        let (frames, []) = frames.as_chunks::<BYTES>() else {
            return Err(CapturesError::Damaged);
        };
        let (mut digests, mut imprints, mut moved) = (Vec::new(), Vec::new(), Vec::new());
        for frame in frames {
            let (digest, rest) = take(frame)?;
            let (imprint, rest) = take(rest)?;
            digests.push(*digest);
            imprints.push(Imprint::from_bytes(*imprint));
            if rest.is_empty() {
                continue;
            }
            let (time_ms, rest) = take::<TIME_BYTES>(rest)?;
            let (places, _) = take(rest)?;
            if *places != NO_FACE {
                let time_ms = u64::from(u32::from_be_bytes(*time_ms));
                moved.push((time_ms, FeaturePlaces::from_bytes(places)));
            }
        }
        Ok(Self {
            digests,
            imprints,
            movement: Movement::of(&moved),
        })
    }

    /// How many of these frames have the very bytes of an earlier one.
    fn same(&self, earlier: &Self) -> u32 {
        let digests = self.digests.iter();
        count(
            digests
                .filter(|digest| earlier.digests.contains(digest))
                .count(),
        )
    }
}

fn take<const BYTES: usize>(bytes: &[u8]) -> Result<(&[u8; BYTES], &[u8]), CapturesError> {
    bytes.split_first_chunk().ok_or(CapturesError::Damaged)
}

fn count(frames: usize) -> u32 {
    u32::try_from(frames).unwrap_or(u32::MAX)
}

/// Rounded down, so that what lies below a threshold stays there.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of one, in thousandths"
)]
fn thousandths(share: f64) -> i32 {
    (share * 1_000.0).floor() as i32
}

impl std::fmt::Debug for Captures<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Captures")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use decision::{Ground, Rules};
    use jiff::Timestamp;
    use keyring::{Keyring, NameKey};
    use verification::Refusal;

    struct Place {
        store: Store,
        personal: Personal,
        turns: Mutex<()>,
    }

    impl Place {
        fn new() -> Self {
            let key = "A".repeat(42) + "E";
            let keyring = Keyring::parse(&format!("k1:{key}")).unwrap();
            Self {
                store: Store::in_memory().unwrap(),
                personal: Personal::new(keyring, NameKey::from_bytes([1; 32])),
                turns: Mutex::default(),
            }
        }

        fn captures(&self, person: u8) -> Captures<'_> {
            Captures {
                store: &self.store,
                personal: &self.personal,
                person: [person; 32],
                is_recurrence_allowed: false,
                turns: &self.turns,
                turn: RefCell::default(),
            }
        }

        fn keep(&self, person: u8, id: u8, marks: &[FrameMark]) -> Option<StoredCapture> {
            let id = VerificationId::from_bytes([id; 16]);
            let mut randomness = Surroundings::real().randomness();
            let capture = self
                .captures(person)
                .keep(&id, &judgement(marks), &mut randomness);
            let now = Timestamp::from_second(1_795_000_000).unwrap();
            let kept = ("a.b.c", capture.as_ref());
            self.store.keep_scan(&id, kept, now).unwrap();
            capture
        }
    }

    fn judgement(marks: &[FrameMark]) -> Judgement {
        let ground = Ground::Sandbox {
            reason: Refusal::FaceDiffers,
        };
        let judgement = Judgement::of_ground(ground, Rules::in_force(450).unwrap()).unwrap();
        Judgement {
            marks: marks.to_vec(),
            ..judgement
        }
    }

    fn mark(digest: u8, grey: u8) -> FrameMark {
        FrameMark {
            digest: [digest; 32],
            imprint: Imprint::from_bytes([grey; Imprint::BYTES]),
            at_ms: 0,
            places: None,
        }
    }

    fn sought(captures: u32, same: u32, alike: u32) -> Recurrence {
        Recurrence::Sought {
            captures,
            same,
            alike,
            movement: Some(Retraced::default()),
        }
    }

    #[test]
    fn each_count_is_the_most_in_one_earlier_capture_of_the_same_person() {
        let place = Place::new();
        let marks = [mark(1, 100), mark(2, 150)];
        assert_eq!(place.captures(1).seek(&marks).unwrap(), sought(0, 0, 0));
        place.keep(1, 1, &[mark(1, 50), mark(9, 60)]);
        place.keep(1, 2, &[mark(8, 101), mark(9, 151)]);
        place.keep(2, 3, &marks);
        assert_eq!(place.captures(1).seek(&marks).unwrap(), sought(2, 1, 2));
    }

    #[test]
    fn frames_without_a_face_recur_by_their_bytes_alone() {
        let place = Place::new();
        let nothing = FrameMark {
            imprint: Imprint::NOTHING,
            ..mark(1, 0)
        };
        place.keep(1, 1, &[nothing.clone(), mark(2, 100)]);
        assert_eq!(place.captures(1).seek(&[nothing]).unwrap(), sought(1, 1, 0));
    }

    #[test]
    fn nothing_is_kept_of_a_capture_whose_actions_were_not_seen() {
        assert_eq!(Place::new().keep(1, 1, &[]), None);
    }

    #[test]
    fn a_sandbox_that_allows_it_neither_looks_nor_keeps() {
        let place = Place::new();
        let captures = Captures {
            is_recurrence_allowed: true,
            ..place.captures(1)
        };
        let marks = [mark(1, 100)];
        assert_eq!(captures.seek(&marks).unwrap(), Recurrence::Allowed);
        let id = VerificationId::from_bytes([1; 16]);
        let mut randomness = Surroundings::real().randomness();
        assert_eq!(
            captures.keep(&id, &judgement(&marks), &mut randomness),
            None
        );
    }

    /// What this version kept of a capture, with the byte and the frames of the layout before.
    #[test]
    fn a_capture_that_was_kept_without_movement_is_known_by_its_pictures() {
        let place = Place::new();
        let captures = place.captures(1);
        let mark = mark(1, 100);
        let mut bytes = vec![WITHOUT_MOVEMENT];
        bytes.extend_from_slice(&captures.name(&mark));
        bytes.extend_from_slice(&mark.imprint.to_bytes());
        let id = VerificationId::from_bytes([1; 16]);
        let mut randomness = Surroundings::real().randomness();
        let owner = captures.owner(&id);
        let frames = place.personal.seal(FIELD, &owner, &bytes, &mut randomness);
        let earlier = StoredCapture {
            id,
            person: captures.person,
            passed: true,
            frames,
        };
        let now = Timestamp::from_second(1_795_000_000).unwrap();
        place
            .store
            .keep_scan(&id, ("a.b.c", Some(&earlier)), now)
            .unwrap();
        assert_eq!(captures.seek(&[mark]).unwrap(), sought(1, 1, 1));
    }

    #[test]
    fn a_movement_is_known_again_wherever_its_times_begin() {
        for start_ms in [0, 1 << 32, u64::MAX - 10_000] {
            let moving = |digest: u8| -> Vec<FrameMark> {
                let frames = (0..40_u8).map(|frame| {
                    let moved = i16::from((frame % 20).min(20 - frame % 20)) * 100;
                    let mut places = [0; FeaturePlaces::BYTES];
                    for (part, place) in (0..).zip(places.as_chunks_mut::<2>().0) {
                        *place = i16::to_be_bytes(moved * (part % 7));
                    }
                    FrameMark {
                        at_ms: start_ms + u64::from(frame) * 100,
                        places: Some(FeaturePlaces::from_bytes(&places)),
                        ..mark(digest, digest)
                    }
                });
                frames.collect()
            };
            let place = Place::new();
            place.keep(1, 1, &moving(1));
            let Recurrence::Sought { movement, .. } = place.captures(1).seek(&moving(200)).unwrap()
            else {
                panic!("nothing was sought");
            };
            assert!(
                movement.unwrap().straight >= 996,
                "{start_ms}: {movement:?}"
            );
        }
    }

    #[test]
    fn frames_without_a_face_leave_no_movement() {
        let place = Place::new();
        let kept = place.keep(1, 1, &[mark(1, 100), mark(2, 100)]).unwrap();
        let kept = place.captures(1).open(&kept).ok().unwrap();
        assert_eq!((kept.digests.len(), kept.imprints.len()), (2, 2));
        assert!(kept.movement.retraced(&kept.movement).abs() < f64::EPSILON);
    }

    #[test]
    fn what_is_kept_is_sealed_and_opens_for_its_own_person_and_verification_alone() {
        let place = Place::new();
        let marks = [mark(0x41, 100)];
        let kept = place.keep(1, 1, &marks).unwrap();
        let holds = |bytes: &[u8]| kept.frames.windows(bytes.len()).any(|it| it == bytes);
        assert!(!holds(&[100; 8]) && !holds(&[0x41; 8]));
        assert!(place.captures(1).open(&kept).is_ok());
        let of_another = place.captures(2).open(&kept);
        assert!(matches!(of_another, Err(CapturesError::Personal(_))));
        let moved = StoredCapture {
            id: VerificationId::from_bytes([2; 16]),
            ..kept
        };
        assert!(place.captures(1).open(&moved).is_err());
    }
}
