//! The one value that a small object keeps: a sealed row, alone in its table, until its time is over.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use keyring::{SealedField, field_context};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{Response, SqlStorage, State};

use super::call::{self, ObjectError};
use crate::config::Config;
use crate::setting::ConfigError;
use crate::{alarm, clock};

/// No alarm is set further ahead: one that goes off before looks again.
const FURTHEST: Duration = Duration::from_hours(365 * 24);

/// What could not be read or erased is looked at again so much later.
const AGAIN: Duration = Duration::from_hours(1);

/// Where the value lies, and as what it is sealed. Changing either loses what is kept.
pub(super) struct SealedRow {
    /// The table, which holds nothing else.
    pub(super) table: &'static str,
    /// What keeps the value of one kind of object from passing for another's.
    pub(super) field: &'static str,
}

/// What an object has its configuration in.
type Configured = Result<Arc<Config>, ConfigError>;

impl SealedRow {
    /// The value. An object that keeps none has no table, and reading creates none.
    pub(super) fn load<T: DeserializeOwned>(
        &self,
        state: &State,
        config: &Configured,
    ) -> Result<Option<T>, ObjectError> {
        let sealed = self.read(&state.storage().sql());
        let Some(sealed) = sealed.map_err(ObjectError::storage)? else {
            return Ok(None);
        };
        let sealed = SealedField::parse(&sealed).map_err(ObjectError::sealed)?;
        let keys = &config.as_ref().map_err(|error| *error)?.data_keys;
        let json = keys.open(&field_context(self.field, b""), &sealed);
        let json = json.map_err(ObjectError::sealed)?;
        call::read(&json).map(Some)
    }

    /// Keeps `value` in place of the one before.
    pub(super) fn save<T: Serialize + ?Sized>(
        &self,
        state: &State,
        config: &Configured,
        value: &T,
    ) -> Result<(), ObjectError> {
        let keys = &config.as_ref().map_err(|error| *error)?.data_keys;
        let json = call::write(value)?;
        let randomness = &mut clock::randomness();
        let context = field_context(self.field, b"");
        let sealed = keys.seal(&context, json.as_bytes(), randomness);
        let written = self.write(&state.storage().sql(), &sealed.to_string());
        written.map_err(ObjectError::storage)
    }

    fn read(&self, sql: &SqlStorage) -> worker::Result<Option<String>> {
        #[derive(Deserialize)]
        struct Row {
            sealed: String,
        }
        let table = self.table;
        let query = "SELECT 1 FROM sqlite_master WHERE name = ?";
        if sql.exec(query, vec![table.into()])?.raw().next().is_none() {
            return Ok(None);
        }
        let query = format!("SELECT sealed FROM {table}");
        let rows: Vec<Row> = sql.exec(&query, None)?.to_array()?;
        Ok(rows.into_iter().next().map(|row| row.sealed))
    }

    fn write(&self, sql: &SqlStorage, sealed: &str) -> worker::Result<()> {
        let table = self.table;
        let create = format!(
            "CREATE TABLE IF NOT EXISTS {table} \
             (id INTEGER PRIMARY KEY CHECK (id = 1), sealed TEXT NOT NULL)"
        );
        sql.exec(&create, None)?;
        let query = format!(
            "INSERT INTO {table} (id, sealed) VALUES (1, ?) \
             ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed"
        );
        sql.exec(&query, vec![sealed.into()]).map(drop)
    }
}

/// Wakes the object when nothing of it need be kept any more.
pub(super) async fn wake_at(state: &State, erased_at: Timestamp) -> Result<(), ObjectError> {
    let set = state.storage().set_alarm(until(erased_at)).await;
    set.map_err(ObjectError::storage)
}

/// What a woken object does: it erases itself, unless what it keeps need be kept for longer than when it was woken for. What
/// cannot be read may be somebody's whose key is missing for a while: it stays.
pub(super) async fn erase(
    state: &State,
    erased_at: Result<Option<Timestamp>, ObjectError>,
) -> worker::Result<Response> {
    let storage = state.storage();
    let now = clock::now();
    match erased_at {
        Ok(Some(at)) if now < at => storage.set_alarm(until(at)).await?,
        // What fails is tried again: the runtime would not.
        Ok(_) if storage.delete_all().await.is_err() => storage.set_alarm(AGAIN).await?,
        Ok(_) => {}
        Err(error) => {
            alarm::raise(&error);
            storage.set_alarm(AGAIN).await?;
        }
    }
    Response::empty()
}

fn until(at: Timestamp) -> Duration {
    let left = Duration::try_from(at.duration_since(clock::now())).unwrap_or_default();
    left.min(FURTHEST)
}
