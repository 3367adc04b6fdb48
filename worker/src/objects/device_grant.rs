//! The object of one sign-in that another device asks for: it erases itself when its time is over.

use accounts::SecretDigest;
use keyring::{SealedField, field_context};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use crate::account_names;
use crate::config::{Config, ConfigError};
use crate::edge::Edge;
use crate::openid::device_grant::{DeviceGrant as Kept, DeviceRefusal};
use crate::openid::user_code::UserCode;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "DEVICE_GRANT";

const FIELD: &str = "device grant";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    /// Keep this grant, where the code is free.
    Make(Box<Kept>),
    /// What may be decided on?
    Read,
    /// The person decided.
    Decide(Option<String>),
    /// The device asks.
    Ask {
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

/// The object of one grant.
#[durable_object(alarm)]
pub struct DeviceGrant {
    state: State,
    config: Result<Arc<Config>, ConfigError>,
}

/// Keeps a grant under a code that nobody has.
pub(crate) async fn make(
    edge: &Edge,
    code: &UserCode,
    grant: Kept,
) -> Result<Result<(), DeviceRefusal>, ObjectError> {
    ask(edge, code, &Question::Make(Box::new(grant))).await
}

/// The grant with this code, where nobody has decided on it.
pub(crate) async fn read(
    edge: &Edge,
    code: &UserCode,
) -> Result<Result<Kept, DeviceRefusal>, ObjectError> {
    ask(edge, code, &Question::Read).await
}

/// Notes what the person decided: the device may fetch this code, or nothing.
pub(crate) async fn decide(
    edge: &Edge,
    code: &UserCode,
    decision: Option<String>,
) -> Result<Result<(), DeviceRefusal>, ObjectError> {
    ask(edge, code, &Question::Decide(decision)).await
}

/// The device asks for its code.
pub(crate) async fn fetch(
    edge: &Edge,
    code: &UserCode,
    (portal, secret): (&str, SecretDigest),
) -> Result<Result<String, DeviceRefusal>, ObjectError> {
    let portal = portal.to_owned();
    ask(edge, code, &Question::Ask { portal, secret }).await
}

async fn ask<A: DeserializeOwned>(
    edge: &Edge,
    code: &UserCode,
    question: &Question,
) -> Result<Result<A, DeviceRefusal>, ObjectError> {
    let name = account_names::device_grant(code, &edge.config.name_key);
    call::call(&edge.env, BINDING, &name, question).await
}

impl DurableObject for DeviceGrant {
    fn new(state: State, env: Env) -> Self {
        Self {
            state,
            config: edge::config(&env),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let answer = match call::question(request).await {
            Ok(question) => self.answer(question).await,
            Err(error) => Err(error),
        };
        call::respond(answer)
    }

    /// Nothing of the grant is needed any more.
    async fn alarm(&self) -> worker::Result<Response> {
        self.state.storage().delete_all().await?;
        Response::empty()
    }
}

impl DeviceGrant {
    async fn answer(
        &self,
        question: Question,
    ) -> Result<Result<Answer, DeviceRefusal>, ObjectError> {
        let (kept, now) = (self.load()?, clock::now());
        if let Question::Make(grant) = question {
            return match kept {
                Some(_) => Ok(Err(DeviceRefusal::Unknown)),
                None => self.save(&grant).await.map(|()| Ok(Answer::Done(()))),
            };
        }
        let Some(grant) = kept else {
            return Ok(Err(DeviceRefusal::Unknown));
        };
        match question {
            Question::Make(_) | Question::Read if grant.is_open(now) => {
                Ok(Ok(Answer::Grant(Box::new(grant))))
            }
            Question::Make(_) | Question::Read => Ok(Err(DeviceRefusal::Unknown)),
            Question::Decide(code) => match grant.decided(code, now) {
                Ok(decided) => self.save(&decided).await.map(|()| Ok(Answer::Done(()))),
                Err(refusal) => Ok(Err(refusal)),
            },
            Question::Ask { portal, secret } => {
                let (asked, told) = grant.asked((&portal, secret), now);
                self.save(&asked).await?;
                Ok(told.map(Answer::Code))
            }
        }
    }

    /// An object whose grant does not exist has no table, and reading creates none.
    fn load(&self) -> Result<Option<Kept>, ObjectError> {
        let Some(sealed) = self.row().map_err(|_| ObjectError::Storage)? else {
            return Ok(None);
        };
        let sealed = SealedField::parse(&sealed).map_err(|_| ObjectError::Sealed)?;
        let keys = &self.config.as_ref().map_err(|error| *error)?.data_keys;
        let json = keys.open(&field_context(FIELD, b""), &sealed);
        let json = json.map_err(|_| ObjectError::Sealed)?;
        let kept = serde_json::from_slice(&json);
        kept.map(Some).map_err(|_| ObjectError::Misunderstood)
    }

    fn row(&self) -> worker::Result<Option<String>> {
        #[derive(Deserialize)]
        struct Row {
            sealed: String,
        }
        let sql = self.state.storage().sql();
        let query = "SELECT 1 FROM sqlite_master WHERE name = 'device_grant'";
        if sql.exec(query, None)?.raw().next().is_none() {
            return Ok(None);
        }
        let rows: Vec<Row> = sql
            .exec("SELECT sealed FROM device_grant", None)?
            .to_array()?;
        Ok(rows.into_iter().next().map(|row| row.sealed))
    }

    /// Saves, and sets the alarm to when it need not be kept any more.
    async fn save(&self, grant: &Kept) -> Result<(), ObjectError> {
        let keys = &self.config.as_ref().map_err(|error| *error)?.data_keys;
        let json = serde_json::to_vec(grant).map_err(|_| ObjectError::Misunderstood)?;
        let randomness = &mut clock::randomness();
        let sealed = keys.seal(&field_context(FIELD, b""), &json, randomness);
        self.write(&sealed.to_string())
            .map_err(|_| ObjectError::Storage)?;
        let left = grant.erased_at().duration_since(clock::now());
        let left = Duration::try_from(left).unwrap_or_default();
        let alarm = self.state.storage().set_alarm(left).await;
        alarm.map_err(|_| ObjectError::Storage)
    }

    fn write(&self, sealed: &str) -> worker::Result<()> {
        let sql = self.state.storage().sql();
        let create = "CREATE TABLE IF NOT EXISTS device_grant \
             (id INTEGER PRIMARY KEY CHECK (id = 1), sealed TEXT NOT NULL)";
        sql.exec(create, None)?;
        let query = "INSERT INTO device_grant (id, sealed) VALUES (1, ?) \
             ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed";
        sql.exec(query, vec![sealed.into()]).map(drop)
    }
}
