//! `POST /v1/sessions/codes`: how an owner signs in although strangers have failed with the same number too often.

use accounts::Refusal;
use accounts::limits::RetryAfter;
use api::{MobileCode, MobileCodeResponse, SignInCodeRequest};
use axum::Json;
use axum::extract::{Extension, Request, State};
use http::StatusCode;
use identity::{IdNumber, Mobile};
use jiff::Timestamp;
use verification::{Language, Purpose};

use super::{known, mobile_on_file};
use crate::account_names::AccountId;
use crate::client_address::ClientAddress;
use crate::code_ticket::Claim;
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter};
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::registry;
use crate::problem::Fault;
use crate::{clock, fields, mobile_confirmation, request_body};

/// Stands in tickets that no code fits, where there is no number on file.
const NO_MOBILE: &str = "19999999999";

/// Sends a code to the mobile number on file if number and password are right, and answers alike if not, so that strangers
/// neither learn which password is right nor use the codes up: 201; `not_found` where the deployment sends none,
/// `invalid_field`, `too_many_attempts`. It counts as a sign-in.
#[worker::send]
pub(crate) async fn send(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<(StatusCode, Json<MobileCodeResponse>), Fault> {
    let headers = request.headers().clone();
    let began_at = clock::now();
    let form: SignInCodeRequest = request_body::json(request).await?;
    if !edge.config.deployment.message_codes {
        return Err(Fault::NotFound);
    }
    let number = IdNumber::parse(&form.number, clock::today())
        .map_err(|error| Fault::Fields(vec![fields::problem("number", error.rule())]))?;
    let account = AccountId::of(&number, &edge.config.name_key);
    let attempter = Attempter {
        number: number.expose(),
        address: &address,
        known: known(&edge, &headers, account).await?,
    };
    Attempt::sign_in(&edge, &attempter).await?;
    let is_registered = registry::knows(&edge.env, &account).await?;
    let on_file = on_file(&edge, account, is_registered).await?;
    let claim = claim(account, on_file.clone())?;
    let claim = (&claim, began_at);
    let is_right = fits(&edge, account, is_registered, form.password).await?;
    let sent = match on_file {
        Some(_) if is_right => send_code(&edge, account, claim, form.language).await?,
        Some(_) | None => mobile_confirmation::pretend(&edge, claim)?,
    };
    clock::wait_for_message_grid(began_at).await;
    Ok((StatusCode::CREATED, Json(sent)))
}

/// Whether a sign-in past the ceiling of its number has the code that lets it go on: `Err(CodeRequired)` if there is none,
/// `Err(Limited)` where the deployment sends none.
pub(super) async fn confirm(
    edge: &Edge,
    (account, is_registered): (AccountId, bool),
    (given, retry): (Option<&MobileCode>, RetryAfter),
) -> Result<(), Fault> {
    if !edge.config.deployment.message_codes {
        return Err(retry.into());
    }
    if given.is_none() {
        return Err(Fault::CodeRequired);
    }
    let claim = claim(account, on_file(edge, account, is_registered).await?)?;
    mobile_confirmation::confirm(edge, &claim, given)
        .await
        .map(drop)
}

async fn on_file(
    edge: &Edge,
    account: AccountId,
    is_registered: bool,
) -> Result<Option<Mobile>, Fault> {
    if !is_registered {
        return Ok(None);
    }
    match mobile_on_file(edge, account).await? {
        Err(Refusal::NoAccount) => Ok(None),
        on_file => Ok(on_file?),
    }
}

fn claim(account: AccountId, on_file: Option<Mobile>) -> Result<Claim, Fault> {
    let nobodys = Mobile::parse(NO_MOBILE).map_err(|_| Fault::NotFound)?;
    Ok(Claim {
        purpose: Purpose::SignIn,
        mobile: on_file.unwrap_or(nobodys),
        session: None,
        account: Some(account.object_name()),
    })
}

/// Whether the password is that of the account. An unknown number costs what a known one costs.
async fn fits(
    edge: &Edge,
    account: AccountId,
    is_registered: bool,
    password: String,
) -> Result<bool, Fault> {
    if !is_registered {
        registry::pretend(&edge.env, &account, &password).await?;
        return Ok(false);
    }
    let compare = Ask::ComparePassword { password };
    match ask::<()>(&edge.env, account, compare, View::Nothing).await? {
        Ok(()) => Ok(true),
        Err(Refusal::NoAccount | Refusal::PasswordWrong) => Ok(false),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Sends a code. What keeps it from being sent stands in the log alone: an answer of its own would tell that the password is
/// right.
async fn send_code(
    edge: &Edge,
    account: AccountId,
    claim: (&Claim, Timestamp),
    language: Language,
) -> Result<MobileCodeResponse, Fault> {
    let asker = format!("password {}", account.object_name());
    let sent = async {
        let attempt = Attempt::code_on_file(edge, claim.0.mobile.expose(), &asker).await?;
        mobile_confirmation::send(edge, claim, language, &attempt).await
    };
    match sent.await {
        Ok(sent) => Ok(sent),
        Err(fault) => {
            fault.log();
            mobile_confirmation::pretend(edge, claim)
        }
    }
}
