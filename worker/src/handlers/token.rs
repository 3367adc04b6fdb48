//! `POST /oauth/token`

use accounts::{Command, NewTokens, Redemption, Refusal, Scopes, SecretDigest, VisitId};
use axum::Json;
use axum::extract::{Extension, Request, State};
use serde::Serialize;

use super::portal_request;
use crate::account_names::AccountId;
use crate::client_address::ClientAddress;
use crate::clock;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::objects::device_grant;
use crate::openid::claims::{self, Known};
use crate::openid::device_grant::DeviceRefusal;
use crate::openid::issuer_keys;
use crate::openid::oauth_error::OAuthError;
use crate::openid::portal_token::{self, Kind, TokenName};
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
    let known = |name: Option<TokenName>| name.ok_or(OAuthError::InvalidGrant);
    let keys = &edge.config.data_keys;
    match token_request::read(&form)? {
        TokenRequest::Code {
            code,
            redirect,
            verifier,
        } => {
            let code = known(portal_token::read(Kind::Code, &code, keys))?;
            let bound = (Some(redirect), Some(verifier));
            redeem(&edge, portal, code, bound).await
        }
        TokenRequest::Device { code } => {
            let code = fetch(&edge, portal, &code).await?;
            let code = known(portal_token::read(Kind::Code, &code, keys))?;
            redeem(&edge, portal, code, (None, None)).await
        }
        TokenRequest::Refresh { token, scopes } => {
            let token = known(portal_token::read(Kind::Refresh, &token, keys))?;
            refresh(&edge, portal, token, scopes).await
        }
    }
}

/// The code that somebody allowed the device to fetch.
async fn fetch(edge: &Edge, portal: &Portal, code: &str) -> Result<String, OAuthError> {
    let named = portal_token::read_device(code, &edge.config.data_keys);
    let (user_code, secret) = named.ok_or(OAuthError::InvalidGrant)?;
    let fetched = device_grant::fetch(edge, &user_code, (&portal.id, secret)).await?;
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
    code: TokenName,
    (redirect, verifier): (Option<SecretDigest>, Option<SecretDigest>),
) -> Result<Json<TokenResponse>, OAuthError> {
    let drawn = draw(edge, (code.account, code.visit));
    let command = Command::RedeemCode {
        redemption: Box::new(Redemption {
            visit: code.visit,
            portal: portal.id.clone(),
            code: code.digest,
            redirect,
            verifier,
        }),
        tokens: drawn.kept,
    };
    let known = known(edge, &code, command).await?;
    respond(edge, portal, code.account, known, drawn).await
}

/// Further tokens know what those before knew; the ID token among them has no nonce (OpenID Connect Core, section 12.2).
async fn refresh(
    edge: &Edge,
    portal: &Portal,
    token: TokenName,
    scopes: Option<Scopes>,
) -> Result<Json<TokenResponse>, OAuthError> {
    let drawn = draw(edge, (token.account, token.visit));
    let command = Command::RefreshTokens {
        visit: token.visit,
        portal: portal.id.clone(),
        refresh: token.digest,
        scopes,
        tokens: drawn.kept,
    };
    let known = Known {
        nonce: None,
        ..known(edge, &token, command).await?
    };
    respond(edge, portal, token.account, known, drawn).await
}

fn draw(edge: &Edge, owner: (AccountId, VisitId)) -> Drawn {
    let (keys, randomness) = (&edge.config.data_keys, &mut clock::randomness());
    let (access, access_digest) = portal_token::draw(Kind::Access, owner, keys, randomness);
    let (refresh, refresh_digest) = portal_token::draw(Kind::Refresh, owner, keys, randomness);
    Drawn {
        access,
        refresh,
        kept: NewTokens {
            access: access_digest,
            refresh: refresh_digest,
            terms: edge.config.terms.tokens,
        },
    }
}

async fn known(edge: &Edge, token: &TokenName, command: Command) -> Result<Known, OAuthError> {
    let command = Ask::Do(Box::new(command));
    match ask(&edge.env, token.account, command, View::Visit(token.visit)).await? {
        Ok(known) => Ok(known),
        Err(Refusal::ScopeTooWide) => Err(OAuthError::InvalidScope),
        Err(_) => Err(OAuthError::InvalidGrant),
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
