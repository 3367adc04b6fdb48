//! `POST /v1/filings`, `GET /v1/filings/{id}`, `PUT /v1/filings/{id}/persons`, `POST /v1/filings/{id}/closure`: filings, for
//! the servers of the portals that may make them.

use api::{FilingPersonsRequest, FilingRequest, FilingResponse};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use filings::{Filing, FilingRefusal, Participant, Person, State as FilingState};
use futures_util::future::join_all;
use http::StatusCode;

use crate::account_names::{self, FilingId};
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::filing::{self, Answer, Ask, Asker};
use crate::portals;
use crate::problem::Fault;
use crate::{activation, clock, filing_form, filing_view, request_body, standing, standing_lookup};

/// How many questions about activations are with the authority at once.
const ASKED_AT_ONCE: usize = 32;

/// Makes a filing: 201, or 200 where the same request made it before; `idempotency_key_missing`, `idempotency_conflict`,
/// `invalid_field`, `portal_unauthorised`, `portal_forbidden`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn make(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let portal = portals::filing(&edge.config.portals, &headers)?;
    let key = filing_form::idempotency_key(&headers)?;
    let form: FilingRequest = request_body::json(request).await?;
    let kinds = (form.subject_type.as_str(), form.business.as_str());
    let entered = filing_form::read(&edge, kinds, &form.persons)?;
    let id = FilingId::of(&portal.id, key, &edge.config.name_key);
    let now = clock::now();
    let body = serde_json::to_vec(&form).map_err(|_| Fault::Malformed)?;
    let made = Filing {
        portal: portal.id.clone(),
        request: account_names::request(&body, &edge.config.name_key),
        subject_type: form.subject_type,
        business: form.business,
        participants: entered.persons.into_iter().map(Participant::new).collect(),
        state: FilingState::Open,
        made_at: now,
        erased_at: clock::later(now, edge.config.filings.open_seconds),
        revision: 0,
    };
    let answer = keep(&edge, &id, made).await?;
    let filing = with_activations(&edge, &id, answer.filing).await?;
    let status = if answer.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let response = filing_view::view(&edge, &id, &filing).await?;
    Ok((status, Json(response)).into_response())
}

/// Only what is new counts: whoever comes again with the same request gets the same answer, limits or not.
async fn keep(edge: &Edge, id: &FilingId, made: Filing) -> Result<Answer, Fault> {
    let (portal, persons) = (made.portal.clone(), made.participants.len());
    let asker = Asker::Portal(&portal);
    let before = filing::ask(edge, id, asker, Ask::Read).await?;
    let ask = Ask::Make(Box::new(made));
    if before.is_ok() {
        return Ok(filing::ask(edge, id, asker, ask).await??);
    }
    let attempt = Attempt::filing(edge, &portal, persons).await?;
    let answer = filing::ask(edge, id, asker, ask).await?;
    if !answer.as_ref().is_ok_and(|answer| answer.is_new) {
        attempt.withdraw(edge).await?;
    }
    Ok(answer?)
}

