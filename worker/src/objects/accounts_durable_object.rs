//! The account store over a Durable Object's own SQLite: one account a file, personal fields sealed one by one.

use std::cell::RefCell;
use std::sync::Arc;

use accounts::store::{AccountStore, SaveError, Version};
use accounts::{Account, Entry, PasswordDigest, Person, PersonText, Record};
use identity::LegalDay;
use jiff::{SignedDuration, Timestamp};
use keyring::{SealedField, field_context};
use serde::Deserialize;
use worker::{SqlStorage, SqlStorageValue};

use super::call::{self, ObjectError};
use super::journal_table::{self, Line};
use crate::account_names::AccountId;
use crate::clock;
use crate::config::Config;
use crate::portals::Portal;
use crate::standing::Told;

/// An alarm does not tell an object its own name: it is kept, keyed as it is.
const SCHEMA: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS account (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, \
     record TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, valid_from TEXT NOT NULL, \
     valid_until TEXT NOT NULL, mobile TEXT NOT NULL, password TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS owner (id TEXT PRIMARY KEY)",
];

const LOAD: &str =
    "SELECT version, record, name, number, valid_from, valid_until, mobile, password FROM account";

const SAVE: &str = "INSERT INTO account (id, version, record, name, number, valid_from, valid_until, mobile, password) \
     VALUES (1, CAST(? AS INTEGER), ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version, \
     record = excluded.record, name = excluded.name, number = excluded.number, valid_from = excluded.valid_from, \
     valid_until = excluded.valid_until, mobile = excluded.mobile, password = excluded.password";

const SAVE_RECORD: &str = "UPDATE account SET version = CAST(? AS INTEGER), record = ?";

/// Keeps the one account of one object; what was loaded last stays in memory.
pub(super) struct DurableObjectAccounts {
    sql: SqlStorage,
    config: Arc<Config>,
    loaded: RefCell<Option<(Account, Version)>>,
}

#[derive(Deserialize)]
struct Row {
    version: u64,
    record: String,
    name: SealedField,
    number: SealedField,
    valid_from: SealedField,
    valid_until: SealedField,
    mobile: SealedField,
    password: SealedField,
}

#[derive(Deserialize)]
struct OwnerRow {
    id: String,
}

/// The owner of an object is not the name of an account.
#[derive(Debug, thiserror::Error)]
#[error("the object's owner is no account")]
struct NoName;

impl DurableObjectAccounts {
    pub(super) fn new(sql: SqlStorage, config: Arc<Config>) -> Self {
        Self {
            sql,
            config,
            loaded: RefCell::new(None),
        }
    }

    fn read(&self, id: &AccountId) -> Result<Option<(Account, Version)>, ObjectError> {
        let Some(row) = self.row().map_err(ObjectError::storage)? else {
            return Ok(None);
        };
        let version = Version(row.version);
        Ok(Some((self.open(id, &row)?, version)))
    }

    /// An object whose account does not exist has no tables, and reading creates none.
    fn row(&self) -> worker::Result<Option<Row>> {
        let query = "SELECT 1 FROM sqlite_master WHERE name = 'account'";
        if self.sql.exec(query, None)?.raw().next().is_none() {
            return Ok(None);
        }
        let rows: Vec<Row> = self.sql.exec(LOAD, None)?.to_array()?;
        Ok(rows.into_iter().next())
    }

    fn open(&self, id: &AccountId, row: &Row) -> Result<Account, ObjectError> {
        let open = |name, field| self.open_field(id, name, field);
        let text = PersonText {
            name: open("name", &row.name)?,
            number: open("number", &row.number)?,
            valid_from: open("valid_from", &row.valid_from)?,
            valid_until: open("valid_until", &row.valid_until)?,
            mobile: open("mobile", &row.mobile)?,
        };
        let record: Record = call::read(row.record.as_bytes())?;
        let written = LegalDay::of(record.registered_at);
        Ok(Account {
            person: Person::parse(&text, written).map_err(ObjectError::damaged)?,
            password: PasswordDigest::from_phc(open("password", &row.password)?),
            record,
        })
    }

    fn open_field(
        &self,
        id: &AccountId,
        name: &str,
        field: &SealedField,
    ) -> Result<String, ObjectError> {
        let context = field_context(name, id.as_bytes());
        let bytes = self.config.data_keys.open(&context, field);
        let bytes = bytes.map_err(ObjectError::sealed)?;
        let text = std::str::from_utf8(&bytes).map_err(ObjectError::sealed)?;
        Ok(text.to_owned())
    }

    fn seal(&self, id: &AccountId, name: &str, text: &str) -> SqlStorageValue {
        let context = field_context(name, id.as_bytes());
        let randomness = &mut clock::randomness();
        let field = self
            .config
            .data_keys
            .seal(&context, text.as_bytes(), randomness);
        field.to_string().into()
    }

