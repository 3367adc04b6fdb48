//! `POST /v1/verifications`

use accounts::{Consent, Question, ScanCommand};
use api::{VerificationRequest, VerificationResponse};
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use verification::{Authority as _, Challenge, ChallengeDraw, Needs, Purpose, Verified};

use super::{act, read_consent, session};
use crate::authority_http::AuthorityHttp;
use crate::edge::Edge;
use crate::objects::account_question::{Applicant, View};
use crate::problem::Fault;
use crate::request_body;
use crate::token::SessionToken;

/// Draws a challenge at the authority and binds it to account, purpose and origin: 201; `session_expired`,
/// `already_at_level`, `consent_required`, `no_action_left`, `too_many_attempts`, `try_later`.
#[worker::send]
pub(crate) async fn begin(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let session = session(&edge, request.headers())?;
    let VerificationRequest {
        purpose,
        consent,
        needs,
    } = request_body::json(request).await?;
    let consent = read_consent(consent)?;
    let applicant = prepare(&edge, &session, purpose, &consent).await?;
    let question = Question {
        subject: applicant.subject,
        purpose,
        audience: edge.config.audience.clone(),
    };
    let drawn = draw(&edge, applicant, &question, needs.map(Needs::from)).await?;
    let begin = ScanCommand::Begin {
        session: session.digest,
        challenge: Box::new(drawn.statement().clone()),
        question,
        consent,
    };
    act::<()>(&edge, &session, begin, View::Nothing).await?;
    let body = Json(response(drawn));
    Ok((StatusCode::CREATED, body).into_response())
}

/// Everything that can be refused without the authority is refused before it is asked.
async fn prepare(
    edge: &Edge,
    session: &SessionToken,
    purpose: Purpose,
    consent: &Consent,
) -> Result<Applicant, Fault> {
    let prepare = ScanCommand::Prepare {
        session: session.digest,
        purpose,
        consent: consent.clone(),
        in_force: edge.config.consent_in_force(),
    };
    act(edge, session, prepare, View::Applicant).await
}

async fn draw(
    edge: &Edge,
    applicant: Applicant,
    question: &Question,
    needs: Option<Needs>,
) -> Result<Verified<Challenge>, Fault> {
    let draw = ChallengeDraw {
        subject: applicant.subject,
        purpose: question.purpose,
        audience: question.audience.clone(),
        name: Some(applicant.name),
        number: applicant.number,
        needs: needs.unwrap_or_default(),
    };
    Ok(AuthorityHttp::new(edge).draw_challenge(&draw).await?)
}

fn response(drawn: Verified<Challenge>) -> VerificationResponse {
    let compact = drawn.as_compact().to_owned();
    let challenge = drawn.into_statement();
    VerificationResponse {
        id: challenge.id.to_string(),
        challenge: compact,
        actions: challenge.actions,
        action_timeout_ms: challenge.action_timeout_ms,
        expires_at: challenge.expires_at,
    }
}
