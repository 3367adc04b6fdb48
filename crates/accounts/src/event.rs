//! What happened to an account.

use verification::{Level, Subject, VerificationId};

use crate::{Consent, Method, PasswordDigest, Person, Scan, SessionDigest};

/// What happened. Only [`Event::Registered`] knows a person; the journal keeps [`crate::Entry`], which knows none.
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
    /// A session began.
    SignedIn {
        /// Which.
        session: SessionDigest,
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
