//! Transcripts of decisions: scalars, never a picture, mesh or embedding. A capture that is kept goes with its transcript.

use super::captures;
use super::{Store, StoreError, StoredCapture};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use verification::VerificationId;

impl Store {
    /// Keeps the transcript of a decision.
    pub fn keep_transcript(
        &self,
        id: &VerificationId,
        transcript: &str,
        decided_at: Timestamp,
    ) -> Result<(), StoreError> {
        Ok(keep(&self.connection(), id, transcript, decided_at)?)
    }

    /// Keeps the transcript of a scan, and with it the `capture` by which it is known again.
    pub fn keep_scan(
        &self,
        id: &VerificationId,
        (transcript, capture): (&str, Option<&StoredCapture>),
        decided_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        keep(&transaction, id, transcript, decided_at)?;
        if let Some(capture) = capture {
            captures::keep(&transaction, capture, decided_at)?;
        }
        Ok(transaction.commit()?)
    }

    /// Erases transcripts, and the captures kept with them, after a person has withdrawn the consent. Returns how many
    /// transcripts there were.
    pub fn erase_transcripts(&self, ids: &[VerificationId]) -> Result<usize, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let mut erased = 0;
        for id in ids {
            let statement = "DELETE FROM transcripts WHERE id = ?1";
            erased += transaction.execute(statement, [id.as_bytes()])?;
            let statement = "DELETE FROM captures WHERE id = ?1";
            transaction.execute(statement, [id.as_bytes()])?;
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

fn keep(
    connection: &Connection,
    id: &VerificationId,
    transcript: &str,
    decided_at: Timestamp,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO transcripts (id, transcript, decided_at) VALUES (?1, ?2, ?3)",
        params![id.as_bytes(), transcript, decided_at.as_second()],
    )?;
    Ok(())
}
