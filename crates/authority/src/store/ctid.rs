//! Who has opened the sandbox's 网证, under keyed names, sealed.

use super::{Store, StoreError};
use rusqlite::{OptionalExtension as _, params};

impl Store {
    /// Puts a sealed embedding, replacing what stood under that name.
    pub fn put_ctid(&self, name: &[u8; 32], portrait: &[u8]) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO sandbox_ctid (person, portrait) VALUES (?1, ?2)",
            params![name, portrait],
        )?;
        Ok(())
    }

    /// The sealed embedding under that name.
    pub fn find_ctid(&self, name: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        let statement = "SELECT portrait FROM sandbox_ctid WHERE person = ?1";
        Ok(self
            .connection()
            .query_row(statement, [name], |row| row.get(0))
            .optional()?)
    }

    /// Removes what stands under that name; false when there is nothing.
    pub fn remove_ctid(&self, name: &[u8; 32]) -> Result<bool, StoreError> {
        Ok(self
            .connection()
            .execute("DELETE FROM sandbox_ctid WHERE person = ?1", [name])?
            == 1)
    }
}
