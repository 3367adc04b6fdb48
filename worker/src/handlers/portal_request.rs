//! Requests of portals to the endpoints that are theirs.

use accounts::{PortalCommand, Refusal};
use axum::extract::Request;
use http::{HeaderMap, header};

use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::objects::ObjectError;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::openid::claims::Parties;
use crate::openid::client_authentication::authenticate;
use crate::openid::known::Known;
use crate::openid::oauth_error::OAuthError;
use crate::openid::parameters::Parameters;
use crate::openid::portal_token::VisitName;
use crate::openid::token_request;
use crate::portals::{self, Portal};
use crate::{limiter, request_body};

/// Which portal asks, and what. Whoever proves who they are asks for many persons from one address, and is not counted.
pub(super) async fn read<'a>(
    edge: &'a Edge,
    address: &ClientAddress,
    request: Request,
) -> Result<(&'a Portal, Parameters), OAuthError> {
    let headers = request.headers().clone();
    let body = request_body::form(request).await;
    let asked = body.map_err(OAuthError::from).and_then(|body| {
        let form = token_request::form(&body)?;
        let portal = authenticate(&edge.config.portals, &headers, &form)?;
        Ok((portal, form))
    });
    let is_proven = matches!(&asked, Ok((portal, _)) if !portal.is_public());
    if !is_proven {
        limiter::count_request(address, edge.config.address_allowance)?;
    }
    asked
}

/// What follows `Bearer` in the `Authorization` header (RFC 6750, section 2.1).
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What the account knows of a visit after `command`, cut down to what the portal's entry lists now. ID tokens and
/// UserInfo both read it here.
pub(super) async fn known(
    edge: &Edge,
    name: VisitName,
    command: PortalCommand,
) -> Result<Result<Known, Refusal>, ObjectError> {
    let (command, view) = (Ask::of(command), View::Visit(name.visit));
    let answered = ask::<Known>(&edge.env, name.account, command, view).await?;
    Ok(answered.and_then(|known| {
        let portal = portals::find(&edge.config.portals, &known.portal);
        Ok(known.narrowed_to(portal.ok_or(Refusal::TokenInvalid)?))
    }))
}

/// Who speaks, and of whom.
pub(super) fn parties<'a>(edge: &'a Edge, subject: &'a str) -> Parties<'a> {
    Parties {
        issuer: &edge.config.audience,
        organization: &edge.config.deployment.operator.zh,
        subject,
    }
}
