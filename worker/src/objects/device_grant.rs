//! Sign-ins that other devices ask for, by keyed name: sixteen shards, so that a code that somebody guesses opens no object
//! of its own. What is over is erased within minutes.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use accounts::SecretDigest;
use keyring::{SealedField, field_context};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{DurableObject, Env, Request, Response, SqlStorage, State, durable_object};

use super::call::{self, ObjectError};
use crate::account_names::GrantName;
use crate::config::Config;
use crate::edge::Edge;
use crate::openid::device_grant::{DeviceGrant as Kept, DeviceRefusal};
use crate::openid::user_code::UserCode;
use crate::setting::ConfigError;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "DEVICE_GRANT";

/// What keeps a grant from passing for anything else that is sealed.
const FIELD: &str = "device grant";

/// How often grants are erased that are over.
const SWEEP: Duration = Duration::from_mins(5);

#[derive(Serialize, Deserialize)]
struct Question {
    key: String,
    ask: Ask,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    /// Keep this grant, where the code is free.
    Make(Box<Kept>),
    /// What may be decided on?
    Read,
    /// The person decided.
    Decide(Option<String>),
    /// The device asks.
    Fetch {
        portal: String,
        secret: SecretDigest,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Done(()),
    Grant(Box<Kept>),
    Code(String),
}

/// One shard.
#[durable_object(alarm)]
pub struct DeviceGrant {
    state: State,
    sql: SqlStorage,
    config: Result<Arc<Config>, ConfigError>,
    /// Whether it will look again for grants that are over.
    is_awake: Cell<bool>,
}

/// Keeps a grant under a code that nobody has.
pub(crate) async fn make(
    edge: &Edge,
    code: &UserCode,
    grant: Kept,
) -> Result<Result<(), DeviceRefusal>, ObjectError> {
    ask(edge, code, Ask::Make(Box::new(grant))).await
}

/// The grant with this code, where nobody has decided on it.
pub(crate) async fn read(
    edge: &Edge,
    code: &UserCode,
) -> Result<Result<Kept, DeviceRefusal>, ObjectError> {
    ask(edge, code, Ask::Read).await
}

/// Notes what the person decided: the device may fetch this code, or nothing.
pub(crate) async fn decide(
    edge: &Edge,
    code: &UserCode,
    decision: Option<String>,
) -> Result<Result<(), DeviceRefusal>, ObjectError> {
    ask(edge, code, Ask::Decide(decision)).await
}

/// The device asks for its code.
pub(crate) async fn fetch(
    edge: &Edge,
    code: &UserCode,
    (portal, secret): (&str, SecretDigest),
) -> Result<Result<String, DeviceRefusal>, ObjectError> {
    let portal = portal.to_owned();
    ask(edge, code, Ask::Fetch { portal, secret }).await
}

async fn ask<A: DeserializeOwned>(
    edge: &Edge,
    code: &UserCode,
    ask: Ask,
) -> Result<Result<A, DeviceRefusal>, ObjectError> {
    let GrantName { key, shard } = GrantName::of(code, &edge.config.name_key);
    call::call(&edge.env, BINDING, &shard, &Question { key, ask }).await
}

impl DurableObject for DeviceGrant {
    fn new(state: State, env: Env) -> Self {
        Self {
            sql: state.storage().sql(),
            state,
            config: edge::config(&env),
            is_awake: Cell::new(false),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let question = call::question(request).await;
        let answer = question.and_then(|question| self.answer(question));
        if !self.is_awake.replace(true) {
            self.state.storage().set_alarm(SWEEP).await?;
        }
        call::respond(answer)
    }

    /// Erases what is over; an object that keeps nothing else erases itself, also one that kept a single grant, as earlier
    /// releases did.
    async fn alarm(&self) -> worker::Result<Response> {
        let (storage, is_awake) = (self.state.storage(), self.sweep()?);
        self.is_awake.set(is_awake);
        if is_awake {
            storage.set_alarm(SWEEP).await?;
        } else {
            storage.delete_all().await?;
        }
        Response::empty()
    }
}

impl DeviceGrant {
    fn answer(&self, question: Question) -> Result<Result<Answer, DeviceRefusal>, ObjectError> {
        let Question { key, ask } = question;
        let (kept, now) = (self.load(&key)?, clock::now());
        if let Ask::Make(grant) = ask {
            return match kept {
                Some(_) => Ok(Err(DeviceRefusal::Unknown)),
                None => self.save(&key, &grant).map(|()| Ok(Answer::Done(()))),
            };
        }
        let Some(grant) = kept else {
            return Ok(Err(DeviceRefusal::Unknown));
        };
        match ask {
            Ask::Make(_) | Ask::Read if grant.is_open(now) => {
                Ok(Ok(Answer::Grant(Box::new(grant))))
            }
            Ask::Make(_) | Ask::Read => Ok(Err(DeviceRefusal::Unknown)),
            Ask::Decide(code) => match grant.decided(code, now) {
                Ok(decided) => self.save(&key, &decided).map(|()| Ok(Answer::Done(()))),
                Err(refusal) => Ok(Err(refusal)),
            },
            Ask::Fetch { portal, secret } => {
                let (asked, told) = grant.asked((&portal, secret), now);
                self.save(&key, &asked)?;
                Ok(told.map(Answer::Code))
            }
        }
    }

    fn load(&self, key: &str) -> Result<Option<Kept>, ObjectError> {
        #[derive(Deserialize)]
        struct Row {
            sealed: String,
        }
        let read = || -> worker::Result<Vec<Row>> {
            self.create()?;
            let query = "SELECT sealed FROM waiting WHERE key = ?";
            self.sql.exec(query, vec![key.into()])?.to_array()
        };
        let rows = read().map_err(ObjectError::storage)?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let sealed = SealedField::parse(&row.sealed).map_err(ObjectError::sealed)?;
        let keys = &self.config.as_ref().map_err(|error| *error)?.data_keys;
        let json = keys.open(&field_context(FIELD, key.as_bytes()), &sealed);
        call::read(&json.map_err(ObjectError::sealed)?).map(Some)
    }

    fn save(&self, key: &str, grant: &Kept) -> Result<(), ObjectError> {
        let keys = &self.config.as_ref().map_err(|error| *error)?.data_keys;
        let json = call::write(grant)?;
        let context = field_context(FIELD, key.as_bytes());
        let sealed = keys.seal(&context, json.as_bytes(), &mut clock::randomness());
        let erased_at = grant.erased_at().as_second().to_string();
        let query = "INSERT INTO waiting (key, sealed, erased_at) VALUES (?, ?, CAST(? AS INTEGER)) \
             ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed, erased_at = excluded.erased_at";
        let values = vec![key.into(), sealed.to_string().into(), erased_at.into()];
        let written = self.sql.exec(query, values);
        written.map(drop).map_err(ObjectError::storage)
    }

    fn create(&self) -> worker::Result<()> {
        let create = "CREATE TABLE IF NOT EXISTS waiting \
             (key TEXT PRIMARY KEY, sealed TEXT NOT NULL, erased_at INTEGER NOT NULL) WITHOUT ROWID";
        self.sql.exec(create, None).map(drop)
    }

    /// Erases what is over, and says whether anything is left.
    fn sweep(&self) -> worker::Result<bool> {
        self.create()?;
        let now = clock::now().as_second().to_string();
        let over = "DELETE FROM waiting WHERE erased_at <= CAST(? AS INTEGER)";
        self.sql.exec(over, vec![now.into()])?;
        let left = self.sql.exec("SELECT 1 FROM waiting LIMIT 1", None)?;
        Ok(left.raw().next().is_some())
    }
}