/// A filing of the portal's: 200; `filing_unknown`, `portal_unauthorised`, `portal_forbidden`.
#[worker::send]
pub(crate) async fn read(
    State(edge): State<Edge>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<FilingResponse>, Fault> {
    let portal = portals::filing(&edge.config.portals, request.headers())?;
    let id = filing_id(id)?;
    let answer = filing::ask(&edge, &id, Asker::Portal(&portal.id), Ask::Read).await??;
    Ok(Json(filing_view::view(&edge, &id, &answer.filing).await?))
}

/// Replaces who takes part: 200; `invalid_field`, `filing_unknown`, `filing_handed_in`, `filing_closed`,
/// `portal_unauthorised`, `portal_forbidden`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn replace(
    State(edge): State<Edge>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<FilingResponse>, Fault> {
    let portal = portals::filing(&edge.config.portals, request.headers())?;
    let (id, asker) = (filing_id(id)?, Asker::Portal(&portal.id));
    let form: FilingPersonsRequest = request_body::json(request).await?;
    let kept = filing::ask(&edge, &id, asker, Ask::Read).await??.filing;
    kept.check_open()?;
    let kinds = (kept.subject_type.as_str(), kept.business.as_str());
    let entered = filing_form::read(&edge, kinds, &form.persons)?;
    let is_new = |person: &&Person| !kept.participants.iter().any(|one| one.person == **person);
    let new = entered.persons.iter().filter(is_new).count();
    Attempt::filing(&edge, &portal.id, new).await?;
    let replace = Ask::Replace(entered.persons);
    let answer = filing::ask(&edge, &id, asker, replace).await??;
    let filing = with_activations(&edge, &id, answer.filing).await?;
    Ok(Json(filing_view::view(&edge, &id, &filing).await?))
}

/// Closes it, which erases its persons: 200, also where it was closed before; `filing_handed_in`, `filing_unknown`,
/// `portal_unauthorised`, `portal_forbidden`.
#[worker::send]
pub(crate) async fn close(
    State(edge): State<Edge>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<FilingResponse>, Fault> {
    let portal = portals::filing(&edge.config.portals, request.headers())?;
    let id = filing_id(id)?;
    let answer = filing::ask(&edge, &id, Asker::Portal(&portal.id), Ask::Close).await??;
    Ok(Json(filing_view::view(&edge, &id, &answer.filing).await?))
}

/// The filing that a path names.
pub(super) fn filing_id(id: Result<Path<String>, PathRejection>) -> Result<FilingId, Fault> {
    let Path(id) = id.map_err(|_| FilingRefusal::Unknown)?;
    FilingId::parse(&id).ok_or(FilingRefusal::Unknown.into())
}

/// The filing, with what the authority says of everybody in it who has no account and whom it was not asked about before.
async fn with_activations(edge: &Edge, id: &FilingId, filing: Filing) -> Result<Filing, Fault> {
    let said = activations(edge, &filing.participants).await?;
    note_activations(edge, id, filing, said).await
}

/// What the authority says of these; of whom it says nothing it is asked again when an invitation is opened.
pub(super) async fn activations(
    edge: &Edge,
    participants: &[Participant],
) -> Result<Vec<(Person, bool)>, Fault> {
    let now = clock::now();
    let unasked = participants
        .iter()
        .filter(|one| one.needs_activation.is_none());
    let unasked: Vec<Participant> = unasked.cloned().collect();
    let sought = standing::sought(edge, &unasked, now);
    let standings = standing_lookup::as_told(edge, &sought).await?;
    let unknown = unasked.iter().zip(&sought).zip(&standings);
    let unknown = unknown.filter(|((_, sought), standing)| sought.is_some() && standing.is_none());
    let unknown: Vec<&Person> = unknown.map(|((one, _), _)| &one.person).collect();
    let mut said = Vec::new();
    for persons in unknown.chunks(ASKED_AT_ONCE) {
        let answers = join_all(persons.iter().map(async |person| {
            let number = person.id_number(now)?;
            let name = person.person_name()?;
            let is_needed = activation::is_needed(edge, &number, Some(&name)).await?;
            Some(((*person).clone(), is_needed))
        }));
        let answers = answers.await;
        let is_answering = answers.iter().any(Option::is_some);
        said.extend(answers.into_iter().flatten());
        if !is_answering {
            break;
        }
    }
    Ok(said)
}

/// The filing, once it knows what was said.
pub(super) async fn note_activations(
    edge: &Edge,
    id: &FilingId,
    filing: Filing,
    said: Vec<(Person, bool)>,
) -> Result<Filing, Fault> {
    if said.is_empty() {
        return Ok(filing);
    }
    let note = Ask::NoteActivations(said);
    Ok(filing::ask(edge, id, Asker::Edge, note).await??.filing)
}
