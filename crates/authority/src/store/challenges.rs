//! Challenges, each spent once; what they asked for is kept for a while longer.

use super::{Store, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use verification::VerificationId;

/// How long an expired challenge is still known as one, and asked again, in seconds.
const EXPIRED_KNOWN_SECONDS: i64 = 600;

/// A challenge as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChallenge {
    /// Its compact signed form.
    pub signed: String,
    /// Sealed: whom it is for.
    pub person: Vec<u8>,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
}

/// Gives stores of earlier versions the columns that say what was asked of whom, and whether it is spent; challenges of
/// before they had the first are not asked again.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for (column, kind) in [("asked", "BLOB"), ("spent", "INTEGER NOT NULL DEFAULT 0")] {
        let statement = "SELECT COUNT(*) FROM pragma_table_info('challenges') WHERE name = ?1";
        let there: i64 = transaction.query_row(statement, [column], |row| row.get(0))?;
        if there == 0 {
            let statement = format!("ALTER TABLE challenges ADD COLUMN {column} {kind}");
            transaction.execute(&statement, [])?;
        }
    }
    let index = "CREATE INDEX IF NOT EXISTS challenges_by_asked ON challenges (asked, expires_at)";
    transaction.execute(index, [])?;
    transaction.commit()
}

impl Store {
    /// Keeps a challenge under the keyed name of what was `asked` of whom, and lets those go that expired a while ago.
    pub fn keep_challenge(
        &self,
        id: &VerificationId,
        (challenge, asked): (&StoredChallenge, &[u8; 32]),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let gone = now.as_second() - EXPIRED_KNOWN_SECONDS;
        transaction.execute("DELETE FROM challenges WHERE expires_at < ?1", [gone])?;
        transaction.execute(
            "INSERT INTO challenges (id, signed, person, expires_at, asked) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                id.as_bytes(),
                challenge.signed,
                challenge.person,
                challenge.expires_at.as_second(),
                asked
            ],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// The signed form of the last challenge that was `asked`, spent or not, until a while after it expired or until
    /// [`Self::ask_anew`].
    pub fn last_challenge(
        &self,
        asked: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let gone = now.as_second() - EXPIRED_KNOWN_SECONDS;
        let connection = self.connection();
        let statement = "SELECT signed FROM challenges WHERE asked = ?1 AND expires_at >= ?2
            ORDER BY expires_at DESC LIMIT 1";
        let found = connection.query_row(statement, params![asked, gone], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// The next challenge that is asked like this one is drawn anew.
    pub fn ask_anew(&self, id: &VerificationId) -> Result<(), StoreError> {
        let statement = "UPDATE challenges SET asked = NULL
            WHERE asked = (SELECT asked FROM challenges WHERE id = ?1)";
        self.connection().execute(statement, [id.as_bytes()])?;
        Ok(())
    }

    /// Reads a challenge that is not spent.
    pub fn peek_challenge(
        &self,
        id: &VerificationId,
    ) -> Result<Option<StoredChallenge>, StoreError> {
        let connection = self.connection();
        let statement =
            "SELECT signed, person, expires_at FROM challenges WHERE id = ?1 AND spent = 0";
        let found = connection.query_row(statement, [id.as_bytes()], |row| {
            let second = row.get(2)?;
            let expires_at = Timestamp::from_second(second)
                .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(2, second))?;
            Ok(StoredChallenge {
                signed: row.get(0)?,
                person: row.get(1)?,
                expires_at,
            })
        });
        Ok(found.optional()?)
    }

    /// Spends a challenge, of which only what it asked for stays; `false` if it was spent before or is not known.
    pub fn spend_challenge(&self, id: &VerificationId) -> Result<bool, StoreError> {
        let statement = "UPDATE challenges SET spent = 1, person = x'' WHERE id = ?1 AND spent = 0";
        let spent = self.connection().execute(statement, [id.as_bytes()])?;
        Ok(spent == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
    const ASKED: [u8; 32] = [7; 32];

    fn challenge() -> StoredChallenge {
        let expires_at = Timestamp::constant(1_795_000_180, 0);
        StoredChallenge {
            signed: "a.b.c".to_owned(),
            person: vec![1],
            expires_at,
        }
    }

    #[test]
    fn a_challenge_is_spent_once() {
        let (store, id) = (
            Store::in_memory().unwrap(),
            VerificationId::from_bytes([1; 16]),
        );
        keep(&store, &id, NOW);
        assert_eq!(store.peek_challenge(&id).unwrap(), Some(challenge()));
        assert!(store.spend_challenge(&id).unwrap());
        assert!(!store.spend_challenge(&id).unwrap());
        assert_eq!(store.peek_challenge(&id).unwrap(), None);
        let left = "SELECT length(person) FROM challenges";
        let left = store
            .connection()
            .query_row(left, [], |row| row.get::<_, i64>(0));
        assert_eq!(left.unwrap(), 0, "whom it was for is gone");
    }

    #[test]
    fn an_expired_challenge_is_swept_after_a_while() {
        let (store, id) = (
            Store::in_memory().unwrap(),
            VerificationId::from_bytes([1; 16]),
        );
        keep(&store, &id, NOW);
        let later = Timestamp::constant(1_795_000_180 + 601, 0);
        keep(&store, &VerificationId::from_bytes([2; 16]), later);
        assert_eq!(store.peek_challenge(&id).unwrap(), None);
    }

    fn keep(store: &Store, id: &VerificationId, now: Timestamp) {
        let kept = (&challenge(), &ASKED);
        store.keep_challenge(id, kept, now).unwrap();
    }

    /// What is found so many seconds after a challenge expired; that it is spent changes nothing, a passed scan does.
    fn check_last(asked: [u8; 32], after: i64, expected: bool) {
        let store = Store::in_memory().unwrap();
        let ids = [1, 2].map(|byte| VerificationId::from_bytes([byte; 16]));
        for id in &ids {
            keep(&store, id, NOW);
        }
        let now = Timestamp::from_second(1_795_000_180 + after).unwrap();
        let expected = expected.then(|| challenge().signed);
        assert_eq!(store.last_challenge(&asked, now).unwrap(), expected);
        for id in &ids {
            store.spend_challenge(id).unwrap();
        }
        assert_eq!(store.last_challenge(&asked, now).unwrap(), expected);
        store.ask_anew(&ids[0]).unwrap();
        assert_eq!(store.last_challenge(&asked, now).unwrap(), None);
    }

    #[test]
    fn what_was_asked_last_is_found_until_ten_minutes_after_it_expired() {
        check_last(ASKED, -180, true);
        check_last(ASKED, 600, true);
        check_last(ASKED, 601, false);
        check_last([8; 32], 0, false);
    }

    #[test]
    fn asking_anew_spends_no_other_challenge_of_the_person() {
        let store = Store::in_memory().unwrap();
        let [passed, open] = [1, 2].map(|byte| VerificationId::from_bytes([byte; 16]));
        for id in [&passed, &open] {
            keep(&store, id, NOW);
        }
        store.ask_anew(&passed).unwrap();
        assert_eq!(store.peek_challenge(&open).unwrap(), Some(challenge()));
    }

    #[test]
    fn a_store_from_before_challenges_were_asked_again_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("authority.sqlite");
        let earlier = Connection::open(file).unwrap();
        earlier
            .execute_batch(
                "CREATE TABLE challenges (id BLOB PRIMARY KEY, signed TEXT NOT NULL, person BLOB NOT NULL,
                    expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                INSERT INTO challenges VALUES (x'01010101010101010101010101010101', 'a.b.c', x'01', 1795000180);",
            )
            .unwrap();
        drop(earlier);
        let store = Store::open(folder.path()).unwrap();
        let id = VerificationId::from_bytes([1; 16]);
        assert_eq!(store.peek_challenge(&id).unwrap(), Some(challenge()));
        assert_eq!(store.last_challenge(&ASKED, NOW).unwrap(), None);
    }
}
