//! `POST /v1/challenges`: draws a challenge and keeps it until it is spent.

use super::{SMALL_BODY, internal};
use crate::edge_request::accept;
use crate::fields::Fields;
use crate::log::chain;
use crate::personal::PersonalError;
use crate::store::StoredChallenge;
use crate::{Authority, Problem};
use axum::extract::{Request, State};
use identity::LegalDay;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError};
use verification::{Action, Challenge, ChallengeDraw, Purpose, Signed, Subject, VerificationId};

const FIELD: &str = "challenged";

/// Answers 200 with a signed challenge, whether or not the register knows the person: drawing reveals
/// nothing. 400 `malformed`, 401, 413, 422 `no_action_left`.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    request: Request,
) -> Result<String, Problem> {
    let body = accept(&authority, request, SMALL_BODY).await?;
    let now = authority.surroundings.now();
    let draw = parse(&body, LegalDay::of(now))?;
    authority
        .blocking(move |authority| answer(authority, &draw, now))
        .await?
}

fn parse(body: &[u8], today: LegalDay) -> Result<ChallengeDraw, Problem> {
    let mut fields = Fields::parse(body)?;
    let name = fields.optional_name()?;
    let number = fields.number(today)?;
    let draw = ChallengeDraw {
        subject: fields.parsed("subject", "not_a_subject", Subject::parse)?,
        purpose: fields.parsed("purpose", "not_a_purpose_with_a_scan", parse_purpose)?,
        audience: fields.text("audience")?,
        name: name.map(|name| name.expose().to_owned()),
        number: number.expose().to_owned(),
        needs: fields.needs()?,
    };
    fields.finish()?;
    Ok(draw)
}

/// Registration checks elements and has no scan.
fn parse_purpose(code: &str) -> Result<Purpose, ()> {
    Purpose::of_scan(code).ok_or(())
}

fn answer(authority: &Authority, draw: &ChallengeDraw, now: Timestamp) -> Result<String, Problem> {
    // One after the other: of two at once neither would find the other's actions.
    let _turn = authority
        .drawing
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let mut randomness = authority.surroundings.randomness();
    let asked = authority.keys.personal.asked(draw);
    let before = asked_before(authority, &asked, now)?;
    let style = &authority.style;
    let drawn = style.draw(draw, before.as_deref(), now, &mut randomness);
    let challenge = drawn.ok_or(Problem::NoActionLeft)?;
    let signed = authority.keys.signer.sign(&challenge)?;
    let challenged = Challenged {
        name: draw.name.clone(),
        number: draw.number.clone(),
    };
    let owner = challenge.id.as_bytes();
    let stored = StoredChallenge {
        signed: signed.as_compact().to_owned(),
        person: authority
            .keys
            .personal
            .seal_value(FIELD, owner, &challenged, &mut randomness)?,
        expires_at: challenge.expires_at,
    };
    authority
        .store
        .keep_challenge(&challenge.id, (&stored, &asked), now)?;
    tracing::info!(id = %challenge.id, actions = challenge.actions.len(), "challenge drawn");
    Ok(stored.signed)
}

/// What the last challenge that was `asked` asks for. A sandbox that takes recordings lets them be drawn for, too.
fn asked_before(
    authority: &Authority,
    asked: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Vec<Action>>, Problem> {
    if authority.is_recurrence_allowed {
        return Ok(None);
    }
    let signed = authority.store.last_challenge(asked, now)?;
    let read = |signed| Signed::<Challenge>::from_compact(signed).read_unverified();
    let challenge = signed.map(read).transpose();
    let challenge = challenge.map_err(|error| internal(&error))?;
    Ok(challenge.map(|challenge| challenge.actions))
}

/// Whom a challenge is for, as it is sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct Challenged {
    pub(super) name: Option<String>,
    pub(super) number: String,
}

impl Challenged {
    pub(super) fn open(
        authority: &Authority,
        id: &VerificationId,
        sealed: &[u8],
    ) -> Result<Self, Problem> {
        Ok(authority
            .keys
            .personal
            .open_value(FIELD, id.as_bytes(), sealed)?)
    }
}

impl From<PersonalError> for Problem {
    fn from(error: PersonalError) -> Self {
        tracing::error!(error = chain(&error), "personal data cannot be read");
        Self::Internal
    }
}
