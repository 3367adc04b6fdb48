//! `POST /v1/checks`, `/v1/checks/current…`, `POST /v1/account/checks`: a scan that was asked for elsewhere, and the way
//! of it from one screen to another.

use accounts::CheckCommand;
use accounts::check::{Asker, Check, CheckRefusal, HAND_OVER_LASTS, Progress};
use api::{CheckRedemptionRequest, CheckResponse, CheckStatus, HandOverResponse, ProblemCode};
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use verification::Purpose;

use super::{act, session, ticket_text};
use crate::check_id::CheckId;
use crate::edge::Edge;
use crate::objects::account_question::View;
use crate::objects::check::{self, Question};
use crate::problem::Fault;
use crate::token::{CheckTicket, CheckToken};
use crate::{clock, portals, request_body, short_code};

/// Redeems a token, once, for the ticket of this device: 201; `check_unknown`.
#[worker::send]
pub(crate) async fn redeem(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let form: CheckRedemptionRequest = request_body::json(request).await?;
    let (key, randomness) = (&edge.config.token_key, &mut clock::randomness());
    let token = CheckToken::read(&form.token, key).ok_or(CheckRefusal::Unknown)?;
    let (ticket, drawn) = CheckTicket::draw(token.names, clock::now(), key, randomness);
    let redeem = Question::Redeem {
        token: token.digest,
        ticket: drawn.digest,
    };
    let kept: Check = check::ask(&edge, token.names, &redeem).await??;
    let status = status_of(&edge, &kept);
    let body = Json(CheckResponse { ticket, status });
    Ok((StatusCode::CREATED, body).into_response())
}

/// A check of whoever is signed in, to be handed over to another device: 201; `session_expired`, `already_at_level`.
#[worker::send]
pub(crate) async fn begin_own(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Response, Fault> {
    let session = session(&edge, request.headers())?;
    let prepare = CheckCommand::Prepare {
        session: Some(session.digest),
        purpose: Purpose::RaiseLevel,
    };
    act::<()>(&edge, &session, prepare, View::Nothing).await?;
    let (key, randomness) = (&edge.config.token_key, &mut clock::randomness());
    let now = clock::now();
    let id = CheckId::draw(randomness);
    let (ticket, drawn) = CheckTicket::draw(id, now, key, randomness);
    let account = *session.names.as_bytes();
    let made = Check::of_holder(session.digest, account, drawn.digest, now);
    let kept: Check = check::ask(&edge, id, &Question::Make(Box::new(made))).await??;
    let status = status_of(&edge, &kept);
    let body = Json(CheckResponse { ticket, status });
    Ok((StatusCode::CREATED, body).into_response())
}

/// How the check is: 200; `check_unknown` once another screen has taken it, or it is erased.
#[worker::send]
pub(crate) async fn status(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<CheckStatus>, Fault> {
    let (_, kept) = held(&edge, request.headers()).await?;
    Ok(Json(status_of(&edge, &kept)))
}

/// A way for the check to another device; the one before is worth nothing any more: 201; `check_unknown`.
#[worker::send]
pub(crate) async fn hand_over(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Response, Fault> {
    let ticket = ticket(&edge, request.headers())?;
    let (key, randomness) = (&edge.config.token_key, &mut clock::randomness());
    let now = clock::now();
    let (token, drawn) = CheckToken::draw(ticket.names, now, key, randomness);
    let short_code = short_code::draw(randomness);
    let hand_over = Question::HandOver {
        ticket: ticket.digest,
        token: drawn.digest,
        short_code: short_code.clone(),
    };
    let _kept: Check = check::ask(&edge, ticket.names, &hand_over).await??;
    let body = Json(HandOverResponse {
        // What follows `#` stays in the browser: no server and no log sees the token in an address.
        link: format!("{}/check#{token}", edge.config.audience),
        short_code,
        expires_at: now.saturating_add(HAND_OVER_LASTS).unwrap_or(now),
    });
    Ok((StatusCode::CREATED, body).into_response())
}

/// Gives the check up, or from another device back to the screen that handed it over: 204; `check_unknown`.
#[worker::send]
pub(crate) async fn cancel(
    State(edge): State<Edge>,
    request: Request,
) -> Result<StatusCode, Fault> {
    let ticket = ticket(&edge, request.headers())?;
    let cancel = Question::Cancel(ticket.digest);
    let _kept: Check = check::ask(&edge, ticket.names, &cancel).await??;
    Ok(StatusCode::NO_CONTENT)
}

/// The check that the request's ticket is of now.
pub(super) async fn held(edge: &Edge, headers: &HeaderMap) -> Result<(CheckTicket, Check), Fault> {
    let ticket = ticket(edge, headers)?;
    let kept: Check = check::ask(edge, ticket.names, &Question::Read).await??;
    kept.is_held_by(ticket.digest)?;
    Ok((ticket, kept))
}

/// The ticket of the request; whether it still counts, the check's object knows.
pub(super) fn ticket(edge: &Edge, headers: &HeaderMap) -> Result<CheckTicket, Fault> {
    let ticket =
        ticket_text(headers).and_then(|text| CheckTicket::read(text, &edge.config.token_key));
    Ok(ticket.ok_or(CheckRefusal::Unknown)?)
}

/// The check as its two screens are told.
pub(super) fn status_of(edge: &Edge, kept: &Check) -> CheckStatus {
    let portal = match &kept.asker {
        Asker::Portal(id) => portals::find(&edge.config.portals, id),
        Asker::Holder(_) => None,
    };
    let now = clock::now();
    let is_late = kept.is_over(now);
    let state = match kept.progress(now) {
        Progress::Passed => "passed",
        Progress::Cancelled => "cancelled",
        _ if is_late => "failed",
        Progress::Waiting => "waiting",
        Progress::Opened | Progress::Submitted => "opened",
    };
    let over = (state == "failed").then(|| ProblemCode::CheckUnknown.name().to_owned());
    CheckStatus {
        state: state.to_owned(),
        purpose: kept.purpose.code().to_owned(),
        portal: portal.map(|portal| portal.name.clone()),
        is_handed_over: kept.is_handed_over(),
        short_code: kept.short_code().map(str::to_owned),
        problem: kept.problem.clone().or(over),
        expires_at: kept.expires_at,
    }
}
