//! `GET /oauth/userinfo`, `POST /oauth/userinfo`

use accounts::PortalCommand;
use axum::Json;
use axum::extract::{Request, State};
use serde_json::Value;

use super::portal_request::{self, bearer, parties};
use crate::edge::Edge;
use crate::openid::claims;
use crate::openid::oauth_error::OAuthError;
use crate::openid::portal_token::AccessToken;

/// What the portal that holds the access token may know: 200; 401 with the errors of RFC 6750.
#[worker::send]
pub(crate) async fn show(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<Value>, OAuthError> {
    let text = bearer(request.headers()).ok_or(OAuthError::NoToken)?;
    let token = AccessToken::open(text, &edge.config.data_keys);
    let token = token.ok_or(OAuthError::InvalidToken)?;
    let look = PortalCommand::UseAccess {
        visit: token.names.visit,
        access: token.digest,
    };
    let known = portal_request::known(&edge, token.names, look).await?;
    let known = known.map_err(|_| OAuthError::InvalidToken)?;
    let subject = token
        .names
        .account
        .pairwise(&known.portal, &edge.config.name_key);
    Ok(Json(claims::user_info(&known, parties(&edge, &subject))))
}
