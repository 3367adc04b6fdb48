//! `GET /v1/invitations/current`, `POST /v1/invitations/current/vouchers`: what an invited person sees and does.

use accounts::SessionCommand;
use api::InvitationStatus;
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::Response;
use counter::{Claimant, Place};
use filings::{Filing, FilingRefusal, Participant};
use http::HeaderMap;
use verification::Purpose;

use super::filings::{activations, note_activations};
use super::vouchers::{Asker as VoucherAsker, issue};
use super::{act, browsers_session, check_named, ticket_text};
use crate::account_names;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::objects::account_question::View;
use crate::objects::filing::{self, Ask, Asker};
use crate::problem::Fault;
use crate::standing::{self, Told};
use crate::token::InvitationCode;
use crate::{clock, portals, standing_lookup};

/// What the invitation asks of whom, without saying whom: 200; `invitation_unknown`.
#[worker::send]
pub(crate) async fn status(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<InvitationStatus>, Fault> {
    let headers = request.headers().clone();
    let (code, kept) = held(&edge, &headers).await?;
    let now = clock::now();
    let only = std::slice::from_ref(kept.invited(&code.digest, now)?);
    let said = activations(&edge, only).await?;
    let kept = note_activations(&edge, &code.names, kept, said).await?;
    let invited = kept.invited(&code.digest, now)?;
    let only = std::slice::from_ref(invited);
    let sought = standing::sought(&edge, only, now);
    let standings = standing_lookup::as_told(&edge, &sought).await?;
    let state = filings::progress(invited, standings[0], now);
    let portal = portals::find(&edge.config.portals, &kept.portal);
    let portal = portal.ok_or(FilingRefusal::InvitationUnknown)?;
    let expires_at = invited.invitation.map_or(now, |one| one.expires_at);
    Ok(Json(InvitationStatus {
        portal: portal.name.clone(),
        subject_type: kept.subject_type.clone(),
        business: kept.business.clone(),
        roles: invited.person.roles.clone(),
        state: state.code().to_owned(),
        is_you: is_holder(&edge, &headers, invited).await?,
        expires_at,
    }))
}

/// Whether number and name of whoever is signed in are those of the person invited; none where nobody is.
async fn is_holder(
    edge: &Edge,
    headers: &HeaderMap,
    invited: &Participant,
) -> Result<Option<bool>, Fault> {
    let Some(session) = browsers_session(edge, headers) else {
        return Ok(None);
    };
    let look = SessionCommand::Use {
        session: session.digest,
    };
    let told: Told = match act(edge, &session, look, View::Standing).await {
        Ok(told) => told,
        Err(Fault::Refused(_)) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    check_named(headers, &session)?;
    let sought = standing::sought(edge, std::slice::from_ref(invited), clock::now());
    Ok(Some(sought[0].as_ref().is_some_and(|one| told.is_of(one))))
}

/// A voucher, by which a clerk verifies the person for this filing: 201; `invitation_unknown`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn voucher(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let (code, kept) = held(&edge, &headers).await?;
    let now = clock::now();
    let person = &kept.invited(&code.digest, now)?.person;
    let number = person.id_number(now);
    let number = number.ok_or(FilingRefusal::InvitationUnknown)?;
    let asker = VoucherAsker {
        subject: account_names::subject(&number, &edge.config.name_key),
        claimant: Claimant {
            number: person.number.clone(),
            name: Some(person.name.clone()),
        },
        account: None,
        place: Some(Place {
            filing: code.names.to_string(),
            reference: person.reference.clone(),
        }),
    };
    issue(&edge, &headers, (Purpose::Filing, asker), &address).await
}

/// The invitation that the request's code names, and its filing.
async fn held(edge: &Edge, headers: &HeaderMap) -> Result<(InvitationCode, Filing), Fault> {
    let unknown = FilingRefusal::InvitationUnknown;
    let code = ticket_text(headers).ok_or(unknown)?;
    let code = InvitationCode::read(code, &edge.config.token_key).ok_or(unknown)?;
    let answer = filing::ask(edge, &code.names, Asker::Edge, Ask::Read).await?;
    let kept = answer.map_err(|_| unknown)?.filing;
    kept.invited(&code.digest, clock::now())?;
    Ok((code, kept))
}
