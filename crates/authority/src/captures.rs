//! Earlier captures of a person, by which a recording that was shown before is known again. Of a capture whose actions
//! were seen, digests and coarse imprints of its frames are kept, sealed, for as long as its transcript.

use crate::Authority;
use crate::judge::{FrameMark, Judgement};
use crate::personal::{Personal, PersonalError};
use crate::store::{Store, StoreError, StoredCapture};
use crate::surroundings::Randomness;
use decision::Recurrence;
use identity::IdNumber;
use portrait::{Imprint, imprint};
use std::cell::RefCell;
use std::sync::{Mutex, MutexGuard, PoisonError};
use verification::{Decision, VerificationId};
use zeroize::Zeroizing;

const FIELD: &str = "capture";

/// The layout of what is sealed: this byte, then digest and imprint of each frame.
const LAYOUT: u8 = 1;

/// So much of a keyed digest tells frames apart.
const DIGEST_BYTES: usize = 16;

const FRAME_BYTES: usize = DIGEST_BYTES + Imprint::BYTES;

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

/// A frame as it is kept.
type Kept = ([u8; DIGEST_BYTES], Imprint);

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
        let (mut captures, mut same, mut alike) = (0, 0, 0);
        for earlier in self.store.captures_of(&self.person)? {
            let earlier = self.open(&earlier)?;
            captures += 1;
            same = same.max(count_same(&frames, &earlier));
            alike = alike.max(count_alike(&frames, &earlier));
        }
        Ok(Recurrence::Sought {
            captures,
            same,
            alike,
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
        let mut bytes = Zeroizing::new(vec![LAYOUT]);
        for (digest, imprint) in self.kept(&judgement.marks) {
            bytes.extend_from_slice(&digest);
            bytes.extend_from_slice(&imprint.to_bytes());
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

    fn open(&self, stored: &StoredCapture) -> Result<Vec<Kept>, CapturesError> {
        let owner = self.owner(&stored.id);
        let bytes = self.personal.open(FIELD, &owner, &stored.frames)?;
        let Some((&LAYOUT, frames)) = bytes.split_first() else {
            return Err(CapturesError::Damaged);
        };
        let (frames, []) = frames.as_chunks::<FRAME_BYTES>() else {
            return Err(CapturesError::Damaged);
        };
        frames.iter().map(read).collect()
    }

    /// A capture under another person or verification does not open.
    fn owner(&self, id: &VerificationId) -> Vec<u8> {
        [&self.person[..], &id.as_bytes()[..]].concat()
    }

    fn kept(&self, marks: &[FrameMark]) -> Vec<Kept> {
        let kept = |mark: &FrameMark| {
            let name = self.personal.frame(&mark.digest);
            (std::array::from_fn(|at| name[at]), mark.imprint.clone())
        };
        marks.iter().map(kept).collect()
    }
}

fn read(frame: &[u8; FRAME_BYTES]) -> Result<Kept, CapturesError> {
    let (digest, imprint) = frame.split_first_chunk().ok_or(CapturesError::Damaged)?;
    let imprint = imprint.try_into().map_err(|_| CapturesError::Damaged)?;
    Ok((*digest, Imprint::from_bytes(imprint)))
}

fn count_same(frames: &[Kept], earlier: &[Kept]) -> u32 {
    let recurs = |frame: &&Kept| earlier.iter().any(|before| before.0 == frame.0);
    count(frames.iter().filter(recurs).count())
}

fn count_alike(frames: &[Kept], earlier: &[Kept]) -> u32 {
    let imprints = |frames: &[Kept]| -> Vec<Imprint> {
        frames.iter().map(|(_, imprint)| imprint.clone()).collect()
    };
    count(imprint::recurring(&imprints(frames), &imprints(earlier)))
}

fn count(frames: usize) -> u32 {
    u32::try_from(frames).unwrap_or(u32::MAX)
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
        let judgement = Judgement::of_ground(ground, Rules::in_force(500).unwrap()).unwrap();
        Judgement {
            marks: marks.to_vec(),
            ..judgement
        }
    }

    fn mark(digest: u8, grey: u8) -> FrameMark {
        FrameMark {
            digest: [digest; 32],
            imprint: Imprint::from_bytes([grey; Imprint::BYTES]),
        }
    }

    fn sought(captures: u32, same: u32, alike: u32) -> Recurrence {
        Recurrence::Sought {
            captures,
            same,
            alike,
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

    #[test]
    fn what_is_kept_is_sealed_and_opens_for_its_own_person_and_verification_alone() {
        let place = Place::new();
        let marks = [mark(0x41, 100)];
        let kept = place.keep(1, 1, &marks).unwrap();
        let holds = |bytes: &[u8]| kept.frames.windows(bytes.len()).any(|it| it == bytes);
        assert!(!holds(&[100; 8]) && !holds(&[0x41; 8]));
        assert!(place.captures(1).open(&kept).is_ok());
        let error = place.captures(2).open(&kept).unwrap_err();
        assert!(matches!(error, CapturesError::Personal(_)));
        let moved = StoredCapture {
            id: VerificationId::from_bytes([2; 16]),
            ..kept
        };
        assert!(place.captures(1).open(&moved).is_err());
    }
}
