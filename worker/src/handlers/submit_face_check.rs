//! `PUT /v1/face-checks/{id}/evidence`

use accounts::{Answered, Refusal, StrangerGain, StrangerWay};
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, Request, State};
use axum::response::Response;
use http::HeaderMap;
use verification::{Decision, Outcome, VerificationId};

use super::confirm_face_check::hold;
use super::face_session::give;
use super::{SecondFactor, judge_scan, known, second_factor, ticket_text};
use crate::account_names::AccountId;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter};
use crate::problem::Fault;
use crate::sealed_ticket::{self, Ticket};
use crate::{clock, request_body};

/// Carries sealed evidence to the authority. Where the face is the person's, a sign-in begins a session, and a reset or
/// an activation gets a grant for its second step; on a device that is not known, a code is asked for before: 200; `verification_unknown`, `…_expired`, `…_spent`,
/// `evidence_refused`, the authority's reasons, `not_registered` and `already_registered` (told to the owner of the face
/// alone), `too_many_attempts`, `try_later`, after which the same evidence may come again.
#[worker::send]
pub(crate) async fn submit(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let ticket = ticket(&edge, &headers)?;
    let Path(id) = id.map_err(|_| Fault::NoTicket)?;
    let id = VerificationId::parse(&id).map_err(|_| Fault::NoTicket)?;
    if !ticket.is_for(&id) {
        return Err(Fault::NoTicket);
    }
    let gain = StrangerGain::of(ticket.purpose(), StrangerWay::Scan)?;
    if clock::now() >= ticket.expires_at {
        request_body::discard_evidence(request).await?;
        return Err(Refusal::ScanExpired.into());
    }
    let awaited = (&id, ticket.most_bytes);
    let mut evidence = request_body::evidence(&edge, request, &address, awaited).await?;
    let sealed = evidence.take();
    let done = finish(&edge, &headers, (gain, ticket), (&address, sealed)).await;
    evidence.settle(&edge, &address, &done).await?;
    done
}

/// From the evidence to what the scan is for.
async fn finish(
    edge: &Edge,
    headers: &HeaderMap,
    (gain, ticket): (StrangerGain, Ticket),
    (address, sealed): (&ClientAddress, Vec<u8>),
) -> Result<Response, Fault> {
    let number = ticket.claimed.number().ok_or(Fault::NoTicket)?;
    let account = AccountId::of(&number, &edge.config.name_key);
    let attempter = Attempter {
        number: number.expose(),
        address,
        known: known(edge, headers, account).await?,
    };
    let attempt = Attempt::face_check(edge, &attempter).await?;
    let beside = match second_factor(edge, gain, attempter.known, attempt.past_ceiling()) {
        Ok(beside) => beside,
        Err(fault) => {
            attempt.withdraw(edge).await?;
            return Err(fault);
        }
    };
    let outcome = match judge(edge, &ticket, sealed).await {
        Ok(outcome) => outcome,
        Err(fault) => {
            attempt.face_check_failed(edge, fault.blame()).await?;
            return Err(fault);
        }
    };
    // The face agreed, whatever comes of it.
    attempt.face_check_passed(edge, &attempter).await?;
    let verified = (answered(&ticket, outcome), ticket.claimed);
    match beside {
        SecondFactor::None => give(edge, headers, gain, account, verified).await,
        SecondFactor::Code => hold(edge, (gain, account), verified).await,
        SecondFactor::KnownDevice => Err(Fault::DeviceUnknown),
    }
}

fn ticket(edge: &Edge, headers: &HeaderMap) -> Result<Ticket, Fault> {
    let ticket =
        ticket_text(headers).and_then(|sealed| sealed_ticket::open(sealed, &edge.config.data_keys));
    ticket.ok_or(Fault::NoTicket)
}

/// The outcome, if it is a yes.
async fn judge(edge: &Edge, ticket: &Ticket, sealed: Vec<u8>) -> Result<Outcome, Fault> {
    let outcome = judge_scan(edge, &ticket.check, sealed).await?;
    match outcome.decision {
        Decision::Refused { reason } => Err(Refusal::NotVerified(reason).into()),
        Decision::Passed => Ok(outcome),
    }
}

fn answered(ticket: &Ticket, outcome: Outcome) -> Answered {
    Answered {
        check: ticket.check.clone(),
        outcome,
        consent: Some(ticket.consent.clone()),
    }
}
