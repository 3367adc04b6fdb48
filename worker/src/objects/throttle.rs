//! Counters of attempts, by keyed name: sixteen shards, so that what is limited opens no object of its own.

use accounts::limits::{self, Counter, Kind, RetryAfter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::time::Duration;
use worker::{DurableObject, Env, Request, Response, SqlStorage, State, durable_object};

use super::call::{self, ObjectError};
use crate::account_names::CounterName;
use crate::{alarm, clock};

/// The namespace's binding.
const BINDING: &str = "THROTTLE";

#[derive(Serialize, Deserialize)]
struct Question {
    kind: Kind,
    key: String,
    ask: Ask,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    /// May there be an attempt? It is counted.
    Admit { allowance: u32, weight: u32 },
    /// Would there be one? Nothing is counted.
    Check,
    /// The attempt succeeded, or failed for no fault of the person's.
    Forgive,
    /// The attempt did not take place after all.
    Withdraw,
    /// What is counted serves, if it has not served yet and may be tried; it does not serve again.
    Exhaust,
    /// An attempt that was admitted has served; there is no other.
    Spend,
}

/// How often counters are swept that nobody asks for any more.
const SWEEP: Duration = Duration::from_hours(1);

/// One shard.
#[durable_object(alarm)]
pub struct Throttle {
    state: State,
    sql: SqlStorage,
    /// Whether it will look again for counters that say nothing any more.
    is_awake: Cell<bool>,
}

#[derive(Deserialize)]
struct Row {
    counter: String,
}

/// Admits an attempt and counts it.
pub(crate) async fn admit(
    env: &Env,
    kind: Kind,
    name: &CounterName,
    allowance: u32,
) -> Result<Result<(), RetryAfter>, ObjectError> {
    admit_many(env, kind, name, (allowance, 1)).await
}

/// Admits an attempt and counts it as `weight` of them.
pub(crate) async fn admit_many(
    env: &Env,
    kind: Kind,
    name: &CounterName,
    (allowance, weight): (u32, u32),
) -> Result<Result<(), RetryAfter>, ObjectError> {
    ask(env, kind, name, Ask::Admit { allowance, weight }).await
}

/// Forgives an attempt.
pub(crate) async fn forgive(env: &Env, kind: Kind, name: &CounterName) -> Result<(), ObjectError> {
    let answer = ask(env, kind, name, Ask::Forgive).await?;
    answer.map_err(|_| ObjectError::Contradiction)
}

/// Takes back one attempt, which did not take place.
pub(crate) async fn withdraw(env: &Env, kind: Kind, name: &CounterName) -> Result<(), ObjectError> {
    let answer = ask(env, kind, name, Ask::Withdraw).await?;
    answer.map_err(|_| ObjectError::Contradiction)
}

/// Admits this attempt and no further one, in one step: of two at once the second is refused.
pub(crate) async fn exhaust(
    env: &Env,
    kind: Kind,
    name: &CounterName,
) -> Result<Result<(), RetryAfter>, ObjectError> {
    ask(env, kind, name, Ask::Exhaust).await
}

/// Admits no further attempt after one that was admitted before.
pub(crate) async fn spend(env: &Env, kind: Kind, name: &CounterName) -> Result<(), ObjectError> {
    let answer = ask(env, kind, name, Ask::Spend).await?;
    answer.map_err(|_| ObjectError::Contradiction)
}

/// Whether an attempt would be admitted.
pub(crate) async fn check(
    env: &Env,
    kind: Kind,
    name: &CounterName,
) -> Result<Result<(), RetryAfter>, ObjectError> {
    ask(env, kind, name, Ask::Check).await
}

async fn ask(
    env: &Env,
    kind: Kind,
    name: &CounterName,
    ask: Ask,
) -> Result<Result<(), RetryAfter>, ObjectError> {
    let key = name.key.clone();
    call::call(env, BINDING, &name.shard, &Question { kind, key, ask }).await
}

impl DurableObject for Throttle {
    fn new(state: State, _env: Env) -> Self {
        Self {
            sql: state.storage().sql(),
            state,
            is_awake: Cell::new(false),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let question = call::question(request).await;
        let answer = question.and_then(|question| self.answer(&question));
        if !self.is_awake.replace(true) {
            self.state.storage().set_alarm(SWEEP).await?;
        }
        call::respond(answer)
    }

    /// Removes what says nothing any more, also where nobody makes attempts.
    async fn alarm(&self) -> worker::Result<Response> {
        self.sweep()?;
        let left = self.sql.exec("SELECT 1 FROM counter LIMIT 1", None)?;
        let is_awake = left.raw().next().is_some();
        if is_awake {
            self.state.storage().set_alarm(SWEEP).await?;
        }
        self.is_awake.set(is_awake);
        Response::empty()
    }
}

impl Throttle {
    fn answer(&self, question: &Question) -> Result<Result<(), RetryAfter>, ObjectError> {
        let Question { kind, key, ask } = question;
        let now = clock::now();
        let kept = self.load(key).map_err(ObjectError::storage)?;
        let counter = kept.map(|json| call::read(json.as_bytes()));
        if let Some(Err(unreadable)) = &counter {
            alarm::raise(unreadable);
        }
        let (answer, next) = decide(*kind, counter, ask, now);
        let saved = match next {
            Next::Unchanged => Ok(()),
            Next::Kept(counter) => self.save(*kind, key, &counter),
            Next::Removed => self.remove(key),
        };
        saved.map_err(ObjectError::storage)?;
        Ok(answer)
    }

    fn load(&self, key: &str) -> worker::Result<Option<String>> {
        let create = "CREATE TABLE IF NOT EXISTS counter \
             (key TEXT PRIMARY KEY, counter TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID";
        self.sql.exec(create, None)?;
        let index = "CREATE INDEX IF NOT EXISTS counter_expires ON counter (expires_at)";
        self.sql.exec(index, None)?;
        let query = "SELECT counter FROM counter WHERE key = ?";
        let rows: Vec<Row> = self.sql.exec(query, vec![key.into()])?.to_array()?;
        Ok(rows.into_iter().next().map(|row| row.counter))
    }

    fn sweep(&self) -> worker::Result<()> {
        let now = clock::now().as_second().to_string();
        let stale = "DELETE FROM counter WHERE expires_at < CAST(? AS INTEGER)";
        self.sql.exec(stale, vec![now.into()]).map(drop)
    }

    fn remove(&self, key: &str) -> worker::Result<()> {
        let query = "DELETE FROM counter WHERE key = ?";
        self.sql.exec(query, vec![key.into()]).map(drop)
    }

    /// Writes the counter, and removes those that say nothing any more.
    fn save(&self, kind: Kind, key: &str, counter: &Counter) -> worker::Result<()> {
        self.sweep()?;
        let query = "INSERT INTO counter (key, counter, expires_at) VALUES (?, ?, CAST(? AS INTEGER)) \
             ON CONFLICT (key) DO UPDATE SET counter = excluded.counter, expires_at = excluded.expires_at";
        let json = serde_json::to_string(counter)?;
        let expires_at = limits::expires_at(kind, counter).as_second().to_string();
        self.sql
            .exec(query, vec![key.into(), json.into(), expires_at.into()])
            .map(drop)
    }
}

/// What becomes of a counter.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Unchanged,
    Kept(Counter),
    Removed,
}

impl From<Option<Counter>> for Next {
    fn from(counter: Option<Counter>) -> Self {
        counter.map_or(Self::Removed, Self::Kept)
    }
}

/// The answer, and what becomes of the counter. One that cannot be read is exhausted, whatever is asked of it: it admits
/// nothing until its pause is over.
fn decide<E>(
    kind: Kind,
    counter: Option<Result<Counter, E>>,
    ask: &Ask,
    now: Timestamp,
) -> (Result<(), RetryAfter>, Next) {
    let Ok(counter) = counter.transpose() else {
        let exhausted = limits::exhaust(kind, now);
        let answer = match ask {
            Ask::Admit { .. } | Ask::Check | Ask::Exhaust => limits::check(Some(&exhausted), now),
            Ask::Forgive | Ask::Withdraw | Ask::Spend => Ok(()),
        };
        return (answer, Next::Kept(exhausted));
    };
    match ask {
        Ask::Admit { allowance, weight } => {
            match limits::admit_many(kind, counter.as_ref(), (*allowance, *weight), now) {
                Ok(next) => (Ok(()), Next::Kept(next)),
                Err(retry) => (Err(retry), Next::Unchanged),
            }
        }
        Ask::Check => (limits::check(counter.as_ref(), now), Next::Unchanged),
        Ask::Forgive => {
            let next = counter.and_then(|counter| limits::forgive(kind, &counter));
            (Ok(()), next.into())
        }
        Ask::Withdraw => {
            let next = counter.and_then(|counter| limits::withdraw(&counter));
            (Ok(()), next.into())
        }
        Ask::Spend => (Ok(()), Next::Kept(limits::exhaust(kind, now))),
        Ask::Exhaust => match limits::check(counter.as_ref(), now) {
            Ok(()) => (Ok(()), Next::Kept(limits::exhaust(kind, now))),
            Err(retry) => (Err(retry), Next::Unchanged),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    const ADMIT: Ask = Ask::Admit {
        allowance: 100,
        weight: 1,
    };

    type Kept = Option<Result<Counter, ()>>;

    fn check(counter: Kept, ask: &Ask, is_admitted: bool, expected: Next) {
        let (answer, next) = decide(Kind::SignInNumber, counter, ask, NOW);
        assert_eq!((answer.is_ok(), next), (is_admitted, expected));
    }

    #[test]
    fn a_counter_that_cannot_be_read_is_exhausted_whatever_is_asked_of_it() {
        let exhausted = limits::exhaust(Kind::SignInNumber, NOW);
        for (ask, is_admitted) in [
            (ADMIT, false),
            (Ask::Check, false),
            (Ask::Forgive, true),
            (Ask::Withdraw, true),
            (Ask::Exhaust, false),
        ] {
            check(Some(Err(())), &ask, is_admitted, Next::Kept(exhausted));
        }
        check(Some(Ok(exhausted)), &ADMIT, false, Next::Unchanged);
    }

    #[test]
    fn what_serves_once_serves_the_first_who_asks() {
        let first = limits::count(Kind::SignInNumber, None, NOW);
        let spent = limits::exhaust(Kind::SignInNumber, NOW);
        check(None, &Ask::Exhaust, true, Next::Kept(spent));
        check(Some(Ok(first)), &Ask::Exhaust, true, Next::Kept(spent));
        check(Some(Ok(spent)), &Ask::Exhaust, false, Next::Unchanged);
    }

    #[test]
    fn a_counter_grows_and_is_forgiven() {
        let first = limits::count(Kind::SignInNumber, None, NOW);
        check(None, &ADMIT, true, Next::Kept(first));
        check(None, &Ask::Check, true, Next::Unchanged);
        check(Some(Ok(first)), &Ask::Forgive, true, Next::Removed);
        check(Some(Ok(first)), &Ask::Withdraw, true, Next::Removed);
        check(None, &Ask::Forgive, true, Next::Removed);
        let spent = limits::exhaust(Kind::SignInNumber, NOW);
        check(Some(Ok(spent)), &Ask::Spend, true, Next::Kept(spent));
    }
}
