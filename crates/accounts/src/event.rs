//! What happened to an account.

use identity::Mobile;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use verification::{Basis, Level, Subject, VerificationId};

use crate::visit::{Issued, Visit, VisitEnd, VisitId};
use crate::{
    Consent, Device, LastDay, Method, PasswordDigest, Person, Scan, Scopes, SessionDigest,
};

/// What was shown for a sign-in or another password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The password.
    #[default]
    Password,
    /// The face.
    Face,
    /// The card, to a clerk at the counter.
    Counter,
}

impl Proof {
    /// What was shown where an outcome rests on `basis`, and nobody typed a password.
    #[must_use]
    pub fn of(basis: Basis) -> Self {
        match basis {
            Basis::Counter => Self::Counter,
            Basis::Face | Basis::Elements => Self::Face,
        }
    }

    /// Its code in the journal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Face => "face",
            Self::Counter => "counter",
        }
    }
}

/// What happened. Events may know a person; the journal keeps [`crate::Entry`], which knows none.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The account was opened, at level three.
    Registered {
        /// Whose it is.
        person: Box<Person>,
        /// The password, hashed.
        password: PasswordDigest,
        /// How the authority names the person.
        subject: Subject,
        /// The version of 《用户协议》 that was accepted.
        terms_version: String,
        /// The check that the elements passed.
        check: VerificationId,
    },
    /// The account was opened by activation, at level four: face or card was compared.
    Activated {
        /// Whose it is.
        person: Box<Person>,
        /// The password, hashed.
        password: PasswordDigest,
        /// How the authority names the person.
        subject: Subject,
        /// The version of 《用户协议》 that was accepted.
        terms_version: String,
        /// The verification that was passed.
        verification: VerificationId,
        /// How.
        method: Method,
    },
    /// A consent to a face scan was given, by whoever was not signed in yet.
    ConsentGiven {
        /// To which verification.
        id: VerificationId,
        /// To what.
        consent: Consent,
    },
    /// A session began.
    SignedIn {
        /// Which.
        session: SessionDigest,
        /// What it began on.
        device: Device,
        /// How.
        method: Proof,
    },
    /// A session was ended by its owner from another.
    SessionEnded {
        /// Which.
        session: SessionDigest,
    },
    /// Another password was set; every other session ended.
    PasswordChanged {
        /// The password, hashed.
        password: PasswordDigest,
        /// The session that goes on.
        kept: Option<SessionDigest>,
        /// What it rested on.
        method: Proof,
        /// The face scan, where it rested on one.
        scan: Option<VerificationId>,
    },
    /// Whoever is signed in gave a wrong password.
    PasswordRefused,
    /// Another mobile number may be given.
    MobileOpened {
        /// Which verification.
        id: VerificationId,
        /// In which session; in any where none is named.
        session: Option<SessionDigest>,
        /// How the holder was verified.
        method: Method,
        /// Until when.
        until: Timestamp,
    },
    /// Another mobile number was given.
    MobileChanged {
        /// The number.
        mobile: Mobile,
    },
    /// Business may be registered in the holder's name until a last day.
    BusinessAuthorised {
        /// 截止日期.
        last_day: LastDay,
    },
    /// That was withdrawn.
    BusinessWithdrawn,
    /// A portal may know something of the holder.
    PortalConsented {
        /// Which.
        portal: String,
        /// What.
        scopes: Scopes,
    },
    /// That was withdrawn; everything the portal was given ended.
    PortalWithdrawn {
        /// Which.
        portal: String,
    },
    /// The holder signed in to a portal.
    PortalVisited {
        /// The sign-in.
        visit: Box<Visit>,
    },
    /// A portal was given tokens; the code, or the tokens before them, ended.
    TokensIssued {
        /// Of which visit.
        visit: VisitId,
        /// The access token.
        access: Issued,
        /// What it is good for, where that is less than the visit.
        narrowed: Option<Scopes>,
        /// The refresh token, where it may ask again.
        refresh: Option<Issued>,
    },
    /// A sign-in to a portal ended before its time.
    VisitEnded {
        /// Which.
        visit: VisitId,
        /// At which portal.
        portal: String,
        /// Why.
        reason: VisitEnd,
    },
    /// The consent to face scans was withdrawn; what was verified before stays verified.
    FaceConsentWithdrawn,
    /// The account was closed.
    Closed {
        /// Whether because nobody had used it for long.
        unused: bool,
    },
    /// A wrong password was given.
    SignInFailed,
    /// A session was used, a while after the last note of it.
    SessionUsed {
        /// Which.
        session: SessionDigest,
    },
    /// A session was ended by its owner.
    SignedOut {
        /// Which.
        session: SessionDigest,
    },
    /// A scan began.
    ScanBegan {
        /// What it is bound to.
        scan: Box<Scan>,
        /// The consent it rests on.
        consent: Consent,
    },
    /// Evidence was handed to the authority.
    EvidenceSubmitted {
        /// Of which verification.
        id: VerificationId,
    },
    /// The authority was not reached.
    EvidenceReturned {
        /// Of which verification.
        id: VerificationId,
    },
    /// The scan ended without a judgement.
    ScanEnded {
        /// Which verification.
        id: VerificationId,
    },
    /// The authority judged that the person could not be verified.
    ScanRefused {
        /// Which verification.
        id: VerificationId,
        /// Why, by code.
        reason: &'static str,
    },
    /// The authority judged that the person is who they say.
    LevelReached {
        /// Which verification.
        id: VerificationId,
        /// The level.
        level: Level,
        /// How it was reached.
        method: Method,
    },
}
