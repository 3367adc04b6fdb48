//! A provider's codes as a table.

use super::{Category, Reading};
use serde::Deserialize;

/// Stands for every action or every field.
const ANY: &str = "*";

/// A table cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("a table of a provider's codes is damaged")]
pub struct TableError(#[from] csv::Error);

/// A provider's codes.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) rows: Vec<Row>,
}

/// What one code means, in one field of one action's answer.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Row {
    pub(super) action: String,
    pub(super) field: String,
    pub(super) code: String,
    pub(super) category: Category,
    pub(super) about: String,
    /// The provider's own words.
    pub(super) meaning: String,
}

impl Table {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
        let rows = rows.collect::<Result<_, _>>()?;
        Ok(Self { rows })
    }

    /// What `code` comes to that stood in `field` of the answer to `action`; an alert where no row has it.
    #[must_use]
    pub fn read(&self, action: &str, field: &str, code: &str) -> Reading {
        let row = self.find(action, field, code);
        row.map_or(Reading::Alert, |row| Reading::of(row.category, &row.about))
    }

    /// The provider's own words for it, for operators.
    #[must_use]
    pub fn meaning(&self, action: &str, field: &str, code: &str) -> Option<&str> {
        let row = self.find(action, field, code);
        row.map(|row| row.meaning.as_str())
    }

    fn find(&self, action: &str, field: &str, code: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.fits(action, field, code))
    }
}

impl Row {
    pub(super) fn fits(&self, action: &str, field: &str, code: &str) -> bool {
        (self.action == action || self.action == ANY)
            && (self.field == field || self.field == ANY)
            && self.code == code
    }
}
