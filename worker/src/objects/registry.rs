//! Who is registered: sixteen shards of opaque ids, so that an unknown number opens no account object, and so that
//! every account can be found for export, erasure and re-encryption; and how far each holder is, so that a filing asks one
//! shard about all of its persons.

use serde::{Deserialize, Serialize};
use worker::{DurableObject, Env, Request, Response, SqlStorage, State, durable_object};

use super::call::{self, ObjectError};
use crate::account_names::AccountId;
use crate::standing::{Sought, Told};
use crate::{clock, password_argon2};

/// The namespace's binding.
const BINDING: &str = "REGISTRY";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    /// Is this account known?
    Knows(String),
    /// Remember this account.
    Add(String),
    /// Forget this account.
    Remove(String),
    /// Take as long as a sign-in.
    Pretend { password: String },
    /// Remember how far the holder of this account is, or forget it.
    Tell {
        id: String,
        told: Option<Told>,
        at_ms: i64,
    },
    /// What was told of these?
    Told(Vec<Sought>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Is(bool),
    Told(Vec<Option<Told>>),
}

#[derive(Deserialize)]
struct ToldRow {
    told: String,
}

const MEMBERS: &str = "CREATE TABLE IF NOT EXISTS member (id TEXT PRIMARY KEY) WITHOUT ROWID";

/// How often an unknown number was answered like a known one.
const PRETENDED: &str = "CREATE TABLE IF NOT EXISTS pretended \
     (id INTEGER PRIMARY KEY CHECK (id = 1), times INTEGER NOT NULL)";

/// How far an account's holder is, is what that told last: the account itself knows.
const STANDINGS: &str = "CREATE TABLE IF NOT EXISTS standing (id TEXT PRIMARY KEY, told TEXT NOT NULL, \
     told_at INTEGER NOT NULL) WITHOUT ROWID";

/// One shard.
#[durable_object(fetch)]
pub struct Registry {
    sql: SqlStorage,
}

/// Whether the account may exist.
pub(crate) async fn knows(env: &Env, id: &AccountId) -> Result<bool, ObjectError> {
    let question = Question::Knows(id.object_name());
    call::call(env, BINDING, &id.registry_shard(), &question).await
}

/// Remembers the account; it does not matter how often.
pub(crate) async fn add(env: &Env, id: &AccountId) -> Result<bool, ObjectError> {
    let question = Question::Add(id.object_name());
    call::call(env, BINDING, &id.registry_shard(), &question).await
}

/// Forgets the account, which was closed.
pub(crate) async fn remove(env: &Env, id: &AccountId) -> Result<bool, ObjectError> {
    let question = Question::Remove(id.object_name());
    call::call(env, BINDING, &id.registry_shard(), &question).await
}

/// Remembers how far the account's holder is; forgets it where nothing is told.
pub(crate) async fn tell(
    env: &Env,
    id: &AccountId,
    told: Option<Told>,
) -> Result<bool, ObjectError> {
    let question = Question::Tell {
        id: id.object_name(),
        told,
        at_ms: clock::now().as_millisecond(),
    };
    call::call(env, BINDING, &id.standing_shard(), &question).await
}

/// What the shard was told of these, which are all its own, in their order; nothing where number or name are others.
/// What it was told in an earlier form comes whosever it is.
pub(crate) async fn told(
    env: &Env,
    shard: &str,
    sought: Vec<Sought>,
) -> Result<Vec<Option<Told>>, ObjectError> {
    call::call(env, BINDING, shard, &Question::Told(sought)).await
}

/// Takes as long as the account's object takes to refuse a password: the same hop, the same hash, a write.
pub(crate) async fn pretend(
    env: &Env,
    id: &AccountId,
    password: &str,
) -> Result<bool, ObjectError> {
    let password = password.to_owned();
    call::call(
        env,
        BINDING,
        &id.registry_shard(),
        &Question::Pretend { password },
    )
    .await
}

impl DurableObject for Registry {
    fn new(state: State, _env: Env) -> Self {
        Self {
            sql: state.storage().sql(),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let question = call::question(request).await;
        call::respond(question.and_then(|question| self.answer(question)))
    }
}

impl Registry {
    fn answer(&self, question: Question) -> Result<Answer, ObjectError> {
        let is = match question {
            Question::Knows(id) => self.knows(id),
            Question::Add(id) => self.add(id),
            Question::Remove(id) => self.remove(id),
            Question::Tell { id, told, at_ms } => self.tell(id, told.as_ref(), at_ms),
            Question::Pretend { password } => {
                password_argon2::pretend(&password)?;
                self.pretend()
            }
            Question::Told(sought) => {
                let told = self.told(&sought).map_err(ObjectError::storage);
                return told.map(Answer::Told);
            }
        };
        is.map(Answer::Is).map_err(ObjectError::storage)
    }

    /// Two words of one account may cross on their way: the later one counts.
    fn tell(&self, id: String, told: Option<&Told>, at_ms: i64) -> worker::Result<bool> {
        self.sql.exec(STANDINGS, None)?;
        let at = at_ms.to_string();
        let Some(told) = told else {
            let query = "DELETE FROM standing WHERE id = ? AND told_at <= CAST(? AS INTEGER)";
            self.sql.exec(query, vec![id.into(), at.into()])?;
            return Ok(true);
        };
        let query = "INSERT INTO standing (id, told, told_at) VALUES (?, ?, CAST(? AS INTEGER)) \
             ON CONFLICT (id) DO UPDATE SET told = excluded.told, told_at = excluded.told_at \
             WHERE excluded.told_at >= told_at";
        let json = serde_json::to_string(told)?;
        self.sql
            .exec(query, vec![id.into(), json.into(), at.into()])?;
        Ok(true)
    }

    fn told(&self, sought: &[Sought]) -> worker::Result<Vec<Option<Told>>> {
        self.sql.exec(STANDINGS, None)?;
        sought.iter().map(|one| self.told_of(one)).collect()
    }

    fn told_of(&self, sought: &Sought) -> worker::Result<Option<Told>> {
        let query = "SELECT told FROM standing WHERE id = ?";
        let id = sought.id.object_name();
        let rows: Vec<ToldRow> = self.sql.exec(query, vec![id.into()])?.to_array()?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let told: Told = serde_json::from_str(&row.told)?;
        Ok(Some(told).filter(|told| told.is_earlier() || told.is_of(sought)))
    }

    fn knows(&self, id: String) -> worker::Result<bool> {
        self.create()?;
        let query = "SELECT 1 FROM member WHERE id = ?";
        let rows = self.sql.exec(query, vec![id.into()])?;
        Ok(rows.raw().next().is_some())
    }

    fn add(&self, id: String) -> worker::Result<bool> {
        self.create()?;
        let query = "INSERT OR IGNORE INTO member (id) VALUES (?)";
        self.sql.exec(query, vec![id.into()])?;
        Ok(true)
    }

    fn remove(&self, id: String) -> worker::Result<bool> {
        self.create()?;
        let query = "DELETE FROM member WHERE id = ?";
        self.sql.exec(query, vec![id.into()])?;
        Ok(true)
    }

    /// Writes once, as an account does that notes a wrong password: the answer waits for the disk either way.
    fn pretend(&self) -> worker::Result<bool> {
        self.sql.exec(PRETENDED, None)?;
        let query = "INSERT INTO pretended (id, times) VALUES (1, 1) \
             ON CONFLICT (id) DO UPDATE SET times = times + 1";
        self.sql.exec(query, None)?;
        Ok(false)
    }

    fn create(&self) -> worker::Result<()> {
        self.sql.exec(MEMBERS, None).map(drop)
    }
}
