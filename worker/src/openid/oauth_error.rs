//! What the endpoints for portals answer when they refuse: the codes of RFC 6749 and its kin, never a value.

use accounts::Refusal;
use accounts::limits::RetryAfter;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::json;

use crate::objects::ObjectError;
use crate::problem::Fault;

/// Why a portal is refused.
#[derive(Debug)]
pub(crate) enum OAuthError {
    /// A parameter is missing, repeated, too long or malformed.
    InvalidRequest(&'static str),
    /// The portal did not prove who it is.
    InvalidClient,
    /// Code, refresh token or device code do not count, or are another portal's.
    InvalidGrant,
    /// The portal may not do this.
    UnauthorizedClient,
    /// There is no such grant here.
    UnsupportedGrantType,
    /// The scope is unknown, or more than was granted.
    InvalidScope,
    /// The person has not decided yet (RFC 8628).
    AuthorizationPending,
    /// The device asks too often (RFC 8628).
    SlowDown,
    /// The device code is over (RFC 8628).
    ExpiredToken,
    /// The person refused.
    AccessDenied,
    /// There is no access token (RFC 6750).
    NoToken,
    /// The access token stands in header and form (RFC 6750, section 2).
    TwoTokens,
    /// The access token does not count (RFC 6750).
    InvalidToken,
    /// A page of another origin sent the request.
    ForeignOrigin,
    /// Too many requests.
    Limited(RetryAfter),
    /// The edge itself fails.
    Fault(Fault),
}

impl From<Fault> for OAuthError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Limited(retry) => Self::Limited(retry),
            Fault::TooLarge => Self::InvalidRequest("the body is too large"),
            Fault::MediaType => Self::InvalidRequest("the body must be form-encoded"),
            fault => Self::Fault(fault),
        }
    }
}

impl From<ObjectError> for OAuthError {
    fn from(error: ObjectError) -> Self {
        Self::Fault(error.into())
    }
}

/// Why an account refuses a code or a refresh token is not told: all but one are `invalid_grant` (RFC 6749, section 5.2).
impl From<Refusal> for OAuthError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::ScopeTooWide => Self::InvalidScope,
            Refusal::AlreadyRegistered
            | Refusal::NoAccount
            | Refusal::PasswordWrong
            | Refusal::SessionEnded
            | Refusal::OldPasswordWrong
            | Refusal::SessionUnknown
            | Refusal::ScanMissing
            | Refusal::LevelTooLow
            | Refusal::DayPast
            | Refusal::DayTooLate(_)
            | Refusal::PasswordUnfit(_)
            | Refusal::TooManyPasswords(_)
            | Refusal::AlreadyAtLevel
            | Refusal::PurposeUnknown
            | Refusal::ConsentOutdated
            | Refusal::TooManyScans(_)
            | Refusal::ScanUnknown
            | Refusal::ScanExpired
            | Refusal::ScanSpent
            | Refusal::StatementForeign
            | Refusal::PortalConsentMissing
            | Refusal::TokenInvalid
            | Refusal::NotVerified(_) => Self::InvalidGrant,
        }
    }
}

impl From<RetryAfter> for OAuthError {
    fn from(retry: RetryAfter) -> Self {
        Self::Limited(retry)
    }
}

impl OAuthError {
    /// Status, code and words.
    fn told(&self) -> (u16, &'static str, &'static str) {
        match self {
            Self::InvalidRequest(why) => (400, "invalid_request", why),
            Self::InvalidClient => (401, "invalid_client", "the client did not prove who it is"),
            Self::InvalidGrant => (400, "invalid_grant", "the grant does not count"),
            Self::UnauthorizedClient => (400, "unauthorized_client", "the client may not do this"),
            Self::UnsupportedGrantType => (400, "unsupported_grant_type", "there is no such grant"),
            Self::InvalidScope => (400, "invalid_scope", "the scope is not the client's"),
            Self::AuthorizationPending => (
                400,
                "authorization_pending",
                "the person has not decided yet",
            ),
            Self::SlowDown => (400, "slow_down", "ask less often"),
            Self::ExpiredToken => (400, "expired_token", "the device code is over"),
            Self::AccessDenied => (400, "access_denied", "the person refused"),
            Self::NoToken => (401, "invalid_request", "there is no access token"),
            Self::TwoTokens => (
                400,
                "invalid_request",
                "the access token stands in header and form",
            ),
            Self::InvalidToken => (401, "invalid_token", "the access token does not count"),
            Self::ForeignOrigin => (403, "invalid_request", "the origin is not the client's"),
            Self::Limited(_) => (429, "temporarily_unavailable", "too many requests"),
            Self::Fault(_) => (500, "server_error", "try again later"),
        }
    }

    fn challenge(&self) -> Option<&'static str> {
        match self {
            Self::InvalidClient => Some("Basic realm=\"portals\""),
            Self::NoToken => Some("Bearer"),
            Self::TwoTokens => Some("Bearer error=\"invalid_request\""),
            Self::InvalidToken => Some("Bearer error=\"invalid_token\""),
            _ => None,
        }
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        let (status, code, words) = self.told();
        let body = json!({ "error": code, "error_description": words }).to_string();
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/json");
        headers.insert(header::CONTENT_TYPE, json);
        if let Some(challenge) = self.challenge() {
            let challenge = HeaderValue::from_static(challenge);
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Self::Limited(retry) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(retry.seconds));
        }
        if let Self::Fault(fault) = self {
            response.extensions_mut().insert(fault.told());
        }
        response
    }
}
