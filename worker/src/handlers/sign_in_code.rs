//! `POST /v1/sessions/codes`: how an owner signs in although strangers have failed with the same number too often.

use std::sync::Arc;

use accounts::Refusal;
use accounts::limits::RetryAfter;
use api::{MobileCode, MobileCodeResponse, SignInCodeRequest};
use axum::Json;
use axum::extract::{Extension, Request, State};
use http::StatusCode;
use identity::{IdNumber, Mobile};
use verification::Purpose;
use worker::Context;

use super::{known, mobile_on_file};
use crate::account_names::AccountId;
use crate::client_address::ClientAddress;
use crate::code_ticket::{Claim, Recipient};
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter};
use crate::mobile_confirmation::Drawn;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::registry;
use crate::problem::Fault;
use crate::{clock, fields, mobile_confirmation, request_body};

/// Sends a code to the mobile number on file if number and password are right, and answers alike if not, so that strangers
/// neither learn which password is right nor use the codes up: 201; `not_found` where the deployment sends none,
/// `invalid_field`, `too_many_attempts`. It counts as a sign-in.
#[worker::send]
pub(crate) async fn send(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    Extension(context): Extension<Arc<Context>>,
    request: Request,
) -> Result<(StatusCode, Json<MobileCodeResponse>), Fault> {
    let headers = request.headers().clone();
    let form: SignInCodeRequest = request_body::json(request).await?;
    // After the body: who sends it late does not choose where the grid lies.
    let began_at = clock::now();
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
    let mobile = number_behind(&edge, (account, is_registered), form.password).await?;
    let (attempt, mobile) = admitted(&edge, account, mobile).await;
    let claim = claim(account, mobile);
    let Drawn { message, response } =
        mobile_confirmation::draw(&edge, &claim, form.language, began_at)?;
    if let Some(message) = message {
        // The gateway's time would tell that the password is right.
        context.wait_until(async move {
            if let Err(fault) = mobile_confirmation::deliver(&edge, &message, &attempt).await {
                fault.log();
            }
        });
    }
    clock::wait_for_message_grid(began_at).await;
    Ok((StatusCode::CREATED, Json(response)))
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
    let claim = claim(account, on_file(edge, account, is_registered).await?);
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

fn claim(account: AccountId, mobile: Option<Mobile>) -> Claim {
    Claim {
        purpose: Purpose::SignIn,
        to: Recipient::OnFile {
            account: account.object_name(),
            mobile,
        },
        session: None,
    }
}

/// The mobile number on file, if the password is that of the account. An unknown number costs what a known one costs.
async fn number_behind(
    edge: &Edge,
    (account, is_registered): (AccountId, bool),
    password: String,
) -> Result<Option<Mobile>, Fault> {
    if !is_registered {
        registry::pretend(&edge.env, &account, &password).await?;
        return Ok(None);
    }
    let compare = Ask::ComparePassword { password };
    match ask::<Option<String>>(&edge.env, account, compare, View::Mobile).await? {
        Ok(text) => Ok(text.and_then(|text| Mobile::parse(&text).ok())),
        Err(Refusal::NoAccount | Refusal::PasswordWrong) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The number, if a code may be sent to it now. What keeps it from being sent stands in the log alone: an answer of its own
/// would tell that the password is right.
async fn admitted(
    edge: &Edge,
    account: AccountId,
    mobile: Option<Mobile>,
) -> (Attempt, Option<Mobile>) {
    let Some(mobile) = mobile else {
        return Default::default();
    };
    let asker = format!("password {}", account.object_name());
    match Attempt::code_on_file(edge, mobile.expose(), &asker).await {
        Ok(attempt) => (attempt, Some(mobile)),
        Err(fault) => {
            fault.log();
            Default::default()
        }
    }
}
