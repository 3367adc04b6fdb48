//! The judge of captures: its own inference over every frame, and the rules of `decision` over what it finds.

use super::likeness::{mean, thousandths};
use super::{FrameMark, Judge, JudgeError, Judgement, Recall, Reference};
use crate::enrolled_face::{EnrolledFace, PortraitError};
use crate::models::Models;
use decision::{Capture, Comparison, Facts, ModelIds, Next, Presentation, Rules, next};
use evidence::{Evidence, EvidenceError, chain};
use face::{Embedding, FaceError};
use liveness::{Frame, Session};
use portrait::{
    DecodeError, DecodeLimits, Faces, FeaturePlaces, Imprint, Mesh, Observation, Picture,
};
use std::sync::Arc;
use verification::Challenge;

/// What a frame of a capture may be.
const FRAME_LIMITS: DecodeLimits = DecodeLimits {
    most_bytes: 1 << 20,
    most_pixels: 4_000_000,
    most_kept: 4_000_000,
    shortest_side: 120,
};

/// What makes a picture of a frame that is a JPEG as a browser's canvas writes it.
pub type FrameDecoder =
    Box<dyn Fn(&[u8], &DecodeLimits) -> Result<Picture, DecodeError> + Send + Sync>;

/// Judges with models.
pub struct CaptureJudge {
    models: Arc<Models>,
    rules: Rules,
    decoder: FrameDecoder,
}

impl CaptureJudge {
    /// A judge over `models` by `rules`.
    #[must_use]
    pub fn new(models: Arc<Models>, rules: Rules) -> Self {
        Self {
            models,
            rules,
            decoder: Box::new(Picture::decode),
        }
    }

    /// The same judge with a decoder of the caller's own.
    #[must_use]
    pub fn with_decoder(mut self, decoder: FrameDecoder) -> Self {
        self.decoder = decoder;
        self
    }

    /// A frame that no decoder can read, or that no canvas wrote, is a defect of the evidence.
    fn decode(&self, jpeg: &[u8]) -> Result<Picture, EvidenceError> {
        Picture::decode_frame_by(jpeg, &FRAME_LIMITS, &self.decoder)
            .map_err(|_| EvidenceError::PictureUnreadable)
    }

    /// Every frame is embedded: a frame that is not looked at is one in which somebody else could act.
    fn watch(&self, evidence: &Evidence) -> Result<Watched, JudgeError> {
        let (mut watched, mut tracker) = (Watched::default(), self.models.tracker());
        for frame in &evidence.frames {
            let picture = self.decode(&frame.jpeg)?;
            let found = tracker.track(&picture)?;
            let observation = Observation::of(&picture, found.faces, found.mesh.as_ref());
            watched.frames.push(Frame {
                at_ms: frame.at_ms,
                observation,
            });
            let only = found.mesh.filter(|_| found.faces == Faces::One);
            let imprint = only.as_ref().map(|mesh| Imprint::of(&picture, mesh));
            watched.marks.push(FrameMark {
                digest: chain::picture_digest(&frame.jpeg),
                imprint: imprint.unwrap_or(Imprint::NOTHING),
                at_ms: frame.at_ms,
                places: only.as_ref().map(FeaturePlaces::of),
            });
            let sight = only.map(|mesh| {
                let embedding = self.models.embedder.embed(&picture, &mesh)?;
                Ok::<_, FaceError>(Sight { mesh, embedding })
            });
            watched.sights.push(sight.transpose()?);
        }
        Ok(watched)
    }

    /// The scores of the frames `chosen`, where the nets are installed. The frames are decoded again, which is
    /// cheaper than to keep them all.
    fn presentation(
        &self,
        evidence: &Evidence,
        watched: &Watched,
        chosen: &[usize],
    ) -> Result<Presentation, JudgeError> {
        let Some(nets) = &self.models.spoof else {
            return Ok(Presentation::Absent);
        };
        let seen = chosen.iter().filter_map(|index| {
            let sight = watched.sights.get(*index)?.as_ref()?;
            Some((&evidence.frames.get(*index)?.jpeg, &sight.mesh))
        });
        let scores = seen.map(|(jpeg, mesh)| {
            let score = nets.live_score(&self.decode(jpeg)?, mesh)?;
            Ok::<_, JudgeError>(thousandths(score))
        });
        Ok(Presentation::Asked {
            scores: scores.collect::<Result<_, _>>()?,
        })
    }
}

