//! `POST /v1/sessions`

use accounts::{Device, Proof, Refusal, Session};
use api::{SessionResponse, SignInRequest};
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode, header};
use identity::IdNumber;

use super::{device, end_earlier, known, sign_in_code, signed_in};
use crate::account_names::AccountId;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::{Attempt, Attempter};
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::registry;
use crate::problem::Fault;
use crate::token::SessionToken;
use crate::{activation, clock, fields, request_body};

/// Signs in with number and password, sets the session cookie and ends the browser's earlier session: 201; `credentials_wrong` alike for an unknown number
/// and a wrong password, after the same work; `activation_needed` for a provincial account (guide, F2);
/// `code_required` alike for every number with which strangers have failed too often; `too_many_attempts`.
#[worker::send]
pub(crate) async fn sign_in(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form: SignInRequest = request_body::json(request).await?;
    // After the body: who sends it late does not choose where the grid lies.
    let began_at = clock::now();
    let number = IdNumber::parse(&form.number, clock::today())
        .map_err(|error| Fault::Fields(vec![fields::problem("number", error.rule())]))?;
    let id = AccountId::of(&number, &edge.config.name_key);
    let attempter = Attempter {
        number: number.expose(),
        address: &address,
        known: known(&edge, &headers, id).await?,
    };
    let attempt = Attempt::sign_in(&edge, &attempter).await?;
    let key = &edge.config.token_key;
    let (token, session) = SessionToken::draw(id, clock::now(), key, &mut clock::randomness());
    let is_registered = registry::knows(&edge.env, &id).await?;
    if let Some(retry) = attempt.past_ceiling() {
        let code = (form.mobile_code.as_ref(), retry);
        if let Err(fault) = sign_in_code::confirm(&edge, (id, is_registered), code).await {
            clock::wait_for_grid(began_at).await;
            return Err(fault);
        }
    }
    let given = (form.password, device(&headers));
    if !begin(&edge, &session, is_registered, given).await? {
        let fault = refused(&edge, &number, is_registered).await;
        clock::wait_for_grid(began_at).await;
        return Err(fault);
    }
    attempt.forgive(&edge).await?;
    end_earlier(&edge, &headers).await;
    Ok(response(&edge, &headers, &token, &session))
}

/// Whether a session began. An unknown number touches no account's object, and costs what a known one costs.
async fn begin(
    edge: &Edge,
    session: &SessionToken,
    known: bool,
    (password, device): (String, Device),
) -> Result<bool, Fault> {
    if !known {
        registry::pretend(&edge.env, &session.names, &password).await?;
        return Ok(false);
    }
    let sign_in = Ask::SignIn {
        password,
        session: session.digest,
        device,
    };
    match ask::<()>(&edge.env, session.names, sign_in, View::Nothing).await? {
        Ok(()) => Ok(true),
        Err(Refusal::NoAccount | Refusal::PasswordWrong) => Ok(false),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Whoever failed is told to activate a provincial account, if that is what the number has (guide, F2). The authority is
/// asked whether there is an account here or not, so that the time tells nothing.
async fn refused(edge: &Edge, number: &IdNumber, known: bool) -> Fault {
    if activation::is_needed(edge, number, None).await == Some(true) && !known {
        return Fault::ActivationNeeded;
    }
    Refusal::PasswordWrong.into()
}

fn response(edge: &Edge, headers: &HeaderMap, token: &str, session: &SessionToken) -> Response {
    let (device, method) = (Device::default(), Proof::Password);
    let begun = Session::begin(session.digest, device, method, clock::now());
    let body = Json(SessionResponse {
        expires_at: begun.expires_at(),
    });
    let mut response = (StatusCode::CREATED, body).into_response();
    let cookies = signed_in(edge, headers, token, session.names);
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
