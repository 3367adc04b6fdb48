//! Nonces of requests, each taken once.

use super::{Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use rusqlite::params;
use verification::Nonce;

impl Store {
    /// Takes `nonce` and keeps it for `kept`; false when it was taken before. Those kept long enough go.
    pub fn take_nonce(
        &self,
        nonce: &Nonce,
        now: Timestamp,
        kept: SignedDuration,
    ) -> Result<bool, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        transaction.execute(
            "DELETE FROM request_nonces WHERE kept_until < ?1",
            [now.as_second()],
        )?;
        let taken = transaction.execute(
            "INSERT INTO request_nonces (nonce, kept_until) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![nonce.as_bytes(), now.as_second() + kept.as_secs()],
        )?;
        transaction.commit()?;
        Ok(taken == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: SignedDuration = SignedDuration::from_secs(121);

    fn check(store: &Store, second: i64, expected: bool) {
        let now = Timestamp::from_second(1_795_000_000 + second).unwrap();
        assert_eq!(
            store
                .take_nonce(&Nonce::from_bytes([1; 32]), now, KEPT)
                .unwrap(),
            expected
        );
    }

    #[test]
    fn a_nonce_is_taken_once_while_it_is_kept() {
        let store = Store::in_memory().unwrap();
        check(&store, 0, true);
        check(&store, 0, false);
        check(&store, 121, false);
        check(&store, 122, true);
    }
}
