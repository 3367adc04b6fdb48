//! `POST /v1/sessions`

use accounts::{Refusal, Session};
use api::{SessionResponse, SignInRequest};
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use identity::IdNumber;

use crate::account_names::AccountId;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::account::ask;
use crate::objects::account_question::Ask;
use crate::objects::registry;
use crate::problem::Fault;
use crate::session_token::{self, SessionName};
use crate::{clock, cookie, fields, request_body};

/// Signs in with number and password and sets the session cookie: 201; `credentials_wrong` alike for an unknown number
/// and a wrong password, after the same work; `too_many_attempts`.
#[worker::send]
pub(crate) async fn sign_in(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let form: SignInRequest = request_body::json(request).await?;
    let number = IdNumber::parse(&form.number, clock::today())
        .map_err(|error| Fault::Fields(vec![fields::problem("number", error.rule())]))?;
    let attempt = Attempt::sign_in(&edge, number.expose(), &address).await?;
    let id = AccountId::of(&number, &edge.config.name_key);
    let key = &edge.config.token_key;
    let (token, session) = session_token::draw(id, key, &mut clock::randomness());
    begin(&edge, &session, form.password).await?;
    attempt.forgive(&edge).await?;
    Ok(response(&edge, &token, &session))
}

/// An unknown number touches no account's object, and costs what a known one costs.
async fn begin(edge: &Edge, session: &SessionName, password: String) -> Result<(), Fault> {
    if !registry::knows(&edge.env, &session.account).await? {
        registry::pretend(&edge.env, &session.account, &password).await?;
        return Err(Refusal::PasswordWrong.into());
    }
    let sign_in = Ask::SignIn {
        password,
        session: session.digest,
    };
    match ask(&edge.env, session.account, sign_in).await? {
        Ok(_) => Ok(()),
        Err(Refusal::NoAccount) => Err(Refusal::PasswordWrong.into()),
        Err(refusal) => Err(refusal.into()),
    }
}

fn response(edge: &Edge, token: &str, session: &SessionName) -> Response {
    let expires_at = Session::begin(session.digest, clock::now()).expires_at();
    let cookie = cookie::keep(token, edge.config.is_https());
    let headers = [(header::SET_COOKIE, cookie)];
    let body = Json(SessionResponse { expires_at });
    (StatusCode::CREATED, headers, body).into_response()
}
