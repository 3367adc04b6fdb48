//! `POST /v1/attestations`: a clerk's word for a person who stood at the counter (guide, G15).

use super::elements::Question;
use super::{SMALL_BODY, internal};
use crate::edge_request::accept;
use crate::fields::Fields;
use crate::judge::{Judgement, transcript};
use crate::{Authority, Problem, counter};
use axum::extract::{Request, State};
use decision::Ground;
use identity::LegalDay;
use jiff::Timestamp;
use std::sync::Arc;
use verification::{Basis, Decision, Purpose, Subject};

/// Answers 200 with a signed outcome; 400 `malformed`, 401, 413.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    request: Request,
) -> Result<String, Problem> {
    let body = accept(&authority, request, SMALL_BODY).await?;
    let now = authority.surroundings.now();
    let attestation = Attestation::parse(&body, LegalDay::of(now))?;
    authority
        .blocking(move |authority| answer(authority, attestation, now))
        .await?
}

/// An attestation that was read.
struct Attestation {
    card: Question,
    purpose: Purpose,
    clerk: Subject,
}

impl Attestation {
    fn parse(body: &[u8], today: LegalDay) -> Result<Self, Problem> {
        let mut fields = Fields::parse(body)?;
        let attestation = Self {
            card: Question::read(&mut fields, today)?,
            purpose: fields.parsed("purpose", "not_a_purpose", |code| {
                Purpose::of_attestation(code).ok_or(())
            })?,
            clerk: fields.parsed("clerk", "not_a_subject", Subject::parse)?,
        };
        fields.finish()?;
        Ok(attestation)
    }
}

/// What the clerk saw is kept: the register may not know the card yet.
fn answer(
    authority: &Authority,
    attestation: Attestation,
    now: Timestamp,
) -> Result<String, Problem> {
    let Attestation {
        card,
        purpose,
        clerk,
    } = attestation;
    let person = authority.source.find(&card.elements.number)?;
    let decision = counter::decide(&card.elements, person.as_ref(), purpose);
    if decision == Decision::Passed {
        let randomness = authority.surroundings.randomness();
        authority.cards.keep(&card.elements, randomness, now)?;
    }
    let reason = match &decision {
        Decision::Passed => None,
        Decision::Refused { reason } => Some(reason.clone()),
    };
    let judgement = Judgement::of_ground(Ground::Counter { clerk, reason }, authority.rules);
    let judgement = judgement.map_err(|error| internal(&error))?;
    let transcript = transcript::sign(card.id, judgement, None, &authority.keys.signer)?;
    authority
        .store
        .keep_transcript(&card.id, &transcript, now)?;
    tracing::info!(id = %card.id, passed = decision == Decision::Passed, "a clerk's word taken");
    let outcome = card.outcome((purpose, Basis::Counter), decision, now);
    let signed = authority.keys.signer.sign(&outcome)?;
    Ok(signed.as_compact().to_owned())
}
