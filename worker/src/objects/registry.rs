//! Who is registered: sixteen shards of opaque ids, so that an unknown number opens no account object, and so that
//! every account can be found for export, erasure and re-encryption.

use serde::{Deserialize, Serialize};
use worker::{DurableObject, Env, Request, Response, SqlStorage, State, durable_object};

use super::call::{self, ObjectError};
use crate::account_names::AccountId;
use crate::password_argon2;

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
}

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

/// Takes as long as the account's object takes to verify a password: the same hop, the same hash.
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
    fn answer(&self, question: Question) -> Result<bool, ObjectError> {
        match question {
            Question::Knows(id) => self.knows(id).map_err(|_| ObjectError::Storage),
            Question::Add(id) => self.add(id).map_err(|_| ObjectError::Storage),
            Question::Remove(id) => self.remove(id).map_err(|_| ObjectError::Storage),
            Question::Pretend { password } => {
                password_argon2::pretend(&password)?;
                Ok(false)
            }
        }
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

    fn create(&self) -> worker::Result<()> {
        let query = "CREATE TABLE IF NOT EXISTS member (id TEXT PRIMARY KEY) WITHOUT ROWID";
        self.sql.exec(query, None).map(drop)
    }
}
