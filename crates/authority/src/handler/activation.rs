//! `POST /v1/activation`: is this a person whose provincial account must be activated?

use super::SMALL_BODY;
use crate::edge_request::accept;
use crate::fields::Fields;
use crate::source::Standing;
use crate::{Authority, Problem};
use axum::extract::{Request, State};
use identity::{IdNumber, LegalDay, PersonName};
use std::sync::Arc;
use verification::{ActivationStatement, Nonce, Subject};

/// Answers 200 with a signed statement, alike for a number that is not on the register and one that needs nothing;
/// 400 `malformed`, 401, 413.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    request: Request,
) -> Result<String, Problem> {
    let body = accept(&authority, request, SMALL_BODY).await?;
    let now = authority.surroundings.now();
    let question = Question::parse(&body, LegalDay::of(now))?;
    authority
        .blocking(move |authority| {
            let person = authority.source.find(&question.number)?;
            let is_needed = person.is_some_and(|person| {
                let name = question.name.as_ref();
                person.standing == Standing::Provincial
                    && name.is_none_or(|name| *name == person.name)
            });
            let statement = ActivationStatement {
                nonce: question.nonce,
                subject: question.subject,
                audience: question.audience,
                is_needed,
                decided_at: now,
            };
            let signed = authority.keys.signer.sign(&statement)?;
            Ok(signed.as_compact().to_owned())
        })
        .await?
}

/// An `ActivationCheck` that was read.
struct Question {
    nonce: Nonce,
    subject: Subject,
    audience: String,
    number: IdNumber,
    name: Option<PersonName>,
}

impl Question {
    fn parse(body: &[u8], today: LegalDay) -> Result<Self, Problem> {
        let mut fields = Fields::parse(body)?;
        let question = Self {
            nonce: fields.parsed("nonce", "not_a_nonce", Nonce::parse)?,
            subject: fields.parsed("subject", "not_a_subject", Subject::parse)?,
            audience: fields.text("audience")?,
            number: fields.number(today)?,
            name: fields.optional_name()?,
        };
        fields.finish()?;
        Ok(question)
    }
}
