//! What can be asked of an account.

use serde::{Deserialize, Serialize};
use verification::{Challenge, Nonce, Outcome, Purpose, Subject, VerificationId};

use crate::{Consent, PasswordDigest, Person, SessionDigest};

/// What can be asked of an account. Signatures over challenges and outcomes are verified before.
#[derive(Clone, Debug)]
pub enum Command {
    /// Open the account.
    Register(Box<Registration>),
    /// Begin a session.
    SignIn {
        /// Whether the password given is the account's.
        password_fits: bool,
        /// The new session.
        session: SessionDigest,
    },
    /// Look at the account.
    UseSession {
        /// Who looks.
        session: SessionDigest,
    },
    /// End a session.
    SignOut {
        /// Which.
        session: SessionDigest,
    },
    /// May a scan begin? Asked before a challenge is drawn.
    PrepareScan {
        /// Who asks.
        session: SessionDigest,
        /// What the scan is for.
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
    /// The authority was not reached: the same evidence may come again.
    ReturnEvidence {
        /// Of which verification.
        id: VerificationId,
    },
    /// The authority spent the challenge without judging the evidence.
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

/// A registration whose elements the authority was asked about.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Who registers.
    pub person: Person,
    /// The password, hashed.
    pub password: PasswordDigest,
    /// The version of 《用户协议》 that was accepted.
    pub terms_version: String,
    /// What the authority answered.
    pub outcome: Outcome,
    /// The check that it must be the answer to.
    pub check: CheckAsked,
}

/// A check of the four elements as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAsked {
    /// Named the check.
    pub id: VerificationId,
    /// Ties the outcome to it.
    pub nonce: Nonce,
    /// Who, for whom, what for.
    pub question: Question,
}

/// What an authority is asked: about whom, for whom, what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// About whom.
    pub subject: Subject,
    /// What for.
    pub purpose: Purpose,
    /// The origin that asks.
    pub audience: String,
}

impl Question {
    /// Whether `challenge` was drawn for this question.
    #[must_use]
    pub fn is_that_of(&self, challenge: &Challenge) -> bool {
        self.subject == challenge.subject
            && self.purpose == challenge.purpose
            && self.audience == challenge.audience
    }
}

impl CheckAsked {
    /// Whether `outcome` is the answer to this check.
    #[must_use]
    pub fn is_answered_by(&self, outcome: &Outcome) -> bool {
        self.id == outcome.id
            && self.nonce == outcome.nonce
            && self.question.subject == outcome.subject
            && self.question.purpose == outcome.purpose
            && self.question.audience == outcome.audience
    }
}
