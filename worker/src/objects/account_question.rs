//! What the front asks of an account's object, and what that answers.

use accounts::command::CheckAsked;
use accounts::{Consent, PersonText, Question, SessionDigest};
use api::AccountResponse;
use serde::{Deserialize, Serialize};
use verification::{Challenge, Outcome, Purpose, Subject, VerificationId};

use crate::account_names::AccountId;

/// What the front asks of an account. It stays within the worker and is never logged.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    /// Open the account.
    Register(Box<RegisterAsk>),
    /// Begin a session.
    SignIn {
        /// What was typed.
        password: String,
        /// The new session.
        session: SessionDigest,
    },
    /// Show the account.
    Show {
        /// Who looks.
        session: SessionDigest,
    },
    /// End a session.
    SignOut {
        /// Which.
        session: SessionDigest,
    },
    /// May a scan begin, and of whom?
    PrepareScan {
        /// Who asks.
        session: SessionDigest,
        /// What for.
        purpose: Purpose,
        /// The consent given just now.
        consent: Consent,
        /// The version of the consent in force.
        consent_in_force: String,
    },
    /// Begin the scan that a challenge was drawn for.
    BeginScan {
        /// Who begins.
        session: SessionDigest,
        /// What was drawn.
        challenge: Box<Challenge>,
        /// What it must have been drawn for.
        question: Question,
        /// The consent given just now.
        consent: Consent,
    },
    /// Evidence is about to be carried to the authority.
    SubmitEvidence {
        /// Who submits.
        session: SessionDigest,
        /// For which verification.
        id: VerificationId,
    },
    /// The authority was not reached.
    ReturnEvidence {
        /// Of which verification.
        id: VerificationId,
    },
    /// The authority spent the challenge without a judgement.
    EndScan {
        /// Which verification.
        id: VerificationId,
    },
    /// The authority has judged.
    FinishScan {
        /// Which verification it was asked about.
        id: VerificationId,
        /// Its outcome.
        outcome: Box<Outcome>,
    },
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

/// What an account answers.
#[derive(Serialize, Deserialize)]
pub(crate) struct Answer {
    /// How it shows itself.
    pub(crate) account: AccountResponse,
    /// Of whom the authority is asked for a challenge; only after [`Ask::PrepareScan`].
    pub(crate) applicant: Option<Applicant>,
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

/// A question, and of which account it is asked.
#[derive(Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// Which account.
    pub(crate) id: AccountId,
    /// What is asked.
    pub(crate) ask: Ask,
}
