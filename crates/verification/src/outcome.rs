//! The outcome: what the authority decided, signed, about a subject it does not name.

use crate::signed::Claims;
use crate::{Action, CheckAsked, Nonce, Purpose, Subject, VerificationId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What the authority decided. Scores never leave the authority: there is none here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The verification it ends.
    pub id: VerificationId,
    /// The nonce that was spent.
    pub nonce: Nonce,
    /// Whom it is about.
    pub subject: Subject,
    /// What for.
    pub purpose: Purpose,
    /// The edge it is meant for.
    pub audience: String,
    /// What it rests on.
    pub basis: Basis,
    /// What was decided.
    pub decision: Decision,
    /// SHA-256 of the sealed evidence, base64url; none where there was no capture.
    pub evidence_digest: Option<String>,
    /// SHA-256 of the transcript the authority keeps, base64url.
    pub transcript_digest: Option<String>,
    /// Whether the capture was scored for presentation attacks (ISO/IEC 30107-3); `None` if there was no capture or it was
    /// refused before, and in outcomes of before this was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presentation_scored: Option<bool>,
    /// When.
    pub decided_at: Timestamp,
}

impl Claims for Outcome {
    const TYPE: &'static str = "shiming-outcome";
}

impl Outcome {
    /// Whether this is the answer to `asked`, and rests on what was to be looked at.
    #[must_use]
    pub fn answers(&self, asked: &CheckAsked, basis: Basis) -> bool {
        asked.is_answered_by(self) && self.basis == basis
    }
}

/// What a decision rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The four elements alone.
    Elements,
    /// A face scan.
    Face,
    /// A clerk, who compared person and card at the counter (guide, G15).
    Counter,
}

/// Yes, or no and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// The person is who they say.
    Passed,
    /// They could not be verified.
    Refused {
        /// Why.
        reason: Refusal,
    },
}

/// Why a person could not be verified, as far as the person may know: suspicion of a presentation
/// attack reads like any other face that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// F1: the four elements differ from the register.
    ElementsDiffer,
    /// The register has no such person.
    NoRecord,
    /// G6: a provincial account must be activated on the national platform first.
    ActivationNeeded,
    /// The person has no provincial account that could be activated.
    NotProvincial,
    /// F3: face captured and face on file differ.
    FaceDiffers,
    /// F4: the pictures are not good enough.
    PoorQuality {
        /// Which measure failed, by its code.
        measure: String,
    },
    /// An action asked for was not seen.
    ActionNotSeen {
        /// Which.
        action: Action,
    },
    /// F5: the register has no portrait of this person.
    NoPortrait,
    /// F6: name or number typed wrongly.
    CheckInput,
    /// The day's attempts for this person are used up.
    DailyLimit,
}

impl Refusal {
    /// The reason's code on the wire and in the problem catalogue.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ElementsDiffer => "elements_differ",
            Self::NoRecord => "no_record",
            Self::ActivationNeeded => "activation_needed",
            Self::NotProvincial => "not_provincial",
            Self::FaceDiffers => "face_differs",
            Self::PoorQuality { .. } => "poor_quality",
            Self::ActionNotSeen { .. } => "action_not_seen",
            Self::NoPortrait => "no_portrait",
            Self::CheckInput => "check_input",
            Self::DailyLimit => "daily_limit",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Question, Subject};

    fn asked() -> CheckAsked {
        CheckAsked {
            id: VerificationId::from_bytes([1; 16]),
            nonce: Nonce::from_bytes([2; 32]),
            question: Question {
                subject: Subject::from_bytes([3; 32]),
                purpose: Purpose::RaiseLevel,
                audience: "https://edge.example".to_owned(),
            },
        }
    }

    fn check(alter: impl FnOnce(&mut Outcome), expected: bool) {
        let CheckAsked {
            id,
            nonce,
            question,
        } = asked();
        let mut outcome = Outcome {
            id,
            nonce,
            subject: question.subject,
            purpose: question.purpose,
            audience: question.audience,
            basis: Basis::Face,
            decision: Decision::Passed,
            evidence_digest: None,
            transcript_digest: None,
            presentation_scored: None,
            decided_at: Timestamp::UNIX_EPOCH,
        };
        alter(&mut outcome);
        assert_eq!(outcome.answers(&asked(), Basis::Face), expected);
    }

    #[test]
    fn an_outcome_answers_its_own_question_alone() {
        check(|_| {}, true);
        check(
            |outcome| outcome.id = VerificationId::from_bytes([9; 16]),
            false,
        );
        check(|outcome| outcome.nonce = Nonce::from_bytes([9; 32]), false);
        check(
            |outcome| outcome.subject = Subject::from_bytes([9; 32]),
            false,
        );
        check(|outcome| outcome.purpose = Purpose::ChangeMobile, false);
        check(|outcome| outcome.audience.push('x'), false);
        check(|outcome| outcome.basis = Basis::Counter, false);
    }
}
