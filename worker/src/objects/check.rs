//! The object of one check: it erases itself when nobody need be told of it any more.

use accounts::check::{Attempt, Check as Kept, CheckRefusal, KeyDigest};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use verification::VerificationId;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use super::sealed_row::{self, SealedRow};
use crate::check_id::CheckId;
use crate::config::Config;
use crate::edge::Edge;
use crate::setting::ConfigError;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "CHECK";

const ROW: SealedRow = SealedRow {
    table: "checked",
    field: "check",
};

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
        let kept = self.load();
        sealed_row::erase(
            &self.state,
            kept.map(|kept| kept.map(|kept| kept.erased_at())),
        )
        .await
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

    fn load(&self) -> Result<Option<Kept>, ObjectError> {
        ROW.load(&self.state, &self.config)
    }

    /// Saves, and sets the alarm to when it need not be kept any more.
    async fn save(&self, check: &Kept) -> Result<(), ObjectError> {
        ROW.save(&self.state, &self.config, check)?;
        sealed_row::wake_at(&self.state, check.erased_at()).await
    }
}
