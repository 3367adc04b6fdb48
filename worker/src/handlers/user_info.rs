//! `GET /oauth/userinfo`, `POST /oauth/userinfo`

use accounts::PortalCommand;
use axum::Json;
use axum::extract::{Request, State};
use serde_json::Value;

use super::portal_request::{bearer, parties};
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::openid::claims;
use crate::openid::known::Known;
use crate::openid::oauth_error::OAuthError;
use crate::openid::portal_token::AccessToken;
use crate::portals;

/// What the portal that holds the access token may know: 200; 401 with the errors of RFC 6750.
#[worker::send]
pub(crate) async fn show(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<Value>, OAuthError> {
    let text = bearer(request.headers()).ok_or(OAuthError::NoToken)?;
    let token = AccessToken::open(text, &edge.config.data_keys);
    let token = token.ok_or(OAuthError::InvalidToken)?;
    let look = Ask::of(PortalCommand::UseAccess {
        visit: token.names.visit,
        access: token.digest,
    });
    let answered = ask(
        &edge.env,
        token.names.account,
        look,
        View::Visit(token.names.visit),
    )
    .await?;
    let mut known: Known = answered.map_err(|_| OAuthError::InvalidToken)?;
    let portal = portals::find(&edge.config.portals, &known.portal);
    let portal = portal.ok_or(OAuthError::InvalidToken)?;
    // What a deployment does not let a portal ask any more is not told it any more.
    known
        .scopes
        .retain(|scope| portal.scopes.iter().any(|own| own == scope.code()));
    let subject = token
        .names
        .account
        .pairwise(&known.portal, &edge.config.name_key);
    Ok(Json(claims::user_info(&known, parties(&edge, &subject))))
}
