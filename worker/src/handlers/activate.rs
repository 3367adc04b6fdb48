//! `POST /v1/activations`

use accounts::{Person, Refusal, password};
use api::{AccountResponse, ActivationRequest};
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;

use crate::account_names::AccountId;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{ActivateAsk, Ask, View};
use crate::problem::Fault;
use crate::sealed_ticket::{self, Grant};
use crate::{fields, request_body};

/// Opens the account of a person whose provincial account is activated, at level four, for the face was compared: 201;
/// `grant_spent`, `invalid_field`, `already_registered`.
#[worker::send]
pub(crate) async fn activate(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Response, Fault> {
    let form: ActivationRequest = request_body::json(request).await?;
    let grant: Option<Grant> = sealed_ticket::open(&form.grant, &edge.config.data_keys);
    let grant = grant.ok_or(Fault::NoGrant)?;
    let person = person(&grant).ok_or(Fault::NoGrant)?;
    check(&form, &person, &edge.config.deployment.terms_version)?;
    let id = AccountId::of(&person.number, &edge.config.name_key);
    let activate = Ask::Activate(Box::new(ActivateAsk {
        person: person.to_text(),
        password: form.password,
        terms_version: form.terms_version,
        answered: grant.answered,
    }));
    match ask::<AccountResponse>(&edge.env, id, activate, View::Account(None)).await? {
        Ok(account) => Ok((StatusCode::CREATED, Json(account)).into_response()),
        Err(Refusal::StatementForeign | Refusal::ScanSpent) => Err(Fault::NoGrant),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Validity and mobile number are not asked for (guide, G6).
fn person(grant: &Grant) -> Option<Person> {
    Some(Person {
        name: grant.claimed.name()?,
        number: grant.claimed.number()?,
        validity: None,
        mobile: None,
    })
}

fn check(form: &ActivationRequest, person: &Person, terms_in_force: &str) -> Result<(), Fault> {
    let mut problems = Vec::new();
    if let Err(error) = password::check_for(&form.password, person) {
        problems.push(fields::problem("password", error.rule()));
    }
    if form.terms_version != terms_in_force {
        problems.push(fields::problem("terms_version", "outdated"));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Fault::Fields(problems))
    }
}
