//! `PUT /v1/verifications/{id}/evidence`

use accounts::{CheckAsked, Refusal, ScanCommand, SessionCommand};
use api::{AccountResponse, VerificationResult};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use verification::{Authority as _, AuthorityError, VerificationId};

use super::{act, session};
use crate::authority_http::AuthorityHttp;
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
    let sealed = request_body::evidence(request, awaited).await?;
    let submit = ScanCommand::SubmitEvidence {
        session: session.digest,
        id,
    };
    let asked: CheckAsked = act(&edge, &session, submit, View::Asked(id)).await?;
    let outcome = match AuthorityHttp::new(&edge).judge(&asked, sealed).await {
        Ok(outcome) => outcome,
        Err(error) => return Err(give_up(&edge, &session, id, error.into()).await?),
    };
    let decided_at = outcome.decided_at;
    let finish = ScanCommand::Finish {
        id,
        outcome: Box::new(outcome),
    };
    let account: AccountResponse =
        act(&edge, &session, finish, View::Account(Some(session.digest))).await?;
    let level = account.level;
    Ok(Json(VerificationResult { level, decided_at }))
}

/// Where the authority may not have taken the evidence, it may come again. Where it spent the challenge, or signed an answer
/// to another, the scan is over.
async fn give_up(
    edge: &Edge,
    session: &SessionToken,
    id: VerificationId,
    fault: Fault,
) -> Result<Fault, Fault> {
    let is_foreign = matches!(fault, Fault::Authority(AuthorityError::Foreign));
    let next = if fault.is_judgement() || is_foreign {
        ScanCommand::End { id }
    } else {
        ScanCommand::ReturnEvidence { id }
    };
    act::<()>(edge, session, next, View::Nothing).await?;
    Ok(fault)
}
