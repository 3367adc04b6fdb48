//! `POST /v1/accounts`

use accounts::{CheckAsked, Person, Question, Refusal};
use api::{AccountResponse, RegisterRequest};
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use verification::{
    Authority as _, Decision, ElementsCheck, Nonce, Outcome, Purpose, VerificationId,
};

use super::vouchers;
use crate::account_names::{self, AccountId};
use crate::authority_http::AuthorityHttp;
use crate::client_address::ClientAddress;
use crate::code_ticket::{Claim, Recipient};
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter, Known};
use crate::mobile_confirmation::Confirmation;
use crate::objects::account::{ask, is_registered};
use crate::objects::account_question::{Ask, RegisterAsk, View};
use crate::problem::Fault;
use crate::{clock, mobile_confirmation, registration_form, request_body};

/// Registers an account at level three, once the mobile number is confirmed, where the deployment sends codes, and the
/// four elements agree with the authority's register: 201; `invalid_field`, `elements_differ` and the authority's other
/// reasons, `already_registered` (told only after the elements agreed), `too_many_attempts`, `try_later`. Whatever goes
/// wrong, the same request may come again; the code serves four times in all. The ticket of a voucher that a clerk has attested leads
/// past the ceiling of the number.
#[worker::send]
pub(crate) async fn register(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form: RegisterRequest = request_body::json(request).await?;
    let terms = &edge.config.deployment.terms_version;
    let missing = mobile_confirmation::missing(&edge, form.mobile_code.as_ref());
    let person = registration_form::read(&form, terms, clock::today(), missing);
    let person = person.map_err(Fault::Fields)?;
    let confirmation = confirm(&edge, &person, &form).await?;
    let from = (&headers, &address);
    match register_confirmed(&edge, &person, form, from).await {
        Ok(account) => Ok((StatusCode::CREATED, Json(account)).into_response()),
        Err(fault) => {
            confirmation.give_back(&edge).await?;
            Err(fault)
        }
    }
}

/// The rest, for somebody whose mobile number is confirmed.
async fn register_confirmed(
    edge: &Edge,
    person: &Person,
    form: RegisterRequest,
    (headers, address): (&HeaderMap, &ClientAddress),
) -> Result<AccountResponse, Fault> {
    let number = person.number.expose();
    let attempter = Attempter {
        number,
        address,
        known: match vouchers::seen_to_register(edge, headers).await? {
            Some(seen) if seen == number => Known::Asked(number),
            Some(_) | None => Known::Stranger,
        },
    };
    let attempt = Attempt::registration(edge, &attempter).await?;
    let check = question(edge, person);
    let outcome = match ask_authority(edge, person, &check).await {
        Ok(outcome) => outcome,
        Err(fault) => {
            attempt.withdraw(edge).await?;
            return Err(fault);
        }
    };
    let id = AccountId::of(&person.number, &edge.config.name_key);
    if needs_activation(&outcome) && is_registered(&edge.env, id).await? {
        return Err(Refusal::AlreadyRegistered.into());
    }
    let account = open(edge, person, form, (outcome, check)).await?;
    attempt.forgive(edge).await?;
    Ok(account)
}

async fn confirm(
    edge: &Edge,
    person: &Person,
    form: &RegisterRequest,
) -> Result<Confirmation, Fault> {
    let claim = Claim {
        purpose: Purpose::Register,
        to: Recipient::Typed(person.mobile.clone().ok_or(Fault::Malformed)?),
        session: None,
    };
    mobile_confirmation::confirm(edge, &claim, form.mobile_code.as_ref()).await
}

fn question(edge: &Edge, person: &Person) -> CheckAsked {
    let randomness = &mut clock::randomness();
    CheckAsked {
        id: VerificationId::draw(randomness),
        nonce: Nonce::draw(randomness),
        question: Question {
            subject: account_names::subject(&person.number, &edge.config.name_key),
            purpose: Purpose::Register,
            audience: edge.config.audience.clone(),
        },
    }
}

async fn ask_authority(edge: &Edge, person: &Person, check: &CheckAsked) -> Result<Outcome, Fault> {
    let elements = person.elements().ok_or(Fault::Malformed)?;
    let check = ElementsCheck::new(check, &elements);
    Ok(AuthorityHttp::new(edge).check_elements(&check).await?)
}

async fn open(
    edge: &Edge,
    person: &Person,
    form: RegisterRequest,
    (outcome, check): (Outcome, CheckAsked),
) -> Result<AccountResponse, Fault> {
    if let Decision::Refused { reason } = outcome.decision {
        return Err(Refusal::NotVerified(reason).into());
    }
    let id = AccountId::of(&person.number, &edge.config.name_key);
    let register = Ask::Register(Box::new(RegisterAsk {
        person: person.to_text(),
        password: form.password,
        terms_version: form.terms_version,
        outcome,
        check,
    }));
    Ok(ask(&edge.env, id, register, View::Account(None)).await??)
}

/// The authority goes on calling a person provincial whose account was activated here.
fn needs_activation(outcome: &Outcome) -> bool {
    let reason = verification::Refusal::ActivationNeeded;
    outcome.decision == Decision::Refused { reason }
}
