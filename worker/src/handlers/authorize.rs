//! `GET /oauth/authorize`, `POST /oauth/authorize`

use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::authorizations::{arrive, present};
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::openid::authorization_request::{self, AuthorizationAsked, Refusal};
use crate::openid::parameters::Parameters;
use crate::openid::redirect;
use crate::openid::step::{self, Step};
use crate::problem::Fault;
use crate::{clock, limiter, request_body, sealed_ticket};

/// The page that goes on with a sealed request; without one it says that there is none. An empty fragment keeps browsers
/// from carrying their own along.
const PAGE: &str = "/authorize#";

/// Sends the person on: 303 to the page with the request, sealed; to the portal with an error, or, where nothing may be
/// shown, with a code; to the page without a request where portal or address are not listed.
#[worker::send]
pub(crate) async fn by_link(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let query = request.uri().query().unwrap_or_default();
    let parameters = Parameters::parse(query.as_bytes());
    answer(&edge, request.headers(), &parameters).await
}

/// The same for a request in a form (OpenID Connect Core, section 3.1.2.1).
#[worker::send]
pub(crate) async fn by_form(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    limiter::count_request(&address, edge.config.address_allowance)?;
    let headers = request.headers().clone();
    let body = request_body::form(request).await?;
    answer(&edge, &headers, &Parameters::parse(&body)).await
}

async fn answer(
    edge: &Edge,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Result<Response, Fault> {
    let config = &edge.config;
    let asked = authorization_request::read(parameters, &config.portals, clock::now());
    let location = match asked {
        Err(Refusal::Unlisted) => PAGE.to_owned(),
        Err(Refusal::Returned {
            redirect_uri,
            state,
            error,
        }) => redirect::with_error(&redirect_uri, error, state.as_deref(), &config.audience),
        Ok(asked) if asked.wish.prompt.none => unshown(edge, headers, &asked).await?,
        Ok(asked) => {
            let keys = &config.data_keys;
            let sealed = sealed_ticket::seal(&asked, keys, &mut clock::randomness())?;
            format!("{PAGE}{sealed}")
        }
    };
    let location = HeaderValue::from_str(&location)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}

/// The address to go back to where nothing may be shown.
async fn unshown(
    edge: &Edge,
    headers: &HeaderMap,
    asked: &AuthorizationAsked,
) -> Result<String, Fault> {
    let here = present(edge, headers).await?;
    let standing = here.as_ref().map(|here| here.before(&asked.portal));
    let step = step::next(&asked.wish, standing.as_ref(), clock::now());
    match (step, here) {
        (Step::Return, Some(here)) => arrive(edge, &here.session, asked, false).await,
        (step, _) => {
            let error = step.unshown();
            let error = error.unwrap_or(redirect::AuthorizationError::LoginRequired);
            let state = asked.state.as_deref();
            let issuer = &edge.config.audience;
            Ok(redirect::with_error(
                &asked.redirect_uri,
                error,
                state,
                issuer,
            ))
        }
    }
}
