//! `POST /v1/checks/current/attempts`, `PUT /v1/checks/current/attempts/{id}/evidence`: the scan of a check, for a person
//! who is not signed in on this device.

use accounts::check::{Asker, Attempt as Scan, Check, CheckRefusal};
use accounts::{Answered, CheckAsked, CheckCommand, Question, Refusal, SessionDigest};
use api::{CheckAttemptRequest, CheckAttemptResponse, CheckStatus};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use verification::{
    Authority as _, Challenge, ChallengeDraw, Decision, Needs, Outcome, VerificationId, Verified,
};

use super::checks::{held, status_of};
use super::{judge_scan, read_consent};
use crate::account_names::AccountId;
use crate::authority_http::AuthorityHttp;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter, Known};
use crate::objects::account::ask;
use crate::objects::account_question::{Applicant, Ask, View};
use crate::objects::check::{self, Question as OfCheck};
use crate::problem::Fault;
use crate::token::CheckTicket;
use crate::{clock, request_body};

/// Draws a challenge for the check's person: 201; `check_unknown`, `consent_required`, `already_at_level`, `no_action_left`,
/// `session_expired` (the holder has signed out), `too_many_attempts`, `try_later`.
#[worker::send]
pub(crate) async fn begin(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let (ticket, kept) = held(&edge, request.headers()).await?;
    let form: CheckAttemptRequest = request_body::json(request).await?;
    let needs = form.needs.map(Needs::from).unwrap_or_default();
    let consent = read_consent(form.consent)?;
    edge.config.consent_in_force().check(&consent)?;
    kept.may_begin(ticket.digest, clock::now())?;
    let applicant = applicant(&edge, &kept).await?;
    let counted = counted_as(&kept, &applicant);
    Attempt::begun_face_check(&edge, &attempter(&applicant, &address, &counted)).await?;
    let question = Question {
        subject: applicant.subject,
        purpose: kept.purpose,
        audience: edge.config.audience.clone(),
    };
    let drawn = draw(&edge, applicant, &question, needs).await?;
    let challenge = drawn.statement();
    let attempt = Box::new(Scan {
        asked: CheckAsked {
            id: challenge.id,
            nonce: challenge.nonce,
            question,
        },
        consent,
        expires_at: challenge.expires_at,
        most_bytes: challenge.limits.most_bytes,
    });
    let begin = OfCheck::Begin {
        ticket: ticket.digest,
        attempt,
    };
    let _kept: Check = check::ask(&edge, ticket.names, &begin).await??;
    let body = Json(CheckAttemptResponse {
        id: challenge.id.to_string(),
        challenge: drawn.as_compact().to_owned(),
        expires_at: challenge.expires_at,
    });
    Ok((StatusCode::CREATED, body).into_response())
}

