//! The object of one voucher: it erases itself when its time is over.

use counter::{Voucher as Kept, VoucherCode, VoucherRefusal};
use keyring::{SealedField, field_context};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use verification::Outcome;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use crate::account_names;
use crate::config::{Config, ConfigError};
use crate::edge::Edge;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "VOUCHER";

const FIELD: &str = "voucher";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    /// Keep this voucher, where the code is free.
    Make(Box<Kept>),
    /// What is kept?
    Read,
    /// A clerk gave their word and the authority took it.
    Settle(Box<Outcome>),
    /// The holder signed in with it.
    UseUp,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Done(()),
    Voucher(Box<Kept>),
}

/// The object of one voucher.
#[durable_object(alarm)]
pub struct Voucher {
    state: State,
    config: Result<Arc<Config>, ConfigError>,
}

/// Keeps a voucher under a code that nobody has.
pub(crate) async fn make(
    edge: &Edge,
    code: &VoucherCode,
    voucher: Kept,
) -> Result<Result<(), VoucherRefusal>, ObjectError> {
    ask(edge, code, &Question::Make(Box::new(voucher))).await
}

/// The voucher with this code.
pub(crate) async fn read(
    edge: &Edge,
    code: &VoucherCode,
) -> Result<Result<Kept, VoucherRefusal>, ObjectError> {
    ask(edge, code, &Question::Read).await
}

/// Notes that a clerk gave their word.
pub(crate) async fn settle(
    edge: &Edge,
    code: &VoucherCode,
    outcome: Outcome,
) -> Result<Result<(), VoucherRefusal>, ObjectError> {
    ask(edge, code, &Question::Settle(Box::new(outcome))).await
}

/// Notes that the holder signed in with it.
pub(crate) async fn use_up(
    edge: &Edge,
    code: &VoucherCode,
) -> Result<Result<(), VoucherRefusal>, ObjectError> {
    ask(edge, code, &Question::UseUp).await
}

async fn ask<A: DeserializeOwned>(
    edge: &Edge,
    code: &VoucherCode,
    question: &Question,
) -> Result<Result<A, VoucherRefusal>, ObjectError> {
    let name = account_names::voucher(code, &edge.config.name_key);
    call::call(&edge.env, BINDING, &name, question).await
}

impl DurableObject for Voucher {
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

    /// Nothing of the voucher is needed any more.
    async fn alarm(&self) -> worker::Result<Response> {
        self.state.storage().delete_all().await?;
        Response::empty()
    }
}

impl Voucher {
    async fn answer(
        &self,
        question: Question,
    ) -> Result<Result<Answer, VoucherRefusal>, ObjectError> {
        let kept = self.load()?;
        if let Question::Make(voucher) = question {
            return match kept {
                Some(_) => Ok(Err(VoucherRefusal::Settled)),
                None => self.save(&voucher).await.map(|()| Ok(Answer::Done(()))),
            };
        }
        let Some(voucher) = kept else {
            return Ok(Err(VoucherRefusal::Unknown));
        };
        match question {
            Question::Make(_) | Question::Read => Ok(Ok(Answer::Voucher(Box::new(voucher)))),
            Question::Settle(outcome) => match voucher.settle(*outcome) {
                Ok(settled) => self.save(&settled).await.map(|()| Ok(Answer::Done(()))),
                Err(refusal) => Ok(Err(refusal)),
            },
            Question::UseUp => match voucher.claim() {
                Ok((used, _)) => self.save(&used).await.map(|()| Ok(Answer::Done(()))),
                Err(refusal) => Ok(Err(refusal)),
            },
        }
    }

    /// An object whose voucher does not exist has no table, and reading creates none.
    fn load(&self) -> Result<Option<Kept>, ObjectError> {
        let Some(sealed) = self.row().map_err(|_| ObjectError::Storage)? else {
            return Ok(None);
        };
        let sealed = SealedField::parse(&sealed).map_err(|_| ObjectError::Sealed)?;
        let keys = &self.config.as_ref().map_err(|error| *error)?.data_keys;
        let json = keys.open(&field_context(FIELD, b""), &sealed);
        let json = json.map_err(|_| ObjectError::Sealed)?;
        serde_json::from_slice(&json)
            .map(Some)
            .map_err(|_| ObjectError::Misunderstood)
    }

    fn row(&self) -> worker::Result<Option<String>> {
        #[derive(Deserialize)]
        struct Row {
            sealed: String,
        }
        let sql = self.state.storage().sql();
        let query = "SELECT 1 FROM sqlite_master WHERE name = 'voucher'";
        if sql.exec(query, None)?.raw().next().is_none() {
            return Ok(None);
        }
        let rows: Vec<Row> = sql.exec("SELECT sealed FROM voucher", None)?.to_array()?;
        Ok(rows.into_iter().next().map(|row| row.sealed))
    }

    /// Saves, and sets the alarm to when it need not be kept any more.
    async fn save(&self, voucher: &Kept) -> Result<(), ObjectError> {
        let keys = &self.config.as_ref().map_err(|error| *error)?.data_keys;
        let json = serde_json::to_vec(voucher).map_err(|_| ObjectError::Misunderstood)?;
        let randomness = &mut clock::randomness();
        let sealed = keys.seal(&field_context(FIELD, b""), &json, randomness);
        self.write(&sealed.to_string())
            .map_err(|_| ObjectError::Storage)?;
        let left = voucher.erased_at().duration_since(clock::now());
        let left = Duration::try_from(left).unwrap_or_default();
        let alarm = self.state.storage().set_alarm(left).await;
        alarm.map_err(|_| ObjectError::Storage)
    }

    fn write(&self, sealed: &str) -> worker::Result<()> {
        let sql = self.state.storage().sql();
        let create = "CREATE TABLE IF NOT EXISTS voucher \
             (id INTEGER PRIMARY KEY CHECK (id = 1), sealed TEXT NOT NULL)";
        sql.exec(create, None)?;
        let query = "INSERT INTO voucher (id, sealed) VALUES (1, ?) \
             ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed";
        sql.exec(query, vec![sealed.into()]).map(drop)
    }
}
