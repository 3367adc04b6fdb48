//! `POST /oauth/revoke`

use accounts::{PortalCommand, Refusal};
use axum::Json;
use axum::extract::{Extension, Request, State};
use serde::Serialize;

use super::portal_request;
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::openid::oauth_error::OAuthError;
use crate::openid::portal_token::{AccessToken, RefreshToken};

/// What a portal is answered: nothing. RFC 7009 gives the body no meaning, and clients read every answer as JSON.
#[derive(Serialize)]
pub(crate) struct RevocationResponse {}

/// Ends the sign-in that a token came of, with everything it gave (RFC 7009): 200, for a token that nobody knows too;
/// `unauthorized_client` for another portal's.
#[worker::send]
pub(crate) async fn revoke(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Json<RevocationResponse>, OAuthError> {
    let (portal, form) = portal_request::read(&edge, &address, request).await?;
    let missing = OAuthError::InvalidRequest("a parameter is missing");
    let text = form.get("token").ok_or(missing)?;
    let keys = &edge.config.data_keys;
    let refresh = RefreshToken::open(text, keys).map(|token| token.names);
    let access = || AccessToken::open(text, keys).map(|token| token.names);
    let Some(named) = refresh.or_else(access) else {
        return Ok(Json(RevocationResponse {}));
    };
    let revoke = Ask::of(PortalCommand::Revoke {
        visit: named.visit,
        portal: portal.id.clone(),
    });
    match ask::<()>(&edge.env, named.account, revoke, View::Nothing).await? {
        Ok(()) | Err(Refusal::NoAccount) => Ok(Json(RevocationResponse {})),
        Err(Refusal::TokenInvalid) => Err(OAuthError::UnauthorizedClient),
        Err(refusal) => Err(refusal.into()),
    }
}
