//! The object of one check: it erases itself when nobody need be told of it any more.

use accounts::check::{Attempt, Check as Kept, CheckRefusal, KeyDigest};
use keyring::{SealedField, field_context};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use verification::VerificationId;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use crate::check_key::CheckId;
use crate::config::{Config, ConfigError};
use crate::edge::Edge;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "CHECK";

const FIELD: &str = "check";

/// What can be asked of a check.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Question {
    /// Keep this check.
    Make(Box<Kept>),
    /// What is kept?
    Read,
    /// Redeem a token for a ticket.
    Redeem {
        /// The token.
        token: KeyDigest,
        /// The ticket of whoever goes on.
        ticket: KeyDigest,
    },
    /// Open the way to another device.
    HandOver {
        /// Who asks.
        ticket: KeyDigest,
        /// What the other device redeems.
        token: KeyDigest,
        /// What both screens show.
        short_code: String,
    },
    /// Begin a scan.
    Begin {
        /// Who begins.
        ticket: KeyDigest,
        /// What was drawn.
        attempt: Box<Attempt>,
    },
    /// Evidence is about to be carried to the authority.
    Submit {
        /// Who submits.
        ticket: KeyDigest,
        /// For which scan.
        id: VerificationId,
    },
    /// The authority was not reached.
    GiveBack(VerificationId),
    /// The authority did not verify the person.
    Refuse {
        /// In which scan.
        id: VerificationId,
        /// Why, by the catalogue's code.
        problem: String,
    },
    /// The person was verified.
    Pass(VerificationId),
    /// Give the check up.
    Cancel(KeyDigest),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Check(Box<Kept>),
    Attempt(Box<Attempt>),
}

/// The object of one check.
#[durable_object(alarm)]
pub struct Check {
    state: State,
    config: Result<Arc<Config>, ConfigError>,
}

/// Asks the check `id`. What it answers is the check as it is then, or, to [`Question::Submit`], its scan.
pub(crate) async fn ask<A: DeserializeOwned>(
    edge: &Edge,
    id: CheckId,
    question: &Question,
) -> Result<Result<A, CheckRefusal>, ObjectError> {
    call::call(&edge.env, BINDING, &id.to_string(), question).await
}

impl DurableObject for Check {
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

    /// Nobody need be told of the check any more.
    async fn alarm(&self) -> worker::Result<Response> {
        self.state.storage().delete_all().await?;
        Response::empty()
    }
}

impl Check {
    /// Load, decide, save, answer.
    async fn answer(
        &self,
        question: Question,
    ) -> Result<Result<Answer, CheckRefusal>, ObjectError> {
        let kept = match (self.load()?, &question) {
            (None, Question::Make(made)) => made.as_ref().clone(),
            (Some(kept), question) if !matches!(question, Question::Make(_)) => kept,
            _ => return Ok(Err(CheckRefusal::Unknown)),
        };
        let now = clock::now();
        let mut attempt = None;
        let next = match question {
            Question::Read => return Ok(Ok(Answer::Check(Box::new(kept)))),
            Question::Make(made) => Ok(*made),
            Question::Redeem { token, ticket } => kept.redeem(token, ticket, now),
            Question::HandOver {
                ticket,
                token,
                short_code,
            } => kept.hand_over(ticket, (token, &short_code), now),
            Question::Begin { ticket, attempt } => kept.begin(ticket, *attempt, now),
            Question::Submit { ticket, id } => kept.submit(ticket, &id, now).map(|(next, it)| {
                attempt = Some(it);
                next
            }),
            Question::GiveBack(id) => Ok(kept.give_back(&id)),
            Question::Refuse { id, problem } => Ok(kept.refuse(&id, &problem)),
            Question::Pass(id) => Ok(kept.pass(&id)),
            Question::Cancel(ticket) => kept.cancel(ticket, now),
        };
        let next = match next {
            Ok(next) => next,
            Err(refusal) => return Ok(Err(refusal)),
        };
        self.save(&next).await?;
        Ok(Ok(match attempt {
            Some(attempt) => Answer::Attempt(Box::new(attempt)),
            None => Answer::Check(Box::new(next)),
        }))
    }

    /// An object whose check does not exist has no table, and reading creates none.
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
        let query = "SELECT 1 FROM sqlite_master WHERE name = 'checked'";
        if sql.exec(query, None)?.raw().next().is_none() {
            return Ok(None);
        }
        let rows: Vec<Row> = sql.exec("SELECT sealed FROM checked", None)?.to_array()?;
        Ok(rows.into_iter().next().map(|row| row.sealed))
    }

    /// Saves, and sets the alarm to when it need not be kept any more.
    async fn save(&self, check: &Kept) -> Result<(), ObjectError> {
        let keys = &self.config.as_ref().map_err(|error| *error)?.data_keys;
        let json = serde_json::to_vec(check).map_err(|_| ObjectError::Misunderstood)?;
        let randomness = &mut clock::randomness();
        let sealed = keys.seal(&field_context(FIELD, b""), &json, randomness);
        self.write(&sealed.to_string())
            .map_err(|_| ObjectError::Storage)?;
        let left = check.erased_at().duration_since(clock::now());
        let left = Duration::try_from(left).unwrap_or_default();
        let alarm = self.state.storage().set_alarm(left).await;
        alarm.map_err(|_| ObjectError::Storage)
    }

    fn write(&self, sealed: &str) -> worker::Result<()> {
        let sql = self.state.storage().sql();
        let create = "CREATE TABLE IF NOT EXISTS checked \
             (id INTEGER PRIMARY KEY CHECK (id = 1), sealed TEXT NOT NULL)";
        sql.exec(create, None)?;
        let query = "INSERT INTO checked (id, sealed) VALUES (1, ?) \
             ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed";
        sql.exec(query, vec![sealed.into()]).map(drop)
    }
}
