//! What is kept of captures whose actions were seen: marks of their frames, sealed.

use super::{Store, StoreError};
use jiff::Timestamp;
use rusqlite::{Transaction, params};
use verification::VerificationId;

/// So many captures of a person that passed are kept, and so many that did not: the oldest goes first. Strangers, who do
/// not pass, push out none of the person's own.
pub const MOST_CAPTURES: u32 = 20;

/// A capture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCapture {
    /// The verification, with whose transcript it is erased.
    pub id: VerificationId,
    /// The keyed name of whose it is.
    pub person: [u8; 32],
    /// Whether the verification passed.
    pub passed: bool,
    /// Sealed: the marks of its frames.
    pub frames: Vec<u8>,
}

/// Keeps a capture, and lets the oldest go if there are too many.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    capture: &StoredCapture,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let StoredCapture {
        id,
        person,
        passed,
        frames,
    } = capture;
    transaction.execute(
        "INSERT OR REPLACE INTO captures (id, person, passed, frames, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id.as_bytes(), person, passed, frames, now.as_second()],
    )?;
    transaction.execute(
        "DELETE FROM captures WHERE person = ?1 AND passed = ?2 AND id NOT IN (
            SELECT id FROM captures WHERE person = ?1 AND passed = ?2
            ORDER BY kept_at DESC, rowid DESC LIMIT ?3)",
        params![person, passed, MOST_CAPTURES],
    )?;
    Ok(())
}

impl Store {
    /// The captures of a person that are kept.
    pub fn captures_of(&self, person: &[u8; 32]) -> Result<Vec<StoredCapture>, StoreError> {
        let connection = self.connection();
        let statement = "SELECT id, person, passed, frames FROM captures WHERE person = ?1";
        let mut statement = connection.prepare(statement)?;
        let captures = statement.query_map([person], |row| {
            Ok(StoredCapture {
                id: VerificationId::from_bytes(row.get(0)?),
                person: row.get(1)?,
                passed: row.get(2)?,
                frames: row.get(3)?,
            })
        })?;
        Ok(captures.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: [u8; 32] = [7; 32];

    fn keep(store: &Store, id: u8, passed: bool) {
        let capture = StoredCapture {
            id: VerificationId::from_bytes([id; 16]),
            person: PERSON,
            passed,
            frames: vec![id],
        };
        let now = Timestamp::from_second(1_795_000_000).unwrap();
        let kept = ("a.b.c", Some(&capture));
        store.keep_scan(&capture.id, kept, now).unwrap();
    }

    fn kept(store: &Store) -> Vec<u8> {
        let captures = store.captures_of(&PERSON).unwrap();
        let mut kept: Vec<_> = captures.iter().map(|capture| capture.frames[0]).collect();
        kept.sort_unstable();
        kept
    }

    #[test]
    fn the_oldest_goes_and_what_was_refused_pushes_out_nothing_that_passed() {
        let store = Store::in_memory().unwrap();
        keep(&store, 1, true);
        for id in 100..130 {
            keep(&store, id, false);
        }
        let expected: Vec<u8> = std::iter::once(1).chain(110..130).collect();
        assert_eq!(kept(&store), expected);
        for id in 2..30 {
            keep(&store, id, true);
        }
        assert_eq!(kept(&store).len(), 40);
        assert!(!kept(&store).contains(&1));
        assert_eq!(store.captures_of(&[8; 32]).unwrap(), []);
    }

    #[test]
    fn a_capture_is_erased_with_its_transcript() {
        let store = Store::in_memory().unwrap();
        keep(&store, 1, true);
        keep(&store, 2, true);
        let erased = [VerificationId::from_bytes([1; 16])];
        assert_eq!(store.erase_transcripts(&erased).unwrap(), 1);
        assert_eq!(kept(&store), [2]);
        assert_eq!(store.find_transcript(&erased[0]).unwrap(), None);
    }
}
