//! `PUT /v1/verifications/{id}/evidence`

use accounts::Refusal;
use api::VerificationResult;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use verification::{Authority as _, AuthorityError, Outcome, VerificationId};

use super::session;
use crate::authority_http::AuthorityHttp;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::Ask;
use crate::problem::Fault;
use crate::request_body;
use crate::session_token::SessionName;

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
    let sealed = request_body::evidence(request).await?;
    let submit = Ask::SubmitEvidence {
        session: session.digest,
        id,
    };
    ask(&edge.env, session.account, submit).await??;
    let outcome = match judge(&edge, &id, sealed).await {
        Ok(outcome) => outcome,
        Err(fault) => return Err(give_up(&edge, &session, id, fault).await?),
    };
    let decided_at = outcome.decided_at;
    let finish = Ask::FinishScan {
        id,
        outcome: Box::new(outcome),
    };
    let answer = ask(&edge.env, session.account, finish).await??;
    let level = answer.account.level;
    Ok(Json(VerificationResult { level, decided_at }))
}

async fn judge(edge: &Edge, id: &VerificationId, sealed: Vec<u8>) -> Result<Outcome, Fault> {
    let signed = AuthorityHttp::new(edge).judge(id, sealed).await?;
    Ok(edge.config.authority.verify(&signed)?)
}

/// Where the authority may not have taken the evidence, it may come again; where it spent the challenge, the scan is
/// over.
async fn give_up(
    edge: &Edge,
    session: &SessionName,
    id: VerificationId,
    fault: Fault,
) -> Result<Fault, Fault> {
    let next = if is_over(&fault) {
        Ask::EndScan { id }
    } else {
        Ask::ReturnEvidence { id }
    };
    ask(&edge.env, session.account, next).await??;
    Ok(fault)
}

fn is_over(fault: &Fault) -> bool {
    match fault {
        Fault::Authority(error) => match error {
            AuthorityError::ChallengeSpent
            | AuthorityError::ChallengeExpired
            | AuthorityError::ClientTooOld
            | AuthorityError::EvidenceRefused { .. } => true,
            AuthorityError::Unreachable
            | AuthorityError::Nonsense
            | AuthorityError::NotAccepted
            | AuthorityError::Busy => false,
        },
        _ => false,
    }
}
