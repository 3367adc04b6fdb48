//! `POST /oauth/device_authorization`

use axum::Json;
use axum::extract::{Extension, Request, State};
use serde::Serialize;

use super::portal_request;
use crate::client_address::ClientAddress;
use crate::clock;
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::device_grant;
use crate::openid::authorization_request::{self, Prompt, Wish};
use crate::openid::device_grant::{DeviceGrant, INTERVAL_SECONDS, State as GrantState};
use crate::openid::oauth_error::OAuthError;
use crate::openid::portal_token::DeviceCode;
use crate::openid::user_code::UserCode;
use crate::problem::Fault;

/// A code that somebody has is drawn again; twice in a row does not happen by chance.
const DRAWS: usize = 3;

/// What a device shows, and asks with (RFC 8628, section 3.2).
#[derive(Serialize)]
pub(crate) struct DeviceAuthorizationResponse {
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: String,
    expires_in: i64,
    interval: u32,
}

/// A code to be shown to a phone: 200; `invalid_client`, `unauthorized_client` (a portal that keeps no
/// secret), `invalid_scope`; 429 for a portal that shows too many within a minute. A page that shows it for longer asks anew.
#[worker::send]
pub(crate) async fn begin(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Json<DeviceAuthorizationResponse>, OAuthError> {
    let (portal, form) = portal_request::read(&edge, &address, request).await?;
    if portal.is_public() {
        // No address to go back to stands in the way of whoever only claims to be this portal.
        return Err(OAuthError::UnauthorizedClient);
    }
    let scopes = authorization_request::read_scopes(&form, portal);
    let (now, lifetime) = (clock::now(), edge.config.terms.device);
    let wish = Wish {
        scopes: scopes.ok_or(OAuthError::InvalidScope)?,
        level: authorization_request::read_level(&form),
        prompt: Prompt::default(),
        max_age: None,
        asked_at: now,
    };
    Attempt::device_grant(&edge, &portal.id).await?;
    let (user_code, device_code) = make(&edge, &portal.id, wish).await?;
    let page = format!("{}/device", edge.config.audience);
    Ok(Json(DeviceAuthorizationResponse {
        device_code,
        user_code: user_code.shown(),
        verification_uri_complete: format!("{page}#{}", user_code.shown()),
        verification_uri: page,
        expires_in: lifetime.as_secs(),
        interval: INTERVAL_SECONDS,
    }))
}

async fn make(edge: &Edge, portal: &str, wish: Wish) -> Result<(UserCode, String), OAuthError> {
    let expires_at = wish.asked_at.saturating_add(edge.config.terms.device);
    let expires_at = expires_at.unwrap_or(wish.asked_at);
    for _ in 0..DRAWS {
        let (keys, randomness) = (&edge.config.data_keys, &mut clock::randomness());
        let user_code = UserCode::draw(randomness);
        let (device_code, drawn) = DeviceCode::seal(user_code, clock::now(), keys, randomness);
        let grant = DeviceGrant {
            portal: portal.to_owned(),
            wish: wish.clone(),
            secret: drawn.digest,
            expires_at,
            interval: INTERVAL_SECONDS,
            asked_at: None,
            state: GrantState::Waiting,
        };
        if device_grant::make(edge, &drawn.names, grant).await?.is_ok() {
            return Ok((drawn.names, device_code));
        }
    }
    Err(Fault::CodesTaken.into())
}
