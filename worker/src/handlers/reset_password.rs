//! `POST /v1/password-resets`

use accounts::Refusal;
use api::PasswordResetRequest;
use axum::extract::{Request, State};
use http::StatusCode;

use crate::account_names::AccountId;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::request_body;
use crate::sealed_ticket::{self, Grant};

/// Sets another password after a face check, and ends every session: 204; `grant_spent`, `invalid_field`.
#[worker::send]
pub(crate) async fn reset(State(edge): State<Edge>, request: Request) -> Result<StatusCode, Fault> {
    let form: PasswordResetRequest = request_body::json(request).await?;
    let grant: Option<Grant> = sealed_ticket::open(&form.grant, &edge.config.data_keys);
    let grant = grant.ok_or(Fault::NoGrant)?;
    let number = grant.claimed.number().ok_or(Fault::NoGrant)?;
    let account = AccountId::of(&number, &edge.config.name_key);
    let reset = Ask::ResetPassword {
        answered: Box::new(grant.answered),
        password: form.password,
    };
    match ask::<()>(&edge.env, account, reset, View::Nothing).await? {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Refusal::StatementForeign | Refusal::ScanSpent) => Err(Fault::NoGrant),
        Err(Refusal::NoAccount) => Err(Fault::NotRegistered),
        Err(refusal) => Err(refusal.into()),
    }
}
