//! Challenges, kept until they are spent.

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

/// Gives stores of earlier versions the column that says what was asked of whom; their challenges are not asked again.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let statement = "SELECT COUNT(*) FROM pragma_table_info('challenges') WHERE name = 'asked'";
    let there: i64 = transaction.query_row(statement, [], |row| row.get(0))?;
    if there == 0 {
        transaction.execute("ALTER TABLE challenges ADD COLUMN asked BLOB", [])?;
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

    /// The signed form of the last challenge that was `asked` and has not been answered: it is open, or expired a while ago.
    pub fn unanswered_challenge(
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

    /// Reads a challenge without spending it.
    pub fn peek_challenge(
        &self,
        id: &VerificationId,
    ) -> Result<Option<StoredChallenge>, StoreError> {
        self.one_challenge(
            "SELECT signed, person, expires_at FROM challenges WHERE id = ?1",
            id,
        )
    }

    /// Takes a challenge out: whoever comes next finds none.
    pub fn spend_challenge(
        &self,
        id: &VerificationId,
    ) -> Result<Option<StoredChallenge>, StoreError> {
        self.one_challenge(
            "DELETE FROM challenges WHERE id = ?1 RETURNING signed, person, expires_at",
            id,
        )
    }

    fn one_challenge(
        &self,
        statement: &str,
        id: &VerificationId,
    ) -> Result<Option<StoredChallenge>, StoreError> {
        let connection = self.connection();
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
        assert_eq!(store.spend_challenge(&id).unwrap(), Some(challenge()));
        assert_eq!(store.spend_challenge(&id).unwrap(), None);
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

    /// What is found of an unanswered challenge, so many seconds after it expired.
    fn check_unanswered(asked: [u8; 32], after: i64, expected: bool) {
        let store = Store::in_memory().unwrap();
        let id = VerificationId::from_bytes([1; 16]);
        keep(&store, &id, NOW);
        let now = Timestamp::from_second(1_795_000_180 + after).unwrap();
        let found = store.unanswered_challenge(&asked, now).unwrap();
        assert_eq!(found, expected.then(|| challenge().signed));
        store.spend_challenge(&id).unwrap();
        assert_eq!(store.unanswered_challenge(&asked, now).unwrap(), None);
    }

    #[test]
    fn an_unanswered_challenge_is_found_until_ten_minutes_after_it_expired() {
        check_unanswered(ASKED, -180, true);
        check_unanswered(ASKED, 600, true);
        check_unanswered(ASKED, 601, false);
        check_unanswered([8; 32], 0, false);
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
        assert_eq!(store.unanswered_challenge(&ASKED, NOW).unwrap(), None);
    }
}
