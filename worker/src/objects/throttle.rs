//! Counters of attempts, by keyed name: sixteen shards, so that what is limited opens no object of its own.

use accounts::limits::{self, Counter, Kind, RetryAfter};
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::time::Duration;
use worker::{DurableObject, Env, Request, Response, SqlStorage, State, durable_object};

use super::call::{self, ObjectError};
use crate::account_names::CounterName;
use crate::clock;

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
    Admit { allowance: u32 },
    /// Would there be one? Nothing is counted.
    Check,
    /// The attempt succeeded, or failed for no fault of the person's.
    Forgive,
    /// The attempt did not take place after all.
    Withdraw,
    /// What is counted has served once, and does not serve again.
    Exhaust,
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
    ask(env, kind, name, Ask::Admit { allowance }).await
}

/// Forgives an attempt.
pub(crate) async fn forgive(env: &Env, kind: Kind, name: &CounterName) -> Result<(), ObjectError> {
    let answer = ask(env, kind, name, Ask::Forgive).await?;
    answer.map_err(|_| ObjectError::Misunderstood)
}

/// Takes back one attempt, which did not take place.
pub(crate) async fn withdraw(env: &Env, kind: Kind, name: &CounterName) -> Result<(), ObjectError> {
    let answer = ask(env, kind, name, Ask::Withdraw).await?;
    answer.map_err(|_| ObjectError::Misunderstood)
}

/// Admits no further attempt.
pub(crate) async fn exhaust(env: &Env, kind: Kind, name: &CounterName) -> Result<(), ObjectError> {
    let answer = ask(env, kind, name, Ask::Exhaust).await?;
    answer.map_err(|_| ObjectError::Misunderstood)
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
        let counter = self.load(key).map_err(|_| ObjectError::Storage)?;
        let next = match ask {
            Ask::Admit { allowance } => {
                match limits::admit(*kind, counter.as_ref(), *allowance, now) {
                    Ok(next) => Some(next),
                    Err(retry) => return Ok(Err(retry)),
                }
            }
            Ask::Check => return Ok(limits::check(counter.as_ref(), now)),
            Ask::Forgive => counter.and_then(|counter| limits::forgive(*kind, &counter)),
            Ask::Withdraw => counter.and_then(|counter| limits::withdraw(&counter)),
            Ask::Exhaust => Some(limits::exhaust(*kind, now)),
        };
        self.save(*kind, key, next.as_ref())
            .map_err(|_| ObjectError::Storage)?;
        Ok(Ok(()))
    }

    fn load(&self, key: &str) -> worker::Result<Option<Counter>> {
        let create = "CREATE TABLE IF NOT EXISTS counter \
             (key TEXT PRIMARY KEY, counter TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID";
        self.sql.exec(create, None)?;
        let index = "CREATE INDEX IF NOT EXISTS counter_expires ON counter (expires_at)";
        self.sql.exec(index, None)?;
        let query = "SELECT counter FROM counter WHERE key = ?";
        let rows: Vec<Row> = self.sql.exec(query, vec![key.into()])?.to_array()?;
        Ok(rows
            .first()
            .and_then(|row| serde_json::from_str(&row.counter).ok()))
    }

    fn sweep(&self) -> worker::Result<()> {
        let now = clock::now().as_second().to_string();
        let stale = "DELETE FROM counter WHERE expires_at < CAST(? AS INTEGER)";
        self.sql.exec(stale, vec![now.into()]).map(drop)
    }

    /// Writes the counter, and removes those that say nothing any more.
    fn save(&self, kind: Kind, key: &str, counter: Option<&Counter>) -> worker::Result<()> {
        self.sweep()?;
        let Some(counter) = counter else {
            let query = "DELETE FROM counter WHERE key = ?";
            return self.sql.exec(query, vec![key.into()]).map(drop);
        };
        let query = "INSERT INTO counter (key, counter, expires_at) VALUES (?, ?, CAST(? AS INTEGER)) \
             ON CONFLICT (key) DO UPDATE SET counter = excluded.counter, expires_at = excluded.expires_at";
        let json = serde_json::to_string(counter)?;
        let expires_at = limits::expires_at(kind, counter).as_second().to_string();
        self.sql
            .exec(query, vec![key.into(), json.into(), expires_at.into()])
            .map(drop)
    }
}
