//! The judge of captures: the same liveness as in the browser over its own inference, one person in all
//! frames, no presentation attack, and the face of the register.

use super::likeness::{REVIEW, SAME_PERSON, SAME_PERSON_ACTING, mean, thousandths};
use super::refusal::of_failure;
use super::transcript::{Presentation, Step, Transcript};
use super::{Judge, JudgeError, Judgement, Reference, selection};
use crate::models::Models;
use evidence::{Evidence, EvidenceError};
use face::{Embedding, Tracker};
use liveness::{Frame, Rules, Session, Span, Verdict};
use portrait::{DecodeLimits, Faces, Mesh, Observation, Picture};
use std::sync::Arc;
use verification::{Challenge, Decision, Refusal};

/// What a frame of a capture may be.
const FRAME_LIMITS: DecodeLimits = DecodeLimits {
    most_bytes: 1 << 20,
    most_pixels: 4_000_000,
    shortest_side: 120,
};

/// How many of the most frontal frames are compared with the register.
const COMPARED: usize = 5;

/// Below this mean score the capture shows a picture or a screen.
const LIVE: f32 = 0.5;

/// Judges with models.
pub struct CaptureJudge {
    models: Arc<Models>,
}

impl CaptureJudge {
    /// A judge over `models`.
    #[must_use]
    pub fn new(models: Arc<Models>) -> Self {
        Self { models }
    }

    fn watch(&self, evidence: &Evidence) -> Result<Watched, JudgeError> {
        let watched = self
            .models
            .with_tracker(|tracker| Watched::of(evidence, tracker));
        watched.ok_or(JudgeError::Busy)?
    }

    /// A close look at the frames `chosen`: they are decoded again, which is cheaper than to keep them all.
    fn look(
        &self,
        evidence: &Evidence,
        watched: &Watched,
        chosen: &[usize],
    ) -> Result<Vec<Look>, JudgeError> {
        let meshes = chosen.iter().filter_map(|index| {
            let mesh = watched.meshes.get(*index)?.as_ref()?;
            Some((*index, evidence.frames.get(*index)?, mesh))
        });
        meshes
            .map(|(index, frame, mesh)| {
                let picture = decode(&frame.jpeg)?;
                let embedding = self.models.embedder.embed(&picture, mesh)?;
                let live = self
                    .models
                    .spoof
                    .as_ref()
                    .map(|nets| nets.live_score(&picture, mesh))
                    .transpose()?;
                Ok(Look {
                    index,
                    embedding,
                    live,
                })
            })
            .collect()
    }

    /// How like `face` whoever shows each action is.
    fn acting(
        &self,
        evidence: &Evidence,
        watched: &Watched,
        spans: &[Span],
        face: &Embedding,
    ) -> Result<Vec<f32>, JudgeError> {
        let chosen = selection::acting(&watched.frames, spans);
        let seen = |index: usize| {
            let frame = evidence.frames.get(index)?;
            let mesh = watched.meshes.get(index)?.as_ref()?;
            Some((&frame.jpeg, mesh))
        };
        chosen
            .into_iter()
            .filter_map(seen)
            .map(|(jpeg, mesh)| {
                let embedding = self.models.embedder.embed(&decode(jpeg)?, mesh)?;
                Ok(embedding.cosine(face))
            })
            .collect()
    }
}

