//! `POST /v1/face-checks/current/codes`, `POST /v1/face-checks/current/confirmations`: the code that has to agree with a
//! face on a device that is not known.

use accounts::limits::Kind;
use accounts::{Answered, Refusal, StrangerGain, StrangerWay};
use api::{ConfirmationAsked, ConfirmationCodeRequest, ConfirmationRequest, FaceCheckResult};
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use identity::Mobile;
use jiff::SignedDuration;

use super::face_session::{check_account, give};
use super::ticket_text;
use crate::account_names::{AccountId, CounterName};
use crate::code_ticket::{Claim, Recipient};
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::throttle;
use crate::problem::Fault;
use crate::sealed_ticket::{self, Claimed, Held};
use crate::{clock, mobile_confirmation, request_body};

/// How long the code may take. A scan that was confirmed is remembered for as long.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A face check that passed, and whose it is.
struct Passed {
    held: Held,
    gain: StrangerGain,
    account: AccountId,
    mobile: Mobile,
    claim: Claim,
}

/// What is asked for before a face check that passed gives anything; `Err(DeviceUnknown)` where no code can be sent.
pub(super) async fn hold(
    edge: &Edge,
    (gain, account): (StrangerGain, AccountId),
    (answered, claimed): (Answered, Claimed),
) -> Result<Response, Fault> {
    check_account(edge, gain, account).await?;
    let mobile = mobile_on_file(edge, account).await?;
    let expires_at = clock::now().saturating_add(LIFETIME);
    let held = Held {
        answered,
        claimed,
        expires_at: expires_at.unwrap_or(clock::now()),
    };
    let keys = &edge.config.data_keys;
    let confirmation = ConfirmationAsked {
        ticket: sealed_ticket::seal(&held, keys, &mut clock::randomness())?,
        mobile_ends: mobile.last_digits().to_owned(),
        expires_at: held.expires_at,
    };
    let result = FaceCheckResult {
        grant: None,
        confirmation: Some(confirmation),
    };
    Ok(Json(result).into_response())
}

/// Sends a code to the mobile number on file: 201; `verification_unknown`, `verification_expired`, `device_unknown`,
/// `too_many_attempts`, `try_later`.
#[worker::send]
pub(crate) async fn send_code(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form: ConfirmationCodeRequest = request_body::json(request).await?;
    let passed = passed(&edge, &headers).await?;
    // Strangers who know the mobile number cannot use these up, nor the owner of the face those of a session.
    let asker = format!("face {}", passed.account.object_name());
    let attempt = Attempt::code_on_file(&edge, passed.mobile.expose(), &asker).await?;
    let sent = mobile_confirmation::send(&edge, &passed.claim, form.language, &attempt).await?;
    Ok((StatusCode::CREATED, Json(sent)).into_response())
}

/// Gives what the face check was for, once: 200; `verification_unknown`, `verification_expired`, `verification_spent`,
/// `invalid_field`, `device_unknown`.
#[worker::send]
pub(crate) async fn confirm(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form: ConfirmationRequest = request_body::json(request).await?;
    let Passed {
        held,
        gain,
        account,
        claim,
        ..
    } = passed(&edge, &headers).await?;
    let confirmation = mobile_confirmation::confirm(&edge, &claim, Some(&form.mobile_code)).await?;
    let id = format!("scan {}", held.answered.check.id);
    let id = CounterName::of(Kind::CodeGuess, &id, &edge.config.name_key);
    if throttle::exhaust(&edge.env, Kind::CodeGuess, &id)
        .await?
        .is_err()
    {
        return Err(Refusal::ScanSpent.into());
    }
    let given = give(
        &edge,
        &headers,
        gain,
        account,
        (held.answered, held.claimed),
    )
    .await;
    if given.is_err() {
        throttle::forgive(&edge.env, Kind::CodeGuess, &id).await?;
        confirmation.give_back(&edge).await?;
    }
    given
}

/// What the request's ticket holds.
async fn passed(edge: &Edge, headers: &HeaderMap) -> Result<Passed, Fault> {
    let held = ticket_text(headers);
    let held = held.and_then(|sealed| sealed_ticket::open(sealed, &edge.config.data_keys));
    let held: Held = held.ok_or(Fault::NoTicket)?;
    if clock::now() >= held.expires_at {
        return Err(Refusal::ScanExpired.into());
    }
    let number = held.claimed.number().ok_or(Fault::NoTicket)?;
    let account = AccountId::of(&number, &edge.config.name_key);
    let purpose = held.answered.check.question.purpose;
    let mobile = mobile_on_file(edge, account).await?;
    Ok(Passed {
        gain: StrangerGain::of(purpose, StrangerWay::Scan)?,
        account,
        claim: Claim {
            purpose,
            to: Recipient::OnFile {
                account: account.object_name(),
                mobile: Some(mobile.clone()),
            },
            session: None,
        },
        mobile,
        held,
    })
}

async fn mobile_on_file(edge: &Edge, account: AccountId) -> Result<Mobile, Fault> {
    if !edge.config.deployment.message_codes {
        return Err(Fault::DeviceUnknown);
    }
    match super::mobile_on_file(edge, account).await? {
        Err(Refusal::NoAccount) => Err(Fault::NotRegistered),
        on_file => on_file?.ok_or(Fault::DeviceUnknown),
    }
}
