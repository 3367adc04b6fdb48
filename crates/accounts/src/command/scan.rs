//! Commands about face scans in a session.

use serde::{Deserialize, Serialize};
use verification::{Challenge, Outcome, Purpose, VerificationId};

use crate::{Consent, ConsentInForce, Question, SessionDigest};

/// What can be asked about face scans.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanCommand {
    /// May a scan begin? Asked before a challenge is drawn.
    Prepare {
        /// Who asks.
        session: SessionDigest,
        /// What the scan is for.
        purpose: Purpose,
        /// The consent given just now.
        consent: Consent,
        /// What it must be a consent to.
        in_force: ConsentInForce,
    },
    /// Begin the scan that a challenge was drawn for.
    Begin {
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
    End {
        /// Which verification.
        id: VerificationId,
    },
    /// The authority has judged.
    Finish {
        /// Which verification it was asked about.
        id: VerificationId,
        /// Its outcome.
        outcome: Box<Outcome>,
    },
    /// Withdraw the consent to face scans, as easily as it was given (PIPL art. 15).
    WithdrawConsent {
        /// Who asks.
        session: SessionDigest,
    },
}
