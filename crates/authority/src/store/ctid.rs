//! Who has opened the sandbox's 网证, under keyed names, sealed.

use super::{Store, StoreError, StoredTemplate};
use rusqlite::{OptionalExtension as _, params};

impl Store {
    /// Puts a template, replacing what stood under that name.
    pub fn put_ctid(&self, name: &[u8; 32], template: &StoredTemplate) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO sandbox_ctid (person, portrait, portrait_model) VALUES (?1, ?2, ?3)",
            params![name, template.embedding, template.model],
        )?;
        Ok(())
    }

    /// The template under that name.
    pub fn find_ctid(&self, name: &[u8; 32]) -> Result<Option<StoredTemplate>, StoreError> {
        let statement = "SELECT portrait, portrait_model FROM sandbox_ctid WHERE person = ?1";
        let connection = self.connection();
        let found = connection.query_row(statement, [name], |row| {
            Ok(StoredTemplate {
                embedding: row.get(0)?,
                model: row.get(1)?,
            })
        });
        Ok(found.optional()?)
    }

    /// Removes what stands under that name; false when there is nothing.
    pub fn remove_ctid(&self, name: &[u8; 32]) -> Result<bool, StoreError> {
        Ok(self
            .connection()
            .execute("DELETE FROM sandbox_ctid WHERE person = ?1", [name])?
            == 1)
    }
}
