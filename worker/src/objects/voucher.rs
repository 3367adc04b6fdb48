//! The object of one voucher: it erases itself when its time is over.

use counter::{Voucher as Kept, VoucherCode, VoucherRefusal};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use verification::Outcome;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use super::sealed_row::{self, SealedRow};
use crate::account_names;
use crate::config::Config;
use crate::edge::{self, Edge};
use crate::setting::ConfigError;

/// The namespace's binding.
const BINDING: &str = "VOUCHER";

const ROW: SealedRow = SealedRow {
    table: "voucher",
    field: "voucher",
};

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
        let kept = self.load();
        sealed_row::erase(
            &self.state,
            kept.map(|kept| kept.map(|kept| kept.erased_at())),
        )
        .await
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

    fn load(&self) -> Result<Option<Kept>, ObjectError> {
        ROW.load(&self.state, &self.config)
    }

    /// Saves, and sets the alarm to when it need not be kept any more.
    async fn save(&self, voucher: &Kept) -> Result<(), ObjectError> {
        ROW.save(&self.state, &self.config, voucher)?;
        sealed_row::wake_at(&self.state, voucher.erased_at()).await
    }
}
