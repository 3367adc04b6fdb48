//! The cards that clerks have seen at the counter, sealed.

use super::{Store, StoreError};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

impl Store {
    /// Keeps a card, replacing the one kept under that name.
    pub fn keep_card(
        &self,
        name: &[u8; 32],
        sealed: &[u8],
        seen_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO cards (person, card, seen_at) VALUES (?1, ?2, ?3)",
            params![name, sealed, seen_at.as_second()],
        )?;
        Ok(())
    }

    /// Forgets every card that was seen before `then`.
    pub fn forget_cards_before(&self, then: Timestamp) -> Result<(), StoreError> {
        let statement = "DELETE FROM cards WHERE seen_at < ?1";
        self.connection().execute(statement, [then.as_second()])?;
        Ok(())
    }

    /// Forgets the card under that name.
    pub fn forget_card(&self, name: &[u8; 32]) -> Result<(), StoreError> {
        self.connection()
            .execute("DELETE FROM cards WHERE person = ?1", [name])?;
        Ok(())
    }

    /// The card under that name, where it was seen after `since`.
    pub fn find_card(
        &self,
        name: &[u8; 32],
        since: Timestamp,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let statement = "SELECT card FROM cards WHERE person = ?1 AND seen_at >= ?2";
        Ok(self
            .connection()
            .query_row(statement, params![name, since.as_second()], |row| {
                row.get(0)
            })
            .optional()?)
    }
}
