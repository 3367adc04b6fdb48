//! `POST /v1/elements`: do the four elements agree with the register?

use super::SMALL_BODY;
use crate::edge_request::accept;
use crate::fields::Fields;
use crate::sandbox::{Stage, fault};
use crate::{Authority, Problem, elements};
use axum::extract::{Request, State};
use identity::LegalDay;
use jiff::Timestamp;
use std::sync::Arc;
use verification::{Basis, Decision, Elements, Nonce, Outcome, Purpose, Subject, VerificationId};

/// Answers 200 with a signed outcome; 400 `malformed`, 401, 413, 503 `busy`.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    request: Request,
) -> Result<String, Problem> {
    let body = accept(&authority, request, SMALL_BODY).await?;
    let now = authority.surroundings.now();
    let question = Question::parse(&body, LegalDay::of(now))?;
    let fault = fault::of(&authority, Stage::Elements, &question.elements.number);
    fault::before(fault)?;
    let signed = authority
        .blocking(move |authority| answer(authority, question, now))
        .await??;
    Ok(fault::after(fault, signed).await)
}

/// An `ElementsCheck` that was read.
pub(super) struct Question {
    pub(super) id: VerificationId,
    pub(super) elements: Elements,
    nonce: Nonce,
    subject: Subject,
    audience: String,
}

impl Question {
    fn parse(body: &[u8], today: LegalDay) -> Result<Self, Problem> {
        let mut fields = Fields::parse(body)?;
        let question = Self::read(&mut fields, today)?;
        fields.finish()?;
        Ok(question)
    }

    pub(super) fn read(fields: &mut Fields, today: LegalDay) -> Result<Self, Problem> {
        Ok(Self {
            id: fields.parsed("id", "not_an_id", VerificationId::parse)?,
            nonce: fields.parsed("nonce", "not_a_nonce", Nonce::parse)?,
            subject: fields.parsed("subject", "not_a_subject", Subject::parse)?,
            audience: fields.text("audience")?,
            elements: fields.elements(today)?,
        })
    }

    /// The outcome that answers it.
    pub(super) fn outcome(
        self,
        (purpose, basis): (Purpose, Basis),
        decision: Decision,
        decided_at: Timestamp,
    ) -> Outcome {
        Outcome {
            id: self.id,
            nonce: self.nonce,
            subject: self.subject,
            purpose,
            audience: self.audience,
            basis,
            decision,
            evidence_digest: None,
            transcript_digest: None,
            presentation_scored: None,
            decided_at,
        }
    }
}

fn answer(authority: &Authority, question: Question, now: Timestamp) -> Result<String, Problem> {
    let person = authority.source.find(&question.elements.number)?;
    let seen = authority.cards.find(&question.elements.number, now)?;
    let decision = elements::compare(&question.elements, person.as_ref(), seen.as_ref());
    tracing::info!(id = %question.id, passed = decision == Decision::Passed, "elements checked");
    let outcome = question.outcome((Purpose::Register, Basis::Elements), decision, now);
    Ok(authority
        .keys
        .signer
        .sign(&outcome)?
        .as_compact()
        .to_owned())
}
