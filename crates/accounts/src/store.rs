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
    /// written. A closed account is none: it is erased, and its journal stays.
    async fn save(
        &self,
        index: &Self::Index,
        expected: Version,
        account: Option<&Account>,
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::HashMap;
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::fixtures;

    /// A store without a technology, and so without failures.
    #[derive(Default)]
    struct Memory {
        accounts: RefCell<HashMap<String, (Account, Version)>>,
        journal: RefCell<Vec<Entry>>,
    }

    impl AccountStore for Memory {
        type Index = str;
        type Error = std::convert::Infallible;

        async fn load(&self, index: &str) -> Result<Option<(Account, Version)>, Self::Error> {
            Ok(self.accounts.borrow().get(index).cloned())
        }

        async fn save(
            &self,
            index: &str,
            expected: Version,
            account: Option<&Account>,
            entries: &[Entry],
        ) -> Result<Version, SaveError<Self::Error>> {
            let mut accounts = self.accounts.borrow_mut();
            let current = accounts.get(index).map_or(Version::NONE, |kept| kept.1);
            if current != expected {
                return Err(SaveError::Conflict);
            }
            self.journal.borrow_mut().extend_from_slice(entries);
            let Some(account) = account else {
                accounts.remove(index);
                return Ok(Version::NONE);
            };
            let version = expected.next();
            accounts.insert(index.to_owned(), (account.clone(), version));
            Ok(version)
        }
    }

    /// The result of a future that never waits.
    fn ready<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("the store waits"),
        }
    }

    /// What holds for every store.
    async fn check_contract<S: AccountStore>(store: &S, one: &S::Index, other: &S::Index)
    where
        S::Error: std::fmt::Debug + PartialEq,
    {
        let account = fixtures::signed_in().unwrap();
        assert_eq!(store.load(one).await, Ok(None));
        let first = store.save(one, Version::NONE, Some(&account), &[]).await;
        assert_eq!(first, Ok(Version(1)));
        assert_eq!(
            store.load(one).await,
            Ok(Some((account.clone(), Version(1))))
        );
        assert_eq!(store.load(other).await, Ok(None));
        // A conflict changes nothing: the next one with the same version is refused like the one before.
        for _ in 0..2 {
            let stale = store.save(one, Version::NONE, Some(&account), &[]).await;
            assert_eq!(stale, Err(SaveError::Conflict));
        }
        let second = store.save(one, Version(1), Some(&account), &[]).await;
        assert_eq!(second, Ok(Version(2)));
        let closed = store.save(one, Version(2), None, &[]).await;
        assert_eq!(closed, Ok(Version::NONE));
        assert_eq!(store.load(one).await, Ok(None));
    }

    #[test]
    fn memory_keeps_the_contract() {
        ready(check_contract(&Memory::default(), "one", "other"));
    }

    #[test]
    fn the_journal_grows_with_the_account() {
        let command = fixtures::register(verification::Decision::Passed);
        let events = crate::decide(None, &command, fixtures::NOW).unwrap();
        let (account, entries) = after(None, &events, fixtures::NOW);
        let store = Memory::default();
        ready(store.save("one", Version::NONE, account.as_ref(), &entries)).unwrap();
        assert_eq!(store.journal.borrow()[0].event, "registered");
    }
}
