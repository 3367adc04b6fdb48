//! Persons of the register, under keyed names, sealed.

use super::{Store, StoreError, StoredTemplate};
use rusqlite::{OptionalExtension as _, Row, params};

/// A person as the register keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPerson {
    /// Sealed: number, name, validity, standing.
    pub record: Vec<u8>,
    /// What is kept of the portrait.
    pub portrait: Option<StoredTemplate>,
    /// Whether the sandbox made this person.
    pub sample: bool,
}

impl Store {
    /// Puts a person, replacing who stood under that name.
    pub fn put_person(&self, name: &[u8; 32], person: &StoredPerson) -> Result<(), StoreError> {
        let portrait = person.portrait.as_ref();
        let embedding = portrait.map(|it| &it.embedding);
        let model = portrait.and_then(|it| it.model.as_ref());
        self.connection().execute(
            "INSERT OR REPLACE INTO persons (person, record, portrait, sample, portrait_model)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![name, person.record, embedding, person.sample, model],
        )?;
        Ok(())
    }

    /// The person under that name.
    pub fn find_person(&self, name: &[u8; 32]) -> Result<Option<StoredPerson>, StoreError> {
        let statement =
            "SELECT record, portrait, sample, portrait_model FROM persons WHERE person = ?1";
        Ok(self
            .connection()
            .query_row(statement, [name], read)
            .optional()?)
    }

    /// Removes the person under that name; false when there is none.
    pub fn remove_person(&self, name: &[u8; 32]) -> Result<bool, StoreError> {
        Ok(self
            .connection()
            .execute("DELETE FROM persons WHERE person = ?1", [name])?
            == 1)
    }

    /// Of how many persons a face template is stored, on the register or in the sandbox's 网证.
    pub fn count_faces(&self) -> Result<u64, StoreError> {
        let statement =
            "SELECT COUNT(*) FROM (SELECT person FROM persons WHERE portrait IS NOT NULL
            UNION SELECT person FROM sandbox_ctid)";
        let count: i64 = self
            .connection()
            .query_row(statement, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Whether there is anybody whom the sandbox made, or anything that it keeps of somebody.
    pub fn has_samples(&self) -> Result<bool, StoreError> {
        let statement = "SELECT EXISTS (SELECT 1 FROM persons WHERE sample = 1)
            OR EXISTS (SELECT 1 FROM sandbox_ctid)";
        Ok(self
            .connection()
            .query_row(statement, [], |row| row.get(0))?)
    }

    /// Everybody whom the sandbox made, with the name each stands under.
    pub fn sample_persons(&self) -> Result<Vec<([u8; 32], StoredPerson)>, StoreError> {
        let connection = self.connection();
        let statement =
            "SELECT record, portrait, sample, portrait_model, person FROM persons WHERE sample = 1";
        let mut statement = connection.prepare(statement)?;
        let persons = statement.query_map([], |row| Ok((row.get(4)?, read(row)?)))?;
        Ok(persons.collect::<Result<_, _>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredPerson> {
    let (embedding, model): (Option<Vec<u8>>, _) = (row.get(1)?, row.get(3)?);
    Ok(StoredPerson {
        record: row.get(0)?,
        portrait: embedding.map(|embedding| StoredTemplate { embedding, model }),
        sample: row.get(2)?,
    })
}
