//! A table of lines that only grows, each chained to the one before: an account's journal, a clerk's audit.

use accounts::EntryDigest;
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

/// A line as it is kept: JSON, and the digest of it and all before.
pub(super) type Line = (String, EntryDigest);

/// The database itself refuses to change or remove a line.
const SCHEMA: [&str; 3] = [
    "CREATE TABLE IF NOT EXISTS journal (line INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL, \
     digest TEXT NOT NULL)",
    "CREATE TRIGGER IF NOT EXISTS journal_keeps BEFORE UPDATE ON journal \
     BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
    "CREATE TRIGGER IF NOT EXISTS journal_stays BEFORE DELETE ON journal \
     BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
];

#[derive(Deserialize)]
struct Row {
    entry: String,
    digest: EntryDigest,
}

/// Makes the table where it is not there.
pub(super) fn create(sql: &SqlStorage) -> worker::Result<()> {
    for statement in SCHEMA {
        sql.exec(statement, None)?;
    }
    Ok(())
}

/// Appends lines.
pub(super) fn append(sql: &SqlStorage, entries: &[impl Serialize]) -> worker::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let query = "SELECT entry, digest FROM journal ORDER BY line DESC LIMIT 1";
    let last: Vec<Row> = sql.exec(query, None)?.to_array()?;
    let mut digest = last
        .first()
        .map_or_else(EntryDigest::default, |row| row.digest);
    for entry in entries {
        let line = serde_json::to_string(entry)?;
        digest = digest.link(&line);
        let query = "INSERT INTO journal (entry, digest) VALUES (?, ?)";
        let values = vec![line.into(), String::from(digest).into()];
        sql.exec(query, values)?;
    }
    Ok(())
}

/// All lines, oldest first.
pub(super) fn read(sql: &SqlStorage) -> worker::Result<Vec<Line>> {
    let query = "SELECT entry, digest FROM journal ORDER BY line";
    let rows: Vec<Row> = sql.exec(query, None)?.to_array()?;
    Ok(rows
        .into_iter()
        .map(|row| (row.entry, row.digest))
        .collect())
}
