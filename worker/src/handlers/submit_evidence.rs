//! `PUT /v1/verifications/{id}/evidence`

use accounts::{CheckAsked, Refusal, ScanCommand, SessionCommand};
use api::{AccountResponse, VerificationResult};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, Request, State};
use verification::VerificationId;

use super::{act, judge_scan, session};
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::objects::account_question::View;
use crate::problem::Fault;
use crate::request_body;
use crate::token::SessionToken;

/// Carries sealed evidence to the authority and applies its outcome: 200; `verification_unknown`, `…_expired`,
/// `…_spent`, `evidence_refused`, the authority's reasons, `try_later` (after which the same evidence may come again).
#[worker::send]
pub(crate) async fn submit(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<VerificationResult>, Fault> {
    let session = session(&edge, request.headers())?;
    let Path(id) = id.map_err(|_| Refusal::ScanUnknown)?;
    let id = VerificationId::parse(&id).map_err(|_| Refusal::ScanUnknown)?;
    let show = SessionCommand::Use {
        session: session.digest,
    };
    let awaited: Option<u32> = act(&edge, &session, show, View::AwaitedBytes(id)).await?;
    let Some(most_bytes) = awaited else {
        request_body::discard_evidence(request).await?;
        // The account says why nothing is awaited.
        let _asked: CheckAsked = submit_to_account(&edge, &session, id).await?;
        return Err(Refusal::ScanSpent.into());
    };
    let awaited = (&id, most_bytes);
    let mut evidence = request_body::evidence(&edge, request, &address, awaited).await?;
    let done = finish(&edge, &session, id, evidence.take()).await;
    evidence.settle(&edge, &address, &done).await?;
    done
}

/// Notes that evidence is on its way to the authority.
async fn submit_to_account(
    edge: &Edge,
    session: &SessionToken,
    id: VerificationId,
) -> Result<CheckAsked, Fault> {
    let submit = ScanCommand::SubmitEvidence {
        session: session.digest,
        id,
    };
    act(edge, session, submit, View::Asked(id)).await
}

/// From the evidence to what the scan is for.
async fn finish(
    edge: &Edge,
    session: &SessionToken,
    id: VerificationId,
    sealed: Vec<u8>,
) -> Result<Json<VerificationResult>, Fault> {
    let asked = submit_to_account(edge, session, id).await?;
    let outcome = match judge_scan(edge, &asked, sealed).await {
        Ok(outcome) => outcome,
        Err(fault) => return Err(give_up(edge, session, id, fault).await?),
    };
    let decided_at = outcome.decided_at;
    let finish = ScanCommand::Finish {
        id,
        outcome: Box::new(outcome),
    };
    let shown = View::Account(Some(session.digest));
    let account: AccountResponse = act(edge, session, finish, shown).await?;
    let level = account.level;
    Ok(Json(VerificationResult { level, decided_at }))
}

/// Where the authority may not have taken the evidence, it may come again. Otherwise the scan is over.
async fn give_up(
    edge: &Edge,
    session: &SessionToken,
    id: VerificationId,
    fault: Fault,
) -> Result<Fault, Fault> {
    let next = if fault.is_judgement() {
        ScanCommand::End { id }
    } else {
        ScanCommand::ReturnEvidence { id }
    };
    act::<()>(edge, session, next, View::Nothing).await?;
    Ok(fault)
}
