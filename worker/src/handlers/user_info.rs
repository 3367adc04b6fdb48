//! `GET /oauth/userinfo`, `POST /oauth/userinfo`

use accounts::PortalCommand;
use axum::Json;
use axum::extract::{Request, State};
use http::Method;
use serde_json::Value;

use super::portal_request::{self, bearer, parties};
use crate::edge::Edge;
use crate::openid::claims;
use crate::openid::oauth_error::OAuthError;
use crate::openid::portal_token::AccessToken;
use crate::openid::token_request;
use crate::request_body;

/// What the portal that holds the access token may know: 200; 400 and 401 with the errors of RFC 6750.
#[worker::send]
pub(crate) async fn show(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<Value>, OAuthError> {
    let text = access_token(request).await?;
    let token = AccessToken::open(&text, &edge.config.data_keys);
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

/// The token in the header or in the form of a POST (RFC 6750, sections 2.1 and 2.2), where it stands once. A token in the
/// address is never read: addresses are logged.
async fn access_token(request: Request) -> Result<String, OAuthError> {
    let in_header = bearer(request.headers()).map(str::to_owned);
    let has_form = request.method() == Method::POST && request_body::is_form(request.headers());
    let in_form = if has_form {
        let form = token_request::form(&request_body::form(request).await?)?;
        form.get("access_token").map(str::to_owned)
    } else {
        None
    };
    match (in_header, in_form) {
        (Some(_), Some(_)) => Err(OAuthError::TwoTokens),
        (Some(token), None) | (None, Some(token)) => Ok(token),
        (None, None) => Err(OAuthError::NoToken),
    }
}
