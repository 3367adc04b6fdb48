//! The port to whatever keeps accounts: load by index, save with the version that was loaded.
//!
//! Shaped so that a Durable Object (one account, one SQLite file) and a table in a shared SQL database both fit.

use jiff::Timestamp;

use crate::{Account, Entry, Event, evolve};

/// How often an account was saved; the first version is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u64);

impl Version {
    /// Before the first save.
    pub const NONE: Self = Self(0);

    /// The one after this.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Keeps accounts and their journals.
#[expect(
    async_fn_in_trait,
    reason = "the edge is single-threaded: its futures need not be Send"
)]
pub trait AccountStore {
    /// Names one account: an opaque, keyed name.
    type Index: ?Sized;
    /// What can go wrong with the technology.
    type Error;

    /// The account, and the version it has.
    async fn load(&self, index: &Self::Index) -> Result<Option<(Account, Version)>, Self::Error>;

    /// Saves account and journal lines together, or neither: if the version is not `expected` any more, nothing is
    /// written.
    async fn save(
        &self,
        index: &Self::Index,
        expected: Version,
        account: &Account,
        entries: &[Entry],
    ) -> Result<Version, SaveError<Self::Error>>;
}

/// Why an account was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError<E> {
    /// Somebody else saved in between: load and decide again.
    #[error("the account was saved by somebody else")]
    Conflict,
    /// The technology failed.
    #[error("the store failed")]
    Store(E),
}

/// An account after `events`, and the journal lines they leave.
#[must_use]
pub fn after(
    account: Option<Account>,
    events: &[Event],
    now: Timestamp,
) -> (Option<Account>, Vec<Entry>) {
    let account = events
        .iter()
        .fold(account, |account, event| evolve(account, event, now));
    let entries = events.iter().filter_map(|event| Entry::of(event, now));
    (account, entries.collect())
}
