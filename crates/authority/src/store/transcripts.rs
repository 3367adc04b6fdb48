//! Transcripts of decisions: scalars, never a picture, mesh or embedding.

use super::{Store, StoreError};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use verification::VerificationId;

impl Store {
    /// Keeps the transcript of a decision.
    pub fn keep_transcript(
        &self,
        id: &VerificationId,
        transcript: &str,
        decided_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO transcripts (id, transcript, decided_at) VALUES (?1, ?2, ?3)",
            params![id.as_bytes(), transcript, decided_at.as_second()],
        )?;
        Ok(())
    }

    /// Erases transcripts: whoever they are of has withdrawn the consent. Returns how many there were.
    pub fn erase_transcripts(&self, ids: &[VerificationId]) -> Result<usize, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let mut erased = 0;
        for id in ids {
            let statement = "DELETE FROM transcripts WHERE id = ?1";
            erased += transaction.execute(statement, [id.as_bytes()])?;
        }
        transaction.commit()?;
        Ok(erased)
    }

    /// The transcript of a decision.
    pub fn find_transcript(&self, id: &VerificationId) -> Result<Option<String>, StoreError> {
        let statement = "SELECT transcript FROM transcripts WHERE id = ?1";
        Ok(self
            .connection()
            .query_row(statement, [id.as_bytes()], |row| row.get(0))
            .optional()?)
    }
}
