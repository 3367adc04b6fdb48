//! The object of one sign-in that another device asks for: it erases itself when its time is over.

use accounts::SecretDigest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use super::sealed_row::{self, SealedRow};
use crate::account_names;
use crate::config::Config;
use crate::edge::Edge;
use crate::openid::device_grant::{DeviceGrant as Kept, DeviceRefusal};
use crate::openid::user_code::UserCode;
use crate::setting::ConfigError;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "DEVICE_GRANT";

const ROW: SealedRow = SealedRow {
    table: "device_grant",
    field: "device grant",
};

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
        let kept = self.load();
        sealed_row::erase(
            &self.state,
            kept.map(|kept| kept.map(|kept| kept.erased_at())),
        )
        .await
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

    fn load(&self) -> Result<Option<Kept>, ObjectError> {
        ROW.load(&self.state, &self.config)
    }

    /// Saves, and sets the alarm to when it need not be kept any more.
    async fn save(&self, grant: &Kept) -> Result<(), ObjectError> {
        ROW.save(&self.state, &self.config, grant)?;
        sealed_row::wake_at(&self.state, grant.erased_at()).await
    }
}
