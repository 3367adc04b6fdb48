//! `POST /v1/filings/{id}/persons/{reference}/invitations`

use api::InvitationResponse;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use filings::{Duty, FilingRefusal, Invitation};
use http::StatusCode;

use crate::account_names::FilingId;
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::filing::{self, Ask, Asker};
use crate::problem::Fault;
use crate::token::InvitationCode;
use crate::{clock, fields, portals};

/// Invites a person; an earlier invitation is worth nothing any more: 201; `filing_unknown`, `filing_person_unknown`,
/// `invalid_field` (`reference`: `exempt`, `not_required`) for whoever need not be verified, `filing_handed_in`,
/// `filing_closed`, `portal_unauthorised`, `portal_forbidden`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn invite(
    State(edge): State<Edge>,
    path: Result<Path<(String, String)>, PathRejection>,
    request: Request,
) -> Result<Response, Fault> {
    let portal = portals::filing(&edge.config.portals, request.headers())?;
    let Path((id, reference)) = path.map_err(|_| FilingRefusal::Unknown)?;
    let id = FilingId::parse(&id).ok_or(FilingRefusal::Unknown)?;
    let asker = Asker::Portal(&portal.id);
    let kept = filing::ask(&edge, &id, asker, Ask::Read).await??.filing;
    kept.check_open()?;
    check_duty(kept.participant(&reference)?.person.duty)?;
    Attempt::invitation(&edge, &portal.id).await?;
    let key = &edge.config.token_key;
    let now = clock::now();
    let (code, drawn) = InvitationCode::draw(id, now, key, &mut clock::randomness());
    let lasts = edge.config.filings.invitation_seconds;
    let invitation = Invitation {
        digest: drawn.digest,
        expires_at: clock::later(now, lasts).min(kept.erased_at),
    };
    let invite = Ask::Invite {
        reference,
        invitation,
    };
    filing::ask(&edge, &id, asker, invite).await??;
    let response = InvitationResponse {
        link: format!("{}/invitation#{code}", edge.config.audience),
        expires_at: invitation.expires_at,
    };
    Ok((StatusCode::CREATED, Json(response)).into_response())
}

fn check_duty(duty: Duty) -> Result<(), Fault> {
    let rule = match duty {
        Duty::Verified => return Ok(()),
        Duty::Exempt => "exempt",
        Duty::NotRequired => "not_required",
    };
    Err(Fault::Fields(vec![fields::problem("reference", rule)]))
}