    fn write(
        &self,
        id: &AccountId,
        version: Version,
        (account, before): (Option<&Account>, Option<&Account>),
        entries: &[Entry],
    ) -> worker::Result<()> {
        if before.is_none() {
            for statement in SCHEMA {
                self.sql.exec(statement, None)?;
            }
            journal_table::create(&self.sql)?;
            let query = "INSERT OR IGNORE INTO owner (id) VALUES (?)";
            self.sql.exec(query, vec![id.object_name().into()])?;
        }
        match account {
            Some(account) => self.write_account(id, version, (account, before))?,
            None => self.sql.exec("DELETE FROM account", None).map(drop)?,
        }
        journal_table::append(&self.sql, entries)
    }

    /// Personal fields are sealed anew only when they change.
    fn write_account(
        &self,
        id: &AccountId,
        version: Version,
        (account, before): (&Account, Option<&Account>),
    ) -> worker::Result<()> {
        let mut values = vec![
            version.0.to_string().into(),
            serde_json::to_string(&account.record)?.into(),
        ];
        let is_same = |before: &Account| {
            before.person == account.person && before.password == account.password
        };
        if before.is_some_and(is_same) {
            return self.sql.exec(SAVE_RECORD, values).map(drop);
        }
        values.extend(self.sealed(id, account));
        self.sql.exec(SAVE, values).map(drop)
    }

    /// What `account` tells the registry of its holder.
    pub(super) fn told(&self, account: &Account) -> Told {
        Told::of(account, &self.config.name_key)
    }

    /// The portals that the deployment lists.
    pub(super) fn portals(&self) -> &[Portal] {
        &self.config.portals
    }

    /// How long an account that nobody uses is kept.
    pub(super) fn retention(&self) -> SignedDuration {
        SignedDuration::from_secs(self.config.retention_seconds.into())
    }

    /// Until when it is kept, where `last` was its last use.
    pub(super) fn kept_until(&self, last: Timestamp) -> Timestamp {
        last.saturating_add(self.retention())
            .unwrap_or(Timestamp::MAX)
    }

    /// Whose object it is; none where there never was an account.
    pub(super) fn owner(&self) -> Result<Option<AccountId>, ObjectError> {
        let read = || -> worker::Result<Option<String>> {
            let query = "SELECT 1 FROM sqlite_master WHERE name = 'owner'";
            if self.sql.exec(query, None)?.raw().next().is_none() {
                return Ok(None);
            }
            let rows: Vec<OwnerRow> = self.sql.exec("SELECT id FROM owner", None)?.to_array()?;
            Ok(rows.into_iter().next().map(|row| row.id))
        };
        let name = read().map_err(ObjectError::storage)?;
        let owner = name.map(|name| AccountId::of_object(&name).ok_or(NoName));
        owner.transpose().map_err(ObjectError::damaged)
    }

    /// When the account was closed that was here last.
    pub(super) fn closed_at(&self) -> Result<Option<Timestamp>, ObjectError> {
        let owner = self.owner()?;
        owner.map(|_| self.changed_at()).transpose()
    }

    /// When the journal grew last.
    pub(super) fn changed_at(&self) -> Result<Timestamp, ObjectError> {
        let lines = self.journal()?;
        let Some((last, _)) = lines.last() else {
            return Ok(Timestamp::UNIX_EPOCH);
        };
        let entry: api::RecordEntry = call::read(last.as_bytes())?;
        Ok(entry.at)
    }

    /// The whole journal, oldest first.
    pub(super) fn journal(&self) -> Result<Vec<Line>, ObjectError> {
        journal_table::read(&self.sql).map_err(ObjectError::storage)
    }

    fn sealed(&self, id: &AccountId, account: &Account) -> [SqlStorageValue; 6] {
        let text = account.person.to_text();
        let fields = [
            ("name", text.name.as_str()),
            ("number", &text.number),
            ("valid_from", &text.valid_from),
            ("valid_until", &text.valid_until),
            ("mobile", &text.mobile),
            ("password", account.password.as_phc()),
        ];
        fields.map(|(name, text)| self.seal(id, name, text))
    }
}

impl AccountStore for DurableObjectAccounts {
    type Index = AccountId;
    type Error = ObjectError;

    async fn load(&self, id: &AccountId) -> Result<Option<(Account, Version)>, ObjectError> {
        if self.loaded.borrow().is_none() {
            let read = self.read(id)?;
            *self.loaded.borrow_mut() = read;
        }
        Ok(self.loaded.borrow().clone())
    }

    /// The statements run without a break, so the runtime writes them together or not at all.
    async fn save(
        &self,
        id: &AccountId,
        expected: Version,
        account: Option<&Account>,
        entries: &[Entry],
    ) -> Result<Version, SaveError<ObjectError>> {
        let loaded = self.loaded.borrow().clone();
        let current = loaded
            .as_ref()
            .map_or(Version::NONE, |(_, version)| *version);
        if current != expected {
            return Err(SaveError::Conflict);
        }
        // What was loaded is forgotten only now: a conflict must not make the next one look like a first save.
        *self.loaded.borrow_mut() = None;
        let version = account.map_or(Version::NONE, |_| expected.next());
        let before = loaded.as_ref().map(|(before, _)| before);
        self.write(id, version, (account, before), entries)
            .map_err(|error| SaveError::Store(ObjectError::storage(error)))?;
        *self.loaded.borrow_mut() = account.map(|account| (account.clone(), version));
        Ok(version)
    }
}
