//! The authority's SQLite file. Personal fields in it are sealed; names of persons are keyed names.

mod captures;
mod cards;
mod challenges;
mod ctid;
mod nonces;
mod persons;
mod templates;
mod transcripts;

pub use captures::{MOST_CAPTURES, StoredCapture};
pub use challenges::StoredChallenge;
pub use persons::StoredPerson;
use rusqlite::Connection;
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
pub use templates::StoredTemplate;

/// Why the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The folder or its file cannot be made.
    #[error("the data folder or its file cannot be made")]
    Folder(#[source] std::io::Error),
}

/// One connection; SQLite writes one at a time anyway.
pub struct Store {
    connection: Mutex<Connection>,
}

impl Store {
    /// The store in the folder `data`, made where it is not there.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        let mut folder = DirBuilder::new();
        folder
            .recursive(true)
            .mode(0o700)
            .create(data)
            .map_err(StoreError::Folder)?;
        let path = data.join("authority.sqlite");
        // SQLite gives the files beside it the same mode, also in a folder that others can read.
        let mut file = OpenOptions::new();
        let made = file.create(true).append(true).mode(0o600).open(&path);
        made.map_err(StoreError::Folder)?;
        Self::with(Connection::open(path)?)
    }

    /// A store that is gone when dropped.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::with(Connection::open_in_memory()?)
    }

    fn with(mut connection: Connection) -> Result<Self, StoreError> {
        connection.pragma_update(None, "journal_mode", "wal")?;
        // A nonce that was taken must stay taken when the power fails.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.execute_batch(include_str!("store/schema.sql"))?;
        templates::migrate(&mut connection)?;
        challenges::migrate(&mut connection)?;
        Ok(Self {
            connection: Mutex::new(connection),
        })
    }

    /// A panic elsewhere leaves no half-done write behind: SQLite rolls it back.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Store")
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn its_files_are_their_owners_alone_in_a_folder_that_others_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let files = folder.path().read_dir().unwrap();
        let modes: Vec<u32> = files
            .map(|file| file.unwrap().metadata().unwrap().permissions().mode() & 0o777)
            .collect();
        assert_eq!(
            modes, [0o600; 3],
            "the database, its log and the log's index"
        );
        drop(store);
    }
}
