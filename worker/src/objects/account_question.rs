//! What the front asks of an account's object, and what that answers.

use accounts::{
    AccountCommand, Answered, CheckAsked, Device, PersonText, PortalConsent, SessionDigest, VisitId,
};
use api::{AccountResponse, ExportResponse, RecordsResponse, SessionsResponse};
use counter::OfAccount;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Level, Outcome, Subject, VerificationId};

use crate::account_names::AccountId;
use crate::openid::known::Known;
use crate::standing::Told;

/// What the front asks of an account: a command as it is, or one whose password or person has yet to be read. It stays
/// within the worker and is never logged.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    /// Open the account.
    Register(Box<RegisterAsk>),
    /// Open the account of a person whose provincial account is activated.
    Activate(Box<ActivateAsk>),
    /// Begin a session.
    SignIn {
        /// What was typed.
        password: String,
        /// The new session.
        session: SessionDigest,
        /// What it begins on.
        device: Device,
    },
    /// Compare a password, and do nothing else.
    ComparePassword {
        /// What was typed.
        password: String,
    },
    /// Set another password.
    ChangePassword {
        /// Who asks.
        session: SessionDigest,
        /// What was typed as the old one.
        old_password: String,
        /// What was typed as the new one.
        password: String,
    },
    /// Set another password after a face scan.
    ResetPassword {
        /// What the authority answered to which question.
        answered: Box<Answered>,
        /// What was typed.
        password: String,
    },
    /// Give another mobile number.
    ChangeMobile {
        /// Who asks.
        session: SessionDigest,
        /// 手机号码.
        mobile: String,
    },
    /// Show once more who it is.
    ProveAgain {
        /// Who asks.
        session: SessionDigest,
        /// What was typed, if anything was.
        password: Option<String>,
    },
    /// Close the account.
    Close {
        /// Who asks.
        session: SessionDigest,
        /// What was typed.
        password: String,
    },
    /// A command that needs no reading.
    Do(Box<AccountCommand>),
}

impl Ask {
    /// Asks for `command` as it is.
    pub(crate) fn of(command: impl Into<AccountCommand>) -> Self {
        Self::Do(Box::new(command.into()))
    }
}

/// A registration, its password not hashed yet.
#[derive(Serialize, Deserialize)]
pub(crate) struct RegisterAsk {
    /// Who registers.
    pub(crate) person: PersonText,
    /// What was typed.
    pub(crate) password: String,
    /// The terms that were accepted.
    pub(crate) terms_version: String,
    /// What the authority answered.
    pub(crate) outcome: Outcome,
    /// The check that it must be the answer to.
    pub(crate) check: CheckAsked,
}

/// An activation, its password not hashed yet.
#[derive(Serialize, Deserialize)]
pub(crate) struct ActivateAsk {
    /// Who activates.
    pub(crate) person: PersonText,
    /// What was typed.
    pub(crate) password: String,
    /// The terms that were accepted.
    pub(crate) terms_version: String,
    /// What the authority answered to which question.
    pub(crate) answered: Answered,
}

/// What of the account is to be answered with.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum View {
    /// Nothing.
    Nothing,
    /// What it shows of itself in this session, or to whom it was opened for.
    Account(Option<SessionDigest>),
    /// Of whom the authority is asked for a challenge.
    Applicant,
    /// Whose it is, and with what the owner of this session asks.
    Holder(SessionDigest),
    /// How much evidence for this scan may come now, bytes; none where none is awaited.
    AwaitedBytes(VerificationId),
    /// What the outcome of this scan has to answer.
    Asked(VerificationId),
    /// The mobile number on file.
    Mobile,
    /// How far its holder is.
    Standing,
    /// The same; the account tells the registry again.
    StandingToldAgain,
    /// Whether a device whose token was drawn then is known to it.
    KnowsDevice(Option<Timestamp>),
    /// Its sessions, as the owner of this one sees them.
    Sessions(SessionDigest),
    /// What happened to it.
    Records,
    /// The face scans that it ever consented to.
    Scans,
    /// Every verification there ever was, at the counter too.
    Verifications,
    /// What counts of the owner of this session before a portal.
    Visitor(SessionDigest),
    /// What the portal of this sign-in may know, and more than that.
    Visit(VisitId),
    /// Everything, for the owner of this session.
    Export(SessionDigest),
}

/// What an account answers, as it was asked to.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    Nothing(()),
    Account(AccountResponse),
    Applicant(Applicant),
    Holder(Holder),
    AwaitedBytes(Option<u32>),
    Asked(CheckAsked),
    Standing(Told),
    Mobile(Option<String>),
    Is(bool),
    Sessions(SessionsResponse),
    Records(RecordsResponse),
    Export(Box<ExportResponse>),
    Scans(Vec<VerificationId>),
    Visitor(Visitor),
    Visit(Box<Known>),
}

/// What counts of a person before a portal.
#[derive(Serialize, Deserialize)]
pub(crate) struct Visitor {
    /// When the session began.
    pub(crate) since: Timestamp,
    /// The level that the session has.
    pub(crate) level: Level,
    /// The portals that may know something of them.
    pub(crate) portals: Vec<PortalConsent>,
}

/// Of whom a challenge is drawn.
#[derive(Serialize, Deserialize)]
pub(crate) struct Applicant {
    /// How the authority's statements name the person.
    pub(crate) subject: Subject,
    /// 姓名.
    pub(crate) name: String,
    /// 身份证号.
    pub(crate) number: String,
}

/// The holder of an account, who goes to the counter.
#[derive(Serialize, Deserialize)]
pub(crate) struct Holder {
    /// Of whom the authority is asked.
    pub(crate) applicant: Applicant,
    /// What the clerk sees of the account.
    pub(crate) account: OfAccount,
}

/// A question, and of which account it is asked.
#[derive(Serialize, Deserialize)]
pub(super) struct Envelope {
    /// Which account.
    pub(super) id: AccountId,
    /// What is asked.
    pub(super) ask: Ask,
    /// What is to be answered with.
    pub(super) view: View,
}
