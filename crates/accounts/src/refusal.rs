//! Why a command is refused.

use serde::{Deserialize, Serialize};

use crate::limits::RetryAfter;
use crate::{LastDay, PasswordError};

/// Why a command is refused. The level is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The account exists.
    #[error("the account exists already")]
    AlreadyRegistered,
    /// There is no such account.
    #[error("there is no such account")]
    NoAccount,
    /// The password is another.
    #[error("the password does not fit")]
    PasswordWrong,
    /// There is no such session, or it has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// The old password is another, though the person is signed in.
    #[error("the old password does not fit")]
    OldPasswordWrong,
    /// No session of the account has this id.
    #[error("no such session")]
    SessionUnknown,
    /// A face scan for it is missing, or was too long ago.
    #[error("a face scan is missing")]
    ScanMissing,
    /// Only level four may do this.
    #[error("only level four may do this")]
    LevelTooLow,
    /// The last day lies in the past.
    #[error("the last day lies in the past")]
    DayPast,
    /// The last day is later than the deployment allows.
    #[error("the last day is later than is allowed")]
    DayTooLate(LastDay),
    /// The new password breaks a rule.
    #[error("the new password breaks a rule")]
    PasswordUnfit(PasswordError),
    /// Too many wrong passwords.
    #[error("too many wrong passwords")]
    TooManyPasswords(RetryAfter),
    /// The account has the level already.
    #[error("the account has the level already")]
    AlreadyAtLevel,
    /// The purpose is not one that an account's scan can have.
    #[error("no scan can have this purpose")]
    PurposeUnknown,
    /// The consent is to another text than the one in force.
    #[error("the consent is not to the text in force")]
    ConsentOutdated,
    /// Too many scans failed.
    #[error(transparent)]
    TooManyScans(#[from] RetryAfter),
    /// No such verification.
    #[error("no such verification")]
    ScanUnknown,
    /// The challenge has expired.
    #[error("the challenge has expired")]
    ScanExpired,
    /// The challenge was answered before.
    #[error("the challenge was answered before")]
    ScanSpent,
    /// The challenge or outcome is about something else, or is too old: the authority answered another question.
    #[error("the authority's statement is about something else")]
    StatementForeign,
    /// The person has not consented to what a portal asks for.
    #[error("there is no consent to what the portal asks for")]
    PortalConsentMissing,
    /// A code or token is unknown, over, of another portal, or does not fit.
    #[error("the code or token does not count")]
    TokenInvalid,
    /// A portal asks for more than it was granted.
    #[error("the portal asks for more than it was granted")]
    ScopeTooWide,
    /// The authority could not verify the person.
    #[error("not verified: {}", .0.code())]
    NotVerified(verification::Refusal),
}
