//! Challenges, kept until they are spent.

use super::{Store, StoreError};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use verification::VerificationId;

/// How long an expired challenge is still known as one, in seconds.
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

impl Store {
    /// Keeps a challenge, and lets those go that expired a while ago.
    pub fn keep_challenge(
        &self,
        id: &VerificationId,
        challenge: &StoredChallenge,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let gone = now.as_second() - EXPIRED_KNOWN_SECONDS;
        transaction.execute("DELETE FROM challenges WHERE expires_at < ?1", [gone])?;
        transaction.execute(
            "INSERT INTO challenges (id, signed, person, expires_at) VALUES (?1, ?2, ?3, ?4)",
            params![
                id.as_bytes(),
                challenge.signed,
                challenge.person,
                challenge.expires_at.as_second()
            ],
        )?;
        transaction.commit()?;
        Ok(())
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
        store.keep_challenge(&id, &challenge(), NOW).unwrap();
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
        store.keep_challenge(&id, &challenge(), NOW).unwrap();
        let later = Timestamp::constant(1_795_000_180 + 601, 0);
        store
            .keep_challenge(&VerificationId::from_bytes([2; 16]), &challenge(), later)
            .unwrap();
        assert_eq!(store.peek_challenge(&id).unwrap(), None);
    }
}
