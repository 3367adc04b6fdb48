//! `POST /v1/face-checks`

use accounts::{CheckAsked, Question, StrangerGain, StrangerWay};
use api::{FaceCheckRequest, FaceCheckResponse};
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use identity::{IdNumber, PersonName};
use verification::{Authority as _, Challenge, ChallengeDraw, Needs, Verified};

use super::{SecondFactor, known, read_consent, second_factor};
use crate::account_names::{self, AccountId};
use crate::authority_http::AuthorityHttp;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter};
use crate::problem::Fault;
use crate::sealed_ticket::{self, Claimed, Ticket};
use crate::{clock, fields, request_body};

/// Draws a challenge for somebody who is not signed in, alike whether they have an account or not: 201;
/// `invalid_field`, `consent_required`, `device_unknown`, `no_action_left`, `too_many_attempts`, `try_later`.
#[worker::send]
pub(crate) async fn begin(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form: FaceCheckRequest = request_body::json(request).await?;
    let purpose = form.purpose;
    let gain = StrangerGain::of(purpose, StrangerWay::Scan)?;
    let (number, name) = read(&form, gain).map_err(Fault::Fields)?;
    let needs = form.needs.map(Needs::from).unwrap_or_default();
    let consent = read_consent(form.consent)?;
    edge.config.consent_in_force().check(&consent)?;
    admit(&edge, &headers, (gain, &number), &address).await?;
    let question = Question {
        subject: account_names::subject(&number, &edge.config.name_key),
        purpose,
        audience: edge.config.audience.clone(),
    };
    let claimed = Claimed {
        number: number.expose().to_owned(),
        name: name.map(|name| name.expose().to_owned()),
    };
    let drawn = draw(&edge, &question, &claimed, needs).await?;
    let challenge = drawn.statement();
    let ticket = Ticket {
        check: CheckAsked {
            id: challenge.id,
            nonce: challenge.nonce,
            question,
        },
        claimed,
        consent,
        expires_at: challenge.expires_at,
        most_bytes: challenge.limits.most_bytes,
    };
    let body = Json(response(&edge, &drawn, &ticket)?);
    Ok((StatusCode::CREATED, body).into_response())
}

/// Whether the device will do, and there were not too many attempts; this one is counted.
async fn admit(
    edge: &Edge,
    headers: &HeaderMap,
    (gain, number): (StrangerGain, &IdNumber),
    address: &ClientAddress,
) -> Result<(), Fault> {
    let account = AccountId::of(number, &edge.config.name_key);
    let known = known(edge, headers, account).await?;
    if second_factor(edge, gain, known, None)? == SecondFactor::KnownDevice {
        return Err(Fault::DeviceUnknown);
    }
    let attempter = Attempter {
        number: number.expose(),
        address,
        known,
    };
    let past_ceiling = Attempt::begun_face_check(edge, &attempter).await?;
    second_factor(edge, gain, known, past_ceiling).map(drop)
}

fn response(
    edge: &Edge,
    drawn: &Verified<Challenge>,
    ticket: &Ticket,
) -> Result<FaceCheckResponse, Fault> {
    let randomness = &mut clock::randomness();
    Ok(FaceCheckResponse {
        id: ticket.check.id.to_string(),
        challenge: drawn.as_compact().to_owned(),
        ticket: sealed_ticket::seal(ticket, &edge.config.data_keys, randomness)?,
        expires_at: ticket.expires_at,
    })
}

/// The number, and the name if the person states one.
fn read(
    form: &FaceCheckRequest,
    gain: StrangerGain,
) -> Result<(IdNumber, Option<PersonName>), Vec<api::FieldProblem>> {
    let mut problems = Vec::new();
    let number = IdNumber::parse(&form.number, clock::today())
        .map_err(|error| problems.push(fields::problem("number", error.rule())))
        .ok();
    let name = match (&form.name, gain.takes_name()) {
        (Some(name), true) => PersonName::parse(name)
            .map_err(|error| problems.push(fields::problem("name", error.rule())))
            .ok(),
        (None, true) => {
            problems.push(fields::problem("name", "missing"));
            None
        }
        (_, false) => None,
    };
    match number {
        Some(number) if problems.is_empty() => Ok((number, name)),
        _ => Err(problems),
    }
}

async fn draw(
    edge: &Edge,
    question: &Question,
    claimed: &Claimed,
    needs: Needs,
) -> Result<Verified<Challenge>, Fault> {
    let draw = ChallengeDraw {
        subject: question.subject,
        purpose: question.purpose,
        audience: question.audience.clone(),
        name: claimed.name.clone(),
        number: claimed.number.clone(),
        needs,
    };
    Ok(AuthorityHttp::new(edge).draw_challenge(&draw).await?)
}
