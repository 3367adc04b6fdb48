//! The one mapping from what can go wrong to what the edge is told (RFC 9457).

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use evidence::EvidenceError;
use serde::Serialize;
use std::borrow::Cow;

/// Why a request has no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The request is not signed by a known edge, or at another time.
    #[error("the signature is not accepted")]
    SignatureRefused,
    /// The request was taken before.
    #[error("the request was taken before")]
    Replayed,
    /// The challenge is unknown, or was spent.
    #[error("the challenge is unknown or spent")]
    ChallengeSpent,
    /// The challenge has expired.
    #[error("the challenge has expired")]
    ChallengeExpired,
    /// Nothing is left that could be asked of the person before a camera.
    #[error("no action is left to ask for")]
    NoActionLeft,
    /// The evidence has a defect.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The body is too large.
    #[error("the body is too large")]
    TooLarge,
    /// Too much to do; come back later.
    #[error("busy")]
    Busy,
    /// A field breaks a rule; its value is never repeated.
    #[error("malformed: {field}: {rule}")]
    Malformed {
        /// The field's name.
        field: &'static str,
        /// The rule's code.
        rule: &'static str,
    },
    /// The console: another address or page asks.
    #[error("not from the console's own page")]
    Forbidden,
    /// The console: the number forces an outcome.
    #[error("the number forces an outcome of the sandbox")]
    NumberReserved,
    /// The console: 网证 is for whom the register has no portrait of.
    #[error("the register has a portrait")]
    PortraitOnFile,
    /// The console: the portrait is no picture.
    #[error("the portrait is no picture that can be read: {reason}")]
    PortraitUnreadable {
        /// Why, by code.
        reason: &'static str,
    },
    /// The console: the portrait does not show exactly one face.
    #[error("the portrait cannot be used: {advice}")]
    PortraitUnusable {
        /// What to do about it, by code.
        advice: &'static str,
    },
    /// No such path.
    #[error("no such path")]
    NotFound,
    /// The path exists, under another method.
    #[error("another method")]
    MethodNotAllowed,
    /// The body did not arrive, or the answer was not ready, in time.
    #[error("not in time")]
    TimedOut,
    /// A fault of our own; what it was stands in the log.
    #[error("internal fault")]
    Internal,
}

/// What travels.
#[derive(Serialize)]
struct Body {
    title: String,
    status: u16,
    code: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
}

impl Problem {
    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::SignatureRefused | Self::Replayed => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::ChallengeSpent | Self::NumberReserved | Self::PortraitOnFile => {
                StatusCode::CONFLICT
            }
            Self::ChallengeExpired => StatusCode::GONE,
            Self::TooLarge | Self::Evidence(EvidenceError::TooManyBytes) => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::Evidence(_)
            | Self::NoActionLeft
            | Self::PortraitUnreadable { .. }
            | Self::PortraitUnusable { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Malformed { .. } => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::SignatureRefused => "signature_refused",
            Self::Replayed => "replayed",
            Self::ChallengeSpent => "challenge_spent",
            Self::ChallengeExpired => "challenge_expired",
            Self::NoActionLeft => "no_action_left",
            Self::Evidence(defect) => return evidence_code(defect),
            Self::TooLarge => "too_large",
            Self::Busy => "busy",
            Self::Malformed { .. } => "malformed",
            Self::Forbidden => "forbidden",
            Self::NumberReserved => "number_reserved",
            Self::PortraitOnFile => "portrait_on_file",
            Self::PortraitUnreadable { .. } => "portrait_unreadable",
            Self::PortraitUnusable { .. } => "portrait_unusable",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TimedOut => "timed_out",
            Self::Internal => "internal",
        })
    }
}

fn evidence_code(defect: EvidenceError) -> Cow<'static, str> {
    match (defect, defect.code()) {
        (EvidenceError::ClientTooOld, _) => Cow::Borrowed("client_too_old"),
        (_, Some(code)) => Cow::Owned(format!("evidence_{code}")),
        (_, None) => Cow::Borrowed("too_large"),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        tracing::info!(problem = %self, "refused");
        let (field, rule) = match self {
            Self::Malformed { field, rule } => (Some(field), Some(rule)),
            Self::PortraitUnreadable { reason } => (Some("portrait"), Some(reason)),
            Self::PortraitUnusable { advice } => (Some("portrait"), Some(advice)),
            _ => (None, None),
        };
        let status = self.status();
        let body = Body {
            title: self.to_string(),
            status: status.as_u16(),
            code: self.code(),
            field,
            rule,
        };
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, Json(body)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(problem: Problem, status: u16, code: &str) {
        assert_eq!(
            (problem.status().as_u16(), &*problem.code()),
            (status, code)
        );
    }

    #[test]
    fn every_problem_has_its_status_and_code() {
        check(Problem::SignatureRefused, 401, "signature_refused");
        check(Problem::Replayed, 401, "replayed");
        check(Problem::ChallengeSpent, 409, "challenge_spent");
        check(Problem::ChallengeExpired, 410, "challenge_expired");
        check(
            Problem::Evidence(EvidenceError::ClientTooOld),
            422,
            "client_too_old",
        );
        check(
            Problem::Evidence(EvidenceError::TooManyBytes),
            413,
            "too_large",
        );
        check(
            Problem::Evidence(EvidenceError::FramesSwapped),
            422,
            "evidence_chain_broken",
        );
        check(
            Problem::Evidence(EvidenceError::WrongKey),
            422,
            "evidence_wrong_key",
        );
        check(Problem::NoActionLeft, 422, "no_action_left");
        check(Problem::TooLarge, 413, "too_large");
        check(Problem::Busy, 503, "busy");
        check(
            Problem::Malformed {
                field: "name",
                rule: "missing",
            },
            400,
            "malformed",
        );
    }
}
