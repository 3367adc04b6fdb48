//! Judging opened evidence: is it a living person who did what was asked, and the one on file?

use crate::judge::transcript::{Step, Transcript};
use crate::source::Holder;
use evidence::{Evidence, EvidenceError};
use face::{Embedding, FaceError};
use liveness::SessionError;
use verification::{Challenge, Decision, Refusal};

pub mod capture_judge;
pub mod likeness;
pub mod refusal;
pub mod selection;
pub mod transcript;

pub use capture_judge::CaptureJudge;

/// What the face before the camera is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Reference<'a> {
    /// A portrait, and who holds it.
    Portrait(&'a Embedding, Holder),
    /// Nothing: a sample citizen of the sandbox, who has no face.
    Waived,
}

/// What was decided, and by what.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The decision.
    pub decision: Decision,
    /// What it rests on.
    pub transcript: Transcript,
}

impl Judgement {
    /// Refuses after all, at `step`.
    pub fn refuse(&mut self, step: Step, reason: Refusal) {
        self.decision = Decision::Refused { reason };
        self.transcript.decision = self.decision.clone();
        self.transcript.step = step;
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
    /// All models are at work.
    #[error("all models are at work")]
    Busy,
}

/// Whoever judges captures.
pub trait Judge: Send + Sync {
    /// Judges evidence whose chain and times were checked.
    fn judge(
        &self,
        evidence: &Evidence,
        challenge: &Challenge,
        reference: Reference<'_>,
    ) -> Result<Judgement, JudgeError>;
}
