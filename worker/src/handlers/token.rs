//! `POST /oauth/token`

use accounts::{NewTokens, PortalCommand, Redemption, Scope, Scopes, SecretDigest};
use axum::Json;
use axum::extract::{Extension, Request, State};
use serde::Serialize;

use super::portal_request;
use crate::account_names::AccountId;
use crate::client_address::ClientAddress;
use crate::clock;
use crate::edge::Edge;
use crate::objects::device_grant;
use crate::openid::claims;
use crate::openid::device_grant::DeviceRefusal;
use crate::openid::issuer_keys;
use crate::openid::known::Known;
use crate::openid::oauth_error::OAuthError;
use crate::openid::portal_token::{AccessToken, DeviceCode, PortalCode, RefreshToken, VisitName};
use crate::openid::token_request::{self, TokenRequest};
use crate::portals::Portal;

/// What a portal gets (RFC 6749, section 5.1; OpenID Connect Core, section 3.1.3.3).
#[derive(Serialize)]
pub(crate) struct TokenResponse {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    scope: String,
    id_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

/// Tokens that were drawn: as the portal gets them, and what is kept of them.
struct Drawn {
    access: String,
    refresh: String,
    kept: NewTokens,
}

/// Tokens for a code, a refresh token or a device code: 200; the errors of RFC 6749, section 5.2, and RFC 8628,
/// section 3.5.
#[worker::send]
pub(crate) async fn issue(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Json<TokenResponse>, OAuthError> {
    let (portal, form) = portal_request::read(&edge, &address, request).await?;
    // What cannot be signed is not spent.
    issuer_keys::published(&edge).await?;
    let (keys, unknown) = (&edge.config.data_keys, OAuthError::InvalidGrant);
    match token_request::read(&form, portal)? {
        TokenRequest::Code {
            code,
            redirect,
            verifier,
        } => {
            let code = PortalCode::open(&code, keys).ok_or(unknown)?;
            let bound = (Some(redirect), verifier);
            redeem(&edge, portal, code, bound).await
        }
        TokenRequest::Device { code } => {
            let code = fetch(&edge, portal, &code).await?;
            let code = PortalCode::open(&code, keys).ok_or(unknown)?;
            redeem(&edge, portal, code, (None, None)).await
        }
        TokenRequest::Refresh { token, scopes } => {
            let token = RefreshToken::open(&token, keys).ok_or(unknown)?;
            refresh(&edge, portal, token, scopes).await
        }
    }
}

/// The code that somebody allowed the device to fetch.
async fn fetch(edge: &Edge, portal: &Portal, code: &str) -> Result<String, OAuthError> {
    let code = DeviceCode::open(code, &edge.config.data_keys).ok_or(OAuthError::InvalidGrant)?;
    let fetched = device_grant::fetch(edge, &code.names, (&portal.id, code.digest)).await?;
    fetched.map_err(|refusal| match refusal {
        DeviceRefusal::Unknown => OAuthError::InvalidGrant,
        DeviceRefusal::Pending => OAuthError::AuthorizationPending,
        DeviceRefusal::TooSoon => OAuthError::SlowDown,
        DeviceRefusal::Expired => OAuthError::ExpiredToken,
        DeviceRefusal::Refused => OAuthError::AccessDenied,
    })
}

async fn redeem(
    edge: &Edge,
    portal: &Portal,
    code: PortalCode,
    (redirect, verifier): (Option<SecretDigest>, Option<SecretDigest>),
) -> Result<Json<TokenResponse>, OAuthError> {
    let drawn = draw(edge, code.names);
    let command = PortalCommand::Redeem {
        redemption: Box::new(Redemption {
            visit: code.names.visit,
            portal: portal.id.clone(),
            code: code.digest,
            redirect,
            verifier,
        }),
        tokens: drawn.kept,
    };
    let known = portal_request::known(edge, code.names, command).await??;
    respond(edge, portal, code.names.account, known, drawn).await
}

/// Further tokens know what those before knew; the ID token among them has no nonce (OpenID Connect Core, section 12.2).
async fn refresh(
    edge: &Edge,
    portal: &Portal,
    token: RefreshToken,
    scopes: Option<Scopes>,
) -> Result<Json<TokenResponse>, OAuthError> {
    if !portal.lists(Scope::OfflineAccess) {
        return Err(OAuthError::UnauthorizedClient);
    }
    let drawn = draw(edge, token.names);
    let command = PortalCommand::Refresh {
        visit: token.names.visit,
        portal: portal.id.clone(),
        refresh: token.digest,
        scopes,
        tokens: drawn.kept,
    };
    let known = Known {
        nonce: None,
        ..portal_request::known(edge, token.names, command).await??
    };
    respond(edge, portal, token.names.account, known, drawn).await
}

fn draw(edge: &Edge, name: VisitName) -> Drawn {
    let (keys, randomness) = (&edge.config.data_keys, &mut clock::randomness());
    let now = clock::now();
    let (access, access_drawn) = AccessToken::seal(name, now, keys, randomness);
    let (refresh, refresh_drawn) = RefreshToken::seal(name, now, keys, randomness);
    Drawn {
        access,
        refresh,
        kept: NewTokens {
            access: access_drawn.digest,
            refresh: refresh_drawn.digest,
            terms: edge.config.terms.tokens,
        },
    }
}

async fn respond(
    edge: &Edge,
    portal: &Portal,
    account: AccountId,
    known: Known,
    drawn: Drawn,
) -> Result<Json<TokenResponse>, OAuthError> {
    let lifetime = edge.config.terms.tokens.access;
    let subject = account.pairwise(&portal.id, &edge.config.name_key);
    let parties = portal_request::parties(edge, &subject);
    let claims = claims::id_token(&known, parties, &drawn.access, (clock::now(), lifetime));
    let id_token = issuer_keys::sign(edge, portal.id_token_algorithm, &claims).await?;
    let scopes: Vec<&str> = known.scopes.iter().map(|scope| scope.code()).collect();
    Ok(Json(TokenResponse {
        access_token: drawn.access,
        token_type: "Bearer",
        expires_in: lifetime.as_secs(),
        scope: scopes.join(" "),
        id_token,
        refresh_token: known.may_refresh.then_some(drawn.refresh),
    }))
}