impl Judge for CaptureJudge {
    /// Finds one fact after the other, as the rules ask for them: what they do not ask for is not looked for.
    fn judge(
        &self,
        evidence: &Evidence,
        challenge: &Challenge,
        reference: Reference<'_>,
        recall: Recall<'_>,
    ) -> Result<Judgement, JudgeError> {
        let mut watched = self.watch(evidence)?;
        let session = Session::of(challenge, liveness::Rules::judge())?;
        let actions = session.replay(watched.frames.clone());
        let mut capture = Capture::of(&actions.transcript, Some(challenge.purpose));
        let mut face = None;
        loop {
            let facts = Facts::Capture(capture.clone());
            match next(&facts, &self.rules)? {
                Next::Continuity { fused } => {
                    face = watched.face(&fused);
                    capture.continuity = Some(watched.likenesses(face.as_ref()));
                }
                Next::Presentation { chosen } => {
                    capture.presentation = self.presentation(evidence, &watched, &chosen)?;
                }
                Next::Recurrence => capture.recurrence = Some(recall(&watched.marks)?),
                Next::Comparison => {
                    let face = face.as_ref().ok_or(JudgeError::Undecided)?;
                    capture.comparison = Some(self.compare(face, reference)?);
                }
                Next::Decided(verdict) => {
                    if capture.continuity.is_none() {
                        watched.marks.clear();
                    }
                    return Ok(Judgement {
                        facts,
                        rules: self.rules,
                        verdict,
                        marks: watched.marks,
                    });
                }
            }
        }
    }

    fn models(&self) -> ModelIds {
        self.models.ids.clone()
    }

    fn enrol(&self, picture: &[u8]) -> Result<EnrolledFace, PortraitError> {
        EnrolledFace::of(picture, &self.models)
    }
}

impl CaptureJudge {
    /// Numbers of two models say nothing about each other.
    fn compare(
        &self,
        face: &Embedding,
        reference: Reference<'_>,
    ) -> Result<Comparison, JudgeError> {
        match reference {
            Reference::Waived => Ok(Comparison::Waived),
            Reference::Nothing { lack, hidden } => Ok(Comparison::Nothing { lack, hidden }),
            Reference::Portrait(template, _) if template.model != self.embedding_model() => {
                Err(JudgeError::OtherModel)
            }
            Reference::Portrait(template, holder) => Ok(Comparison::Portrait {
                holder,
                likeness: thousandths(face.cosine(&template.embedding)),
            }),
        }
    }
}

/// What a capture shows, frame by frame.
#[derive(Default)]
struct Watched {
    frames: Vec<Frame>,
    sights: Vec<Option<Sight>>,
    marks: Vec<FrameMark>,
}

/// The only face of a frame.
struct Sight {
    mesh: Mesh,
    embedding: Embedding,
}

impl Watched {
    /// The face of a capture: the mean of the faces of the frames `fused`.
    fn face(&self, fused: &[usize]) -> Option<Embedding> {
        let sights = fused
            .iter()
            .filter_map(|index| self.sights.get(*index)?.as_ref());
        let faces: Vec<_> = sights.map(|sight| &sight.embedding).collect();
        mean(&faces)
    }

    /// How like `face` each frame's only face is; no face is like none.
    fn likenesses(&self, face: Option<&Embedding>) -> Vec<Option<i32>> {
        let likeness = |sight: &Sight| Some(thousandths(sight.embedding.cosine(face?)));
        self.sights
            .iter()
            .map(|sight| sight.as_ref().and_then(likeness))
            .collect()
    }
}