impl Judge for CaptureJudge {
    fn judge(
        &self,
        evidence: &Evidence,
        challenge: &Challenge,
        reference: Reference<'_>,
    ) -> Result<Judgement, JudgeError> {
        let watched = self.watch(evidence)?;
        let session = Session::of(challenge, Rules::judge())?;
        let actions = session.replay(watched.frames.clone());
        let mut transcript = Transcript::of_capture(&actions);
        let spans = match actions.verdict {
            Verdict::Passed { spans } => spans,
            Verdict::Failed { failure } => {
                return Ok(transcript.decide(Step::Liveness, Err(of_failure(failure, challenge))));
            }
        };
        let looks = self.look(evidence, &watched, &selection::spread(&watched.frames))?;
        let Some(face) = face_of(&watched.frames, &looks) else {
            return Ok(transcript.decide(Step::Continuity, Err(differs())));
        };
        let continuity = looks.iter().map(|look| look.embedding.cosine(&face));
        let continuity: Vec<f32> = continuity.collect();
        let acting = self.acting(evidence, &watched, &spans, &face)?;
        transcript.continuity = continuity.iter().copied().map(thousandths).collect();
        transcript.acting = acting.iter().copied().map(thousandths).collect();
        if !is_one_person(&continuity, &acting) {
            return Ok(transcript.decide(Step::Continuity, Err(differs())));
        }
        let scores: Vec<f32> = looks.iter().filter_map(|look| look.live).collect();
        transcript.presentation = self.presentation(&scores);
        if self.models.spoof.is_some() && average(&scores) < LIVE {
            return Ok(transcript.decide(Step::Presentation, Err(differs())));
        }
        let Reference::Portrait(portrait) = reference else {
            return Ok(transcript.decide(Step::Sandbox, Ok(())));
        };
        let likeness = face.cosine(portrait);
        transcript.likeness = Some(thousandths(likeness));
        transcript.review = (REVIEW..SAME_PERSON).contains(&likeness);
        let same = if likeness >= SAME_PERSON {
            Ok(())
        } else {
            Err(differs())
        };
        Ok(transcript.decide(Step::Comparison, same))
    }
}

impl CaptureJudge {
    fn presentation(&self, scores: &[f32]) -> Presentation {
        if self.models.spoof.is_none() {
            return Presentation::Absent;
        }
        Presentation::Asked {
            scores: scores.iter().map(|score| thousandths(*score)).collect(),
        }
    }
}

/// Suspicion of an attack reads like any other face that differs.
fn differs() -> Refusal {
    Refusal::FaceDiffers
}

/// What a capture shows, frame by frame.
struct Watched {
    frames: Vec<Frame>,
    meshes: Vec<Option<Mesh>>,
}

impl Watched {
    fn of(evidence: &Evidence, tracker: &mut Tracker) -> Result<Self, JudgeError> {
        let mut watched = Self {
            frames: Vec::new(),
            meshes: Vec::new(),
        };
        for frame in &evidence.frames {
            let picture = decode(&frame.jpeg)?;
            let found = tracker.track(&picture)?;
            let observation = Observation::of(&picture, found.faces, found.mesh.as_ref());
            watched.frames.push(Frame {
                at_ms: frame.at_ms,
                observation,
            });
            watched
                .meshes
                .push(found.mesh.filter(|_| found.faces == Faces::One));
        }
        Ok(watched)
    }
}

/// A frame that was looked at closely.
struct Look {
    index: usize,
    embedding: Embedding,
    live: Option<f32>,
}

/// The face of a capture: the mean of its most frontal frames.
fn face_of(frames: &[Frame], looks: &[Look]) -> Option<Embedding> {
    let indices: Vec<_> = looks.iter().map(|look| look.index).collect();
    let best = selection::best(frames, &indices, COMPARED);
    let faces: Vec<_> = looks
        .iter()
        .filter(|look| best.contains(&look.index))
        .map(|look| &look.embedding)
        .collect();
    mean(&faces)
}

/// Whether every likeness to the capture's own face is that of one person, in the middle of an action too.
fn is_one_person(continuity: &[f32], acting: &[f32]) -> bool {
    continuity.iter().all(|likeness| *likeness >= SAME_PERSON)
        && acting
            .iter()
            .all(|likeness| *likeness >= SAME_PERSON_ACTING)
}

/// Frames are JPEG, whatever else the decoder knows.
fn decode(jpeg: &[u8]) -> Result<Picture, EvidenceError> {
    if !jpeg.starts_with(&[0xff, 0xd8, 0xff]) {
        return Err(EvidenceError::PictureUnreadable);
    }
    Picture::decode(jpeg, &FRAME_LIMITS).map_err(|_| EvidenceError::PictureUnreadable)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there are ten scores at the most"
)]
fn average(scores: &[f32]) -> f32 {
    scores.iter().sum::<f32>() / scores.len().max(1) as f32
}

impl Transcript {
    fn decide(mut self, step: Step, result: Result<(), Refusal>) -> Judgement {
        self.step = step;
        self.decision = match result {
            Ok(()) => Decision::Passed,
            Err(reason) => Decision::Refused { reason },
        };
        Judgement {
            decision: self.decision.clone(),
            transcript: self,
        }
    }
}
