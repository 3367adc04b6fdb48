//! The one place where what goes wrong becomes what is told.

use accounts::check::CheckRefusal;
use accounts::limits::{self, RetryAfter};
use api::{FieldProblem, Problem, ProblemCode};
use axum::response::{IntoResponse, Response};
use counter::{StaffRefusal, VoucherRefusal};
use filings::FilingRefusal;
use http::header::InvalidHeaderValue;
use http::{HeaderValue, StatusCode, header};
use verification::{AuthorityError, MessagesError};

use crate::alarm::chain;
use crate::limiter::Blame;
use crate::objects::ObjectError;
use crate::runtime_error::RuntimeError;
use crate::sealed_ticket::TicketError;
use crate::setting::ConfigError;
use crate::uploads::UploadError;

/// Why a request has no success.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The body is not the JSON that the contract asks for.
    #[error("the body is malformed")]
    Malformed,
    /// Fields break rules.
    #[error("fields break rules")]
    Fields(Vec<FieldProblem>),
    /// The body is larger than the route allows.
    #[error("the body is too large")]
    TooLarge,
    /// The route takes another content type.
    #[error("the content type is not supported")]
    MediaType,
    /// There is no such resource.
    #[error("there is no such resource")]
    NotFound,
    /// The resource does not have this method.
    #[error("the resource does not have this method")]
    MethodNotAllowed,
    /// A browser sent the request from another origin.
    #[error("the request came from another origin")]
    ForeignOrigin,
    /// There is no session.
    #[error("there is no session")]
    NoSession,
    /// The page was loaded for another session than the browser has now.
    #[error("the page was loaded for another session")]
    OtherSession,
    /// The person was verified, and has no account.
    #[error("there is no account")]
    NotRegistered,
    /// The account is a provincial one.
    #[error("the account must be activated")]
    ActivationNeeded,
    /// Strangers have failed with this number too often.
    #[error("a code has to agree with the password")]
    CodeRequired,
    /// The device has not signed in before.
    #[error("the device is unknown")]
    DeviceUnknown,
    /// The face is the person's, but nobody looked for a presentation attack, and this deployment lets nothing rest on that.
    #[error(
        "the authority's networks for presentation attacks are not installed, and EDGE_UNSCORED_FACES allows no {0} then"
    )]
    FaceUnscored(&'static str),
    /// A ticket is missing, or none of this edge's.
    #[error("there is no such face check")]
    NoTicket,
    /// A grant is too old, was used, or is none of this edge's.
    #[error("the grant does not count")]
    NoGrant,
    /// The portal did not prove who it is.
    #[error("the portal did not prove who it is")]
    PortalUnauthorised,
    /// The portal may not do this.
    #[error("the portal may not do this")]
    PortalForbidden,
    /// A request that may come twice has no key by which it is known.
    #[error("the request has no idempotency key")]
    IdempotencyKeyMissing,
    /// Somebody or some role is missing in a filing.
    #[error("the filing is not ready")]
    FilingNotReady(Vec<FieldProblem>),
    /// The filing does not go on.
    #[error(transparent)]
    Filing(#[from] FilingRefusal),
    /// The sign-in that a portal asked for is unknown or over.
    #[error("there is no such authorisation request")]
    AuthorizationUnknown,
    /// No device shows this code.
    #[error("there is no such user code")]
    UserCodeUnknown,
    /// The voucher does not serve.
    #[error(transparent)]
    Voucher(#[from] VoucherRefusal),
    /// The check does not go on.
    #[error(transparent)]
    Check(#[from] CheckRefusal),
    /// The member of the staff is refused.
    #[error(transparent)]
    Staff(#[from] StaffRefusal),
    /// The account's rules refuse.
    #[error(transparent)]
    Refused(#[from] accounts::Refusal),
    /// A last day is too late, as far as the listed holidays tell.
    #[error(
        "EDGE_HOLIDAYS lists no day of {year}: the latest day was counted by weeks and fixed holidays"
    )]
    YearUnlisted {
        /// The latest day.
        latest: accounts::LastDay,
        /// The year.
        year: i16,
    },
    /// Too many attempts.
    #[error(transparent)]
    Limited(#[from] RetryAfter),
    /// The authority gave no outcome.
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    /// Evidence was not taken in.
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// A message was not sent.
    #[error(transparent)]
    Messages(#[from] MessagesError),
    /// One of the edge's own objects failed.
    #[error(transparent)]
    Object(#[from] ObjectError),
    /// A binding is missing or fails.
    #[error("a binding is missing or fails")]
    Binding(#[source] RuntimeError),
    /// The bindings are no sound configuration.
    #[error("the configuration is not sound")]
    Config(#[from] ConfigError),
    /// The service that holds the pages answers with a status that was never agreed.
    #[error("the pages' service answers {0}")]
    Pages(u16),
    /// What a person would carry to the next step cannot be sealed.
    #[error(transparent)]
    Ticket(#[from] TicketError),
    /// Several codes in a row were taken.
    #[error("every code that was drawn is taken")]
    CodesTaken,
    /// An address to go on to cannot be sent.
    #[error("an address cannot be sent")]
    Location(#[from] InvalidHeaderValue),
}

impl From<worker::Error> for Fault {
    fn from(error: worker::Error) -> Self {
        Self::Binding(error.into())
    }
}

/// Whom a fault concerns besides the one who asked.
enum Concern {
    /// Nobody: the answer tells all of it.
    Nobody,
    /// An operator who looks for a cause.
    Operator,
    /// An operator who must be woken.
    Alarm,
}

impl Fault {
    /// What is told of it.
    pub(crate) fn problem(&self) -> Problem {
        match self {
            Self::Malformed => Problem::new(ProblemCode::MalformedRequest),
            Self::Fields(fields) => Problem {
                fields: fields.clone(),
                ..Problem::new(ProblemCode::InvalidField)
            },
            Self::TooLarge => Problem::new(ProblemCode::BodyTooLarge),
            Self::MediaType => Problem::new(ProblemCode::UnsupportedMediaType),
            Self::NotFound => Problem::new(ProblemCode::NotFound),
            Self::MethodNotAllowed => Problem::new(ProblemCode::MethodNotAllowed),
            Self::ForeignOrigin => Problem::new(ProblemCode::ForeignOrigin),
            Self::NoSession => Problem::new(ProblemCode::SessionExpired),
            Self::OtherSession => Problem::new(ProblemCode::SessionOther),
            Self::NotRegistered => Problem::new(ProblemCode::NotRegistered),
            Self::ActivationNeeded => Problem::new(ProblemCode::ActivationNeeded),
            Self::CodeRequired => Problem::new(ProblemCode::CodeRequired),
            Self::DeviceUnknown => Problem::new(ProblemCode::DeviceUnknown),
            Self::FaceUnscored(_) => Problem::new(ProblemCode::FaceUnscored),
            Self::NoTicket => Problem::new(ProblemCode::VerificationUnknown),
            Self::NoGrant => Problem::new(ProblemCode::GrantSpent),
            Self::PortalUnauthorised => Problem::new(ProblemCode::PortalUnauthorised),
            Self::PortalForbidden => Problem::new(ProblemCode::PortalForbidden),
            Self::IdempotencyKeyMissing => Problem::new(ProblemCode::IdempotencyKeyMissing),
            Self::FilingNotReady(missing) => Problem {
                fields: missing.clone(),
                ..Problem::new(ProblemCode::FilingNotReady)
            },
            Self::Filing(refusal) => of_filing(*refusal),
            Self::AuthorizationUnknown => Problem::new(ProblemCode::AuthorizationUnknown),
            Self::UserCodeUnknown => Problem::new(ProblemCode::UserCodeUnknown),
            Self::Voucher(refusal) => of_voucher(*refusal),
            Self::Check(refusal) => of_check(*refusal),
            Self::Staff(StaffRefusal::CredentialsWrong) => {
                Problem::new(ProblemCode::StaffCredentialsWrong)
            }
            Self::Staff(StaffRefusal::SessionEnded) => {
                Problem::new(ProblemCode::StaffSessionExpired)
            }
            Self::Refused(refusal) => of_refusal(refusal),
            Self::YearUnlisted { latest, year } => Problem {
                unlisted_year: Some(*year),
                ..of_refusal(&accounts::Refusal::DayTooLate(*latest))
            },
            Self::Limited(retry) | Self::Staff(StaffRefusal::Paused(retry)) => of_limit(*retry),
            Self::Authority(error) => of_authority(error),
            Self::Upload(_) => Problem::new(ProblemCode::TryLater),
            Self::Messages(error) => of_messages(error),
            Self::Object(_)
            | Self::Binding(_)
            | Self::Config(_)
            | Self::Pages(_)
            | Self::Ticket(_)
            | Self::CodesTaken
            | Self::Location(_) => Problem::new(ProblemCode::Internal),
        }
    }

    /// Whether the authority has looked at evidence and spent its challenge, or signed an answer to another: the same evidence
    /// cannot come again.
    pub(crate) fn is_judgement(&self) -> bool {
        match self {
            Self::Refused(accounts::Refusal::NotVerified(_)) | Self::FaceUnscored(_) => true,
            Self::Authority(error) => match error {
                AuthorityError::ChallengeSpent
                | AuthorityError::ChallengeExpired
                | AuthorityError::ClientTooOld
                | AuthorityError::Foreign
                | AuthorityError::EvidenceRefused { .. } => true,
                AuthorityError::Unreachable(_)
                | AuthorityError::Nonsense(_)
                | AuthorityError::Unverified(_)
                | AuthorityError::NotAccepted
                | AuthorityError::NoActionLeft
                | AuthorityError::Busy => false,
            },
            _ => false,
        }
    }

    /// Against whom a scan counts that ended with this.
    pub(crate) fn blame(&self) -> Blame {
        match self {
            Self::Refused(accounts::Refusal::NotVerified(reason)) => {
                if limits::is_compared(reason) {
                    Blame::Number
                } else {
                    Blame::Network
                }
            }
            Self::Authority(error) => match error {
                AuthorityError::ChallengeSpent
                | AuthorityError::ChallengeExpired
                | AuthorityError::EvidenceRefused { .. } => Blame::Network,
                AuthorityError::Unreachable(_)
                | AuthorityError::Nonsense(_)
                | AuthorityError::Unverified(_)
                | AuthorityError::Foreign
                | AuthorityError::NotAccepted
                | AuthorityError::NoActionLeft
                | AuthorityError::ClientTooOld
                | AuthorityError::Busy => Blame::Nobody,
            },
            _ => Blame::Nobody,
        }
    }

    /// The code of the answer, and the line for the log: the messages of the fault and its causes, if they concern an operator.
    pub(crate) fn told(&self) -> Told {
        let code = self.problem().code;
        let (alarm, cause) = match self.concern() {
            Concern::Nobody => (None, None),
            Concern::Operator => (None, Some(chain(self))),
            Concern::Alarm => (Some(chain(self)), None),
        };
        Told { code, alarm, cause }
    }

    fn concern(&self) -> Concern {
        match self {
            Self::Authority(error) => concern_of_authority(error),
            Self::Messages(MessagesError::Unreachable(_)) | Self::YearUnlisted { .. } => {
                Concern::Operator
            }
            Self::Refused(accounts::Refusal::StatementForeign)
            | Self::FaceUnscored(_)
            | Self::Filing(FilingRefusal::OutcomeForeign)
            | Self::Voucher(VoucherRefusal::OutcomeForeign)
            | Self::Messages(MessagesError::Nonsense(_) | MessagesError::NotAccepted)
            | Self::Object(_)
            | Self::Binding(_)
            | Self::Config(_)
            | Self::Pages(_)
            | Self::Ticket(_)
            | Self::CodesTaken
            | Self::Location(_) => Concern::Alarm,
            Self::Malformed
            | Self::Fields(_)
            | Self::TooLarge
            | Self::MediaType
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::ForeignOrigin
            | Self::NoSession
            | Self::OtherSession
            | Self::NotRegistered
            | Self::ActivationNeeded
            | Self::CodeRequired
            | Self::DeviceUnknown
            | Self::NoTicket
            | Self::NoGrant
            | Self::PortalUnauthorised
            | Self::PortalForbidden
            | Self::IdempotencyKeyMissing
            | Self::FilingNotReady(_)
            | Self::Filing(_)
            | Self::AuthorizationUnknown
            | Self::UserCodeUnknown
            | Self::Voucher(_)
            | Self::Check(_)
            | Self::Staff(_)
            | Self::Refused(_)
            | Self::Limited(_)
            | Self::Upload(_)
            | Self::Messages(_) => Concern::Nobody,
        }
    }

    /// Logs a fault that no answer tells of, if it concerns an operator.
    pub(crate) fn log(&self) {
        let Told { alarm, cause, .. } = self.told();
        if let Some(alarm) = alarm {
            worker::console_error!("{}", alarm);
        } else if let Some(cause) = cause {
            worker::console_log!("{}", cause);
        }
    }
}

fn concern_of_authority(error: &AuthorityError) -> Concern {
    match error {
        AuthorityError::Nonsense(_)
        | AuthorityError::Unverified(_)
        | AuthorityError::Foreign
        | AuthorityError::NotAccepted => Concern::Alarm,
        AuthorityError::Unreachable(_) => Concern::Operator,
        AuthorityError::ChallengeSpent
        | AuthorityError::ChallengeExpired
        | AuthorityError::NoActionLeft
        | AuthorityError::ClientTooOld
        | AuthorityError::EvidenceRefused { .. }
        | AuthorityError::Busy => Concern::Nobody,
    }
}

fn of_filing(refusal: FilingRefusal) -> Problem {
    Problem::new(match refusal {
        FilingRefusal::Unknown => ProblemCode::FilingUnknown,
        FilingRefusal::PersonUnknown => ProblemCode::FilingPersonUnknown,
        FilingRefusal::OtherRequest => ProblemCode::IdempotencyConflict,
        FilingRefusal::HandedIn => ProblemCode::FilingHandedIn,
        FilingRefusal::Closed => ProblemCode::FilingClosed,
        FilingRefusal::InvitationUnknown => ProblemCode::InvitationUnknown,
        FilingRefusal::Changed | FilingRefusal::OutcomeForeign => ProblemCode::TryLater,
    })
}

fn of_voucher(refusal: VoucherRefusal) -> Problem {
    Problem::new(match refusal {
        VoucherRefusal::Unknown => ProblemCode::VoucherUnknown,
        VoucherRefusal::Settled => ProblemCode::VoucherSettled,
        VoucherRefusal::Waiting => ProblemCode::VoucherWaiting,
        VoucherRefusal::OtherPerson => ProblemCode::CardDiffers,
        VoucherRefusal::OtherLetters => return Problem::invalid_field("letters", "differ"),
        VoucherRefusal::OutcomeForeign => ProblemCode::TryLater,
    })
}

fn of_check(refusal: CheckRefusal) -> Problem {
    Problem::new(match refusal {
        CheckRefusal::Unknown => ProblemCode::CheckUnknown,
        CheckRefusal::ScanUnknown => ProblemCode::VerificationUnknown,
        CheckRefusal::ScanExpired => ProblemCode::VerificationExpired,
        CheckRefusal::ScanSpent => ProblemCode::VerificationSpent,
    })
}

fn of_refusal(refusal: &accounts::Refusal) -> Problem {
    use accounts::Refusal;
    let code = match refusal {
        Refusal::AlreadyRegistered => ProblemCode::AlreadyRegistered,
        Refusal::NoAccount | Refusal::SessionEnded => ProblemCode::SessionExpired,
        Refusal::PasswordWrong => ProblemCode::CredentialsWrong,
        Refusal::OldPasswordWrong => ProblemCode::OldPasswordWrong,
        Refusal::SessionUnknown => ProblemCode::SessionUnknown,
        Refusal::ScanMissing => ProblemCode::ScanMissing,
        Refusal::LevelTooLow => ProblemCode::LevelTooLow,
        Refusal::DayPast => return Problem::invalid_field("last_day", "past"),
        Refusal::DayTooLate(latest) => {
            let latest = String::from(*latest);
            return Problem::invalid_field("last_day", "too_late").about(&latest);
        }
        Refusal::PasswordUnfit(error) => return Problem::invalid_field("password", error.rule()),
        Refusal::AlreadyAtLevel => ProblemCode::AlreadyAtLevel,
        Refusal::PurposeUnknown => return Problem::invalid_field("purpose", "choice"),
        Refusal::ConsentOutdated => ProblemCode::ConsentRequired,
        Refusal::TooManyScans(retry) | Refusal::TooManyPasswords(retry) => return of_limit(*retry),
        Refusal::ScanUnknown => ProblemCode::VerificationUnknown,
        Refusal::ScanExpired => ProblemCode::VerificationExpired,
        Refusal::ScanSpent => ProblemCode::VerificationSpent,
        Refusal::PortalConsentMissing | Refusal::TokenInvalid | Refusal::ScopeTooWide => {
            ProblemCode::AuthorizationUnknown
        }
        Refusal::StatementForeign => ProblemCode::TryLater,
        Refusal::NotVerified(reason) => return of_reason(reason),
    };
    Problem::new(code)
}

fn of_reason(reason: &verification::Refusal) -> Problem {
    use verification::Refusal;
    match reason {
        Refusal::ElementsDiffer => Problem::new(ProblemCode::ElementsDiffer),
        Refusal::NoRecord => Problem::new(ProblemCode::NoRecord),
        Refusal::ActivationNeeded => Problem::new(ProblemCode::ActivationNeeded),
        Refusal::NotProvincial => Problem::new(ProblemCode::NotProvincial),
        Refusal::FaceDiffers => Problem::new(ProblemCode::FaceDiffers),
        Refusal::PoorQuality { measure } => Problem::new(ProblemCode::PoorQuality).about(measure),
        Refusal::ActionNotSeen { action } => {
            Problem::new(ProblemCode::ActionNotSeen).about(action.code())
        }
        Refusal::NoPortrait => Problem::new(ProblemCode::NoPortrait),
        Refusal::CheckInput => Problem::new(ProblemCode::CheckInput),
        Refusal::DailyLimit => Problem::new(ProblemCode::DailyLimit),
    }
}

fn of_limit(retry: RetryAfter) -> Problem {
    Problem::new(ProblemCode::TooManyAttempts).retry_after(retry.seconds)
}

fn of_authority(error: &AuthorityError) -> Problem {
    match error {
        // Whatever is wrong with a statement, it is the authority's or an attacker's, and nothing the applicant can mend.
        AuthorityError::Unreachable(_)
        | AuthorityError::Nonsense(_)
        | AuthorityError::Unverified(_)
        | AuthorityError::Foreign
        | AuthorityError::NotAccepted
        | AuthorityError::Busy => Problem::new(ProblemCode::TryLater),
        AuthorityError::ChallengeSpent => Problem::new(ProblemCode::VerificationSpent),
        AuthorityError::ChallengeExpired => Problem::new(ProblemCode::VerificationExpired),
        AuthorityError::NoActionLeft => Problem::new(ProblemCode::NoActionLeft),
        AuthorityError::ClientTooOld => Problem::new(ProblemCode::UpgradeNeeded),
        AuthorityError::EvidenceRefused { code } => {
            Problem::new(ProblemCode::EvidenceRefused).about(code)
        }
    }
}

fn of_messages(error: &MessagesError) -> Problem {
    match error {
        MessagesError::Unreachable(_)
        | MessagesError::Nonsense(_)
        | MessagesError::NotAccepted
        | MessagesError::Busy => Problem::new(ProblemCode::TryLater),
    }
}

/// Which problem a response tells, for the log.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The problem's code.
    pub(crate) code: ProblemCode,
    /// What is worth waking somebody for.
    pub(crate) alarm: Option<String>,
    /// What an operator needs who looks for a cause.
    pub(crate) cause: Option<String>,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let problem = self.problem();
        let body = serde_json::to_string(&problem).unwrap_or_default();
        let status = StatusCode::from_u16(problem.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, json);
        if let Some(seconds) = problem.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self.told());
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use verification::SignedError;

    fn check(fault: Fault, status: u16, retry_after: Option<&str>) {
        let response = fault.into_response();
        assert_eq!(response.status().as_u16(), status);
        let header = response.headers().get(header::RETRY_AFTER);
        assert_eq!(header.map(|value| value.to_str().unwrap()), retry_after);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
    }

    #[test]
    fn a_fault_becomes_its_problem() {
        check(Fault::Malformed, 400, None);
        check(Fault::NoSession, 401, None);
        check(Fault::Limited(RetryAfter { seconds: 30 }), 429, Some("30"));
        let unverified = AuthorityError::Unverified(SignedError::Signature);
        check(Fault::Authority(unverified), 503, None);
    }

    #[test]
    fn every_reason_keeps_its_code() {
        for reason in [
            verification::Refusal::ElementsDiffer,
            verification::Refusal::NoRecord,
            verification::Refusal::ActivationNeeded,
            verification::Refusal::NotProvincial,
            verification::Refusal::FaceDiffers,
            verification::Refusal::NoPortrait,
            verification::Refusal::CheckInput,
            verification::Refusal::DailyLimit,
        ] {
            assert_eq!(of_reason(&reason).code.name(), reason.code());
        }
    }

    #[test]
    fn an_unbelievable_authority_raises_an_alarm() {
        for fault in [
            Fault::Authority(AuthorityError::Unverified(SignedError::UnknownKey)),
            Fault::Authority(AuthorityError::Foreign),
            Fault::Authority(AuthorityError::NotAccepted),
            Fault::Refused(accounts::Refusal::StatementForeign),
        ] {
            assert!(fault.told().alarm.is_some());
            assert_eq!(fault.problem().code, ProblemCode::TryLater);
        }
    }
}
