//! The cards that clerks have seen at the counter, sealed.

use super::{Store, StoreError};
use rusqlite::{OptionalExtension as _, params};

impl Store {
    /// Keeps a card, replacing the one kept under that name.
    pub fn keep_card(&self, name: &[u8; 32], sealed: &[u8]) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO cards (person, card) VALUES (?1, ?2)",
            params![name, sealed],
        )?;
        Ok(())
    }

    /// Forgets the card under that name.
    pub fn forget_card(&self, name: &[u8; 32]) -> Result<(), StoreError> {
        self.connection()
            .execute("DELETE FROM cards WHERE person = ?1", [name])?;
        Ok(())
    }

    /// The card under that name.
    pub fn find_card(&self, name: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        let statement = "SELECT card FROM cards WHERE person = ?1";
        Ok(self
            .connection()
            .query_row(statement, [name], |row| row.get(0))
            .optional()?)
    }
}