/// Carries sealed evidence to the authority and lets the account gain what the check is for: 200; `check_unknown`,
/// `verification_unknown`, `…_expired`, `…_spent`, `evidence_refused`, the authority's reasons, `too_many_attempts`,
/// `try_later` (after which the same evidence may come again).
#[worker::send]
pub(crate) async fn submit(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<CheckStatus>, Fault> {
    let (ticket, kept) = held(&edge, request.headers()).await?;
    let Path(id) = id.map_err(|_| CheckRefusal::ScanUnknown)?;
    let id = VerificationId::parse(&id).map_err(|_| CheckRefusal::ScanUnknown)?;
    let submit = OfCheck::Submit {
        ticket: ticket.digest,
        id,
    };
    let Some(most_bytes) = kept.awaited_bytes(&id, clock::now()) else {
        request_body::discard_evidence(request).await?;
        // The check says why nothing is awaited.
        let _scan: Scan = check::ask(&edge, ticket.names, &submit).await??;
        return Err(CheckRefusal::ScanSpent.into());
    };
    let awaited = (&id, most_bytes);
    let mut evidence = request_body::evidence(&edge, request, &address, awaited).await?;
    let sealed = evidence.take();
    let done = carry(&edge, (&ticket, &kept), submit, (&address, sealed)).await;
    evidence.settle(&edge, &address, &done).await?;
    done
}

/// From the evidence to the check's status, which learns what became of it.
async fn carry(
    edge: &Edge,
    (ticket, kept): (&CheckTicket, &Check),
    submit: OfCheck,
    (address, sealed): (&ClientAddress, Vec<u8>),
) -> Result<Json<CheckStatus>, Fault> {
    let scan: Scan = check::ask(edge, ticket.names, &submit).await??;
    let id = scan.asked.id;
    let done = finish(edge, kept, scan, (address, sealed)).await;
    let next = match &done {
        Ok(()) => OfCheck::Pass(id),
        Err(fault) if fault.is_judgement() => OfCheck::Refuse {
            id,
            problem: fault.problem().code.name().to_owned(),
        },
        Err(_) => OfCheck::GiveBack(id),
    };
    let kept: Check = check::ask(edge, ticket.names, &next).await??;
    done.map(|()| Json(status_of(edge, &kept)))
}

/// From the evidence to the level.
async fn finish(
    edge: &Edge,
    kept: &Check,
    scan: Scan,
    (address, sealed): (&ClientAddress, Vec<u8>),
) -> Result<(), Fault> {
    let applicant = match applicant(edge, kept).await {
        // What the check is for was reached in the meantime, perhaps by this very scan.
        Err(Fault::Refused(Refusal::AlreadyAtLevel)) => return Ok(()),
        applicant => applicant?,
    };
    let counted = counted_as(kept, &applicant);
    let attempter = attempter(&applicant, address, &counted);
    let attempt = Attempt::face_check(edge, &attempter).await?;
    let outcome = match judge(edge, &scan.asked, sealed).await {
        Ok(outcome) => outcome,
        Err(fault) => {
            attempt.face_check_failed(edge, fault.blame()).await?;
            return Err(fault);
        }
    };
    let finish = CheckCommand::Finish {
        answered: Box::new(Answered {
            check: scan.asked,
            outcome,
            consent: Some(scan.consent),
        }),
        session: asked_in(kept),
    };
    let finish = Ask::of(finish);
    ask::<()>(&edge.env, account(kept), finish, View::Nothing).await??;
    // The account has gained: a counter that is not set back undoes nothing.
    let _forgiven = attempt.face_check_passed(edge, &attempter).await;
    Ok(())
}

fn account(kept: &Check) -> AccountId {
    AccountId::from_bytes(kept.account)
}

/// The session in which the holder asked for it.
fn asked_in(kept: &Check) -> Option<SessionDigest> {
    match kept.asker {
        Asker::Holder(session) => Some(session),
        Asker::Portal(_) => None,
    }
}

/// Who is to be scanned, if there is anything to scan them for.
async fn applicant(edge: &Edge, kept: &Check) -> Result<Applicant, Fault> {
    let prepare = CheckCommand::Prepare {
        session: asked_in(kept),
        purpose: kept.purpose,
    };
    let prepare = Ask::of(prepare);
    match ask(&edge.env, account(kept), prepare, View::Applicant).await? {
        // The account was closed in the meantime.
        Err(Refusal::NoAccount) => Err(Fault::NotRegistered),
        answer => Ok(answer?),
    }
}

/// Whoever scans because the holder asked for it, or a portal for one of its filings, is counted apart from strangers, who
/// cannot keep them out.
fn counted_as(kept: &Check, applicant: &Applicant) -> String {
    match &kept.asker {
        Asker::Holder(_) => applicant.number.clone(),
        Asker::Portal(portal) => format!("{portal} {}", applicant.number),
    }
}

fn attempter<'a>(
    applicant: &'a Applicant,
    address: &'a ClientAddress,
    counted: &'a str,
) -> Attempter<'a> {
    Attempter {
        number: &applicant.number,
        address,
        known: Known::Asked(counted),
    }
}

async fn draw(
    edge: &Edge,
    applicant: Applicant,
    question: &Question,
    needs: Needs,
) -> Result<Verified<Challenge>, Fault> {
    let draw = ChallengeDraw {
        subject: question.subject,
        purpose: question.purpose,
        audience: question.audience.clone(),
        name: Some(applicant.name),
        number: applicant.number,
        needs,
    };
    Ok(AuthorityHttp::new(edge).draw_challenge(&draw).await?)
}

/// The outcome, if it is a yes.
async fn judge(edge: &Edge, asked: &CheckAsked, sealed: Vec<u8>) -> Result<Outcome, Fault> {
    let outcome = judge_scan(edge, asked, sealed).await?;
    match outcome.decision {
        Decision::Refused { reason } => Err(Refusal::NotVerified(reason).into()),
        Decision::Passed => Ok(outcome),
    }
}
