//! The judge of captures: the same liveness as in the browser over its own inference, one person in all
//! frames, no presentation attack, and the face on file.

use super::likeness::{REVIEW, SAME_PERSON, SAME_PERSON_ACTING, mean, thousandths};
use super::refusal::of_failure;
use super::transcript::{Presentation, Step, Transcript};
use super::{Judge, JudgeError, Judgement, Reference, selection};
use crate::models::Models;
use evidence::{Evidence, EvidenceError};
use face::{Embedder, Embedding, FaceError, Tracker};
use liveness::{Frame, Rules, Session, Verdict};
use portrait::{DecodeLimits, Faces, Mesh, Observation, Picture};
use std::sync::Arc;
use verification::{Challenge, Decision, Refusal};

/// What a frame of a capture may be.
const FRAME_LIMITS: DecodeLimits = DecodeLimits {
    most_bytes: 1 << 20,
    most_pixels: 4_000_000,
    shortest_side: 120,
};

/// How many of the most frontal frames are compared with the portrait on file.
const COMPARED: usize = 5;

/// Below this mean score the capture shows a picture or a screen.
pub const LIVE: f32 = 0.5;

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
        let embedder = &self.models.embedder;
        let watched = self
            .models
            .with_tracker(|tracker| Watched::of(evidence, tracker, embedder));
        watched.ok_or(JudgeError::Busy)?
    }

    /// The scores of the frames `chosen`, where the nets are installed. The frames are decoded again, which is
    /// cheaper than to keep them all.
    fn presentation(
        &self,
        evidence: &Evidence,
        watched: &Watched,
        chosen: &[usize],
    ) -> Result<Option<Vec<f32>>, JudgeError> {
        let Some(nets) = &self.models.spoof else {
            return Ok(None);
        };
        let seen = chosen.iter().filter_map(|index| {
            let sight = watched.sights.get(*index)?.as_ref()?;
            Some((&evidence.frames.get(*index)?.jpeg, &sight.mesh))
        });
        seen.map(|(jpeg, mesh)| Ok(nets.live_score(&decode(jpeg)?, mesh)?))
            .collect::<Result<_, JudgeError>>()
            .map(Some)
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
        if let Verdict::Failed { failure } = actions.verdict {
            return Ok(transcript.decide(Step::Liveness, Err(of_failure(failure, challenge))));
        }
        let frontal = selection::spread(&watched.frames);
        let Some(face) = watched.face(&frontal) else {
            return Ok(transcript.decide(Step::Continuity, Err(differs())));
        };
        let likenesses = watched.likenesses(&face);
        transcript.continuity = likenesses
            .iter()
            .map(|likeness| likeness.map(thousandths))
            .collect();
        if !is_one_person(&likenesses, &frontal) {
            return Ok(transcript.decide(Step::Continuity, Err(differs())));
        }
        let scores = self.presentation(evidence, &watched, &frontal)?;
        transcript.presentation = presentation(scores.as_deref());
        if scores.is_some_and(|scores| average(&scores) < LIVE) {
            return Ok(transcript.decide(Step::Presentation, Err(differs())));
        }
        let Reference::Portrait(portrait, holder) = reference else {
            return Ok(transcript.decide(Step::Sandbox, Ok(())));
        };
        let likeness = face.cosine(portrait);
        transcript.compared_with = Some(holder);
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

fn presentation(scores: Option<&[f32]>) -> Presentation {
    scores.map_or(Presentation::Absent, |scores| Presentation::Asked {
        scores: scores.iter().map(|score| thousandths(*score)).collect(),
    })
}

/// Suspicion of an attack reads like any other face that differs.
fn differs() -> Refusal {
    Refusal::FaceDiffers
}

/// What a capture shows, frame by frame.
struct Watched {
    frames: Vec<Frame>,
    sights: Vec<Option<Sight>>,
}

/// The only face of a frame.
struct Sight {
    mesh: Mesh,
    embedding: Embedding,
}

impl Watched {
    /// Every frame is embedded: a frame that is not looked at is one in which somebody else could act.
    fn of(
        evidence: &Evidence,
        tracker: &mut Tracker,
        embedder: &Embedder,
    ) -> Result<Self, JudgeError> {
        let mut watched = Self {
            frames: Vec::new(),
            sights: Vec::new(),
        };
        for frame in &evidence.frames {
            let picture = decode(&frame.jpeg)?;
            let found = tracker.track(&picture)?;
            let observation = Observation::of(&picture, found.faces, found.mesh.as_ref());
            watched.frames.push(Frame {
                at_ms: frame.at_ms,
                observation,
            });
            let only = found.mesh.filter(|_| found.faces == Faces::One);
            let sight = only.map(|mesh| {
                let embedding = embedder.embed(&picture, &mesh)?;
                Ok::<_, FaceError>(Sight { mesh, embedding })
            });
            watched.sights.push(sight.transpose()?);
        }
        Ok(watched)
    }

    /// The face of a capture: the mean of the most frontal of the frames `frontal`.
    fn face(&self, frontal: &[usize]) -> Option<Embedding> {
        let best = selection::best(&self.frames, frontal, COMPARED);
        let sights = best.iter().filter_map(|index| self.sights[*index].as_ref());
        let faces: Vec<_> = sights.map(|sight| &sight.embedding).collect();
        mean(&faces)
    }

    /// How like `face` each frame's only face is.
    fn likenesses(&self, face: &Embedding) -> Vec<Option<f32>> {
        let cosine = |sight: &Sight| sight.embedding.cosine(face);
        self.sights
            .iter()
            .map(|sight| sight.as_ref().map(cosine))
            .collect()
    }
}

/// Whether every likeness to the capture's own face is that of one person, in the middle of an action too.
fn is_one_person(likenesses: &[Option<f32>], frontal: &[usize]) -> bool {
    let seen = likenesses.iter().enumerate();
    let mut seen = seen.filter_map(|(index, likeness)| Some((index, (*likeness)?)));
    seen.all(|(index, likeness)| {
        let least = if frontal.contains(&index) {
            SAME_PERSON
        } else {
            SAME_PERSON_ACTING
        };
        likeness >= least
    })
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
