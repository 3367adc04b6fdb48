//! Judging opened evidence: is it a living person who did what was asked, and the one on file?

use crate::captures::CapturesError;
use crate::enrolled_face::{EnrolledFace, PortraitError};
use crate::source::{Holder, Template};
use decision::{
    Facts, FactsError, Ground, Lack, ModelId, ModelIds, Recurrence, Rules, Step, Verdict,
};
use evidence::{Evidence, EvidenceError};
use face::FaceError;
use liveness::SessionError;
use verification::{Challenge, Decision, Refusal};

pub mod capture_judge;
mod frame_mark;
pub mod injection_signals;
pub mod likeness;
pub mod transcript;

pub use capture_judge::{CaptureJudge, Draw, FrameDecoder, draws};
pub use frame_mark::FrameMark;
pub use injection_signals::InjectionSignals;

/// What the face before the camera is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Reference<'a> {
    /// A portrait, and who holds it.
    Portrait(&'a Template, Holder),
    /// Nothing: a sample citizen of the sandbox, who has no face.
    Waived,
    /// Nothing, and why, once it is the turn of the comparison.
    Nothing {
        /// Why.
        lack: Lack,
        /// Whether the outcome says instead that the face differs.
        hidden: bool,
    },
}

/// What was decided, by which rules, and of what.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What it rests on.
    pub facts: Facts,
    /// The rules that decided.
    pub rules: Rules,
    /// What was decided.
    pub verdict: Verdict,
    /// What is kept of each frame; empty where the actions were not seen.
    pub marks: Vec<FrameMark>,
}

impl Judgement {
    /// What is decided before any picture is looked at.
    pub fn of_ground(ground: Ground, rules: Rules) -> Result<Self, JudgeError> {
        Self::decide(Facts::Ground(ground), rules)
    }

    /// Lets the rules decide of facts that are complete.
    pub fn decide(facts: Facts, rules: Rules) -> Result<Self, JudgeError> {
        match decision::next(&facts, &rules)? {
            decision::Next::Decided(verdict) => Ok(Self {
                facts,
                rules,
                verdict,
                marks: Vec::new(),
            }),
            _ => Err(JudgeError::Undecided),
        }
    }

    /// Refuses whoever passed, for a reason that the register has.
    pub fn overrule(&mut self, reason: Refusal) {
        if let Facts::Capture(capture) = &mut self.facts {
            capture.overruled = Some(reason.clone());
        }
        self.verdict.outcome = Decision::Refused { reason };
        self.verdict.step = Step::Register;
    }
}

/// Why evidence could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// The evidence has a defect.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// A model failed.
    #[error(transparent)]
    Face(#[from] FaceError),
    /// The challenge's actions are none that liveness takes.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The rules cannot be applied to what was found.
    #[error(transparent)]
    Facts(#[from] FactsError),
    /// The rules ask for a fact that is not there.
    #[error("the rules ask for a fact that is not there")]
    Undecided,
    /// The earlier captures cannot be looked through.
    #[error(transparent)]
    Captures(#[from] CapturesError),
    /// The template was made by another model: the two cannot be compared.
    #[error("the template on file was made by another model")]
    OtherModel,
}

/// Says how much of a capture recurs in an earlier one of the same person.
pub type Recall<'a> = &'a dyn Fn(&[FrameMark]) -> Result<Recurrence, CapturesError>;

/// Whoever judges captures.
pub trait Judge: Send + Sync {
    /// Judges evidence whose chain and times were checked.
    fn judge(
        &self,
        evidence: &Evidence,
        challenge: &Challenge,
        reference: Reference<'_>,
        recall: Recall<'_>,
    ) -> Result<Judgement, JudgeError>;

    /// The models that it looks with.
    fn models(&self) -> ModelIds;

    /// The model that makes templates: those of another are not compared with.
    fn embedding_model(&self) -> ModelId {
        self.models().embedding
    }

    /// Makes a template of a picture that a source keeps.
    fn enrol(&self, picture: &[u8]) -> Result<EnrolledFace, PortraitError>;
}
