//! The judge of captures: its own inference over every frame, and the rules of `decision` over what it finds.

use super::likeness::{mean, thousandths};
use super::{FrameMark, Judge, JudgeError, Judgement, Recall, Reference};
use crate::enrolled_face::{EnrolledFace, PortraitError};
use crate::models::Models;
use crate::surroundings::Randomness;
use decision::{
    Capture, Comparison, Facts, Likeness, ModelIds, Next, Presentation, Rules, lookout, next,
};
use evidence::{Evidence, EvidenceError, chain};
use face::{Embedding, FaceCrop, SpoofCrops, Tracker};
use liveness::{Frame, Session};
use portrait::{DecodeError, DecodeLimits, Faces, FeaturePlaces, Imprint, Observation, Picture};
use rand_core::Rng as _;
use std::sync::Arc;
use verification::Challenge;

/// What a frame of a capture may be.
const FRAME_LIMITS: DecodeLimits = DecodeLimits {
    most_bytes: 1 << 20,
    most_pixels: 4_000_000,
    most_kept: 4_000_000,
    shortest_side: 120,
};

/// How many decoded frames wait for the tracker: each is about a megabyte.
const DECODED_AHEAD: usize = 2;

/// What makes a picture of a frame that is a JPEG as a browser's canvas writes it.
pub type FrameDecoder =
    Box<dyn Fn(&[u8], &DecodeLimits) -> Result<Picture, DecodeError> + Send + Sync>;

/// Draws a random number below the one that it is given.
pub type Draw = Box<dyn FnMut(usize) -> usize>;

/// Draws from `randomness`, one source for each capture.
pub fn draws(
    randomness: impl Fn() -> Randomness + Send + Sync + 'static,
) -> impl Fn() -> Draw + Send + Sync + 'static {
    move || {
        let mut randomness = randomness();
        Box::new(move |below| randomness.next_u32() as usize % below)
    }
}

/// Judges with models.
pub struct CaptureJudge {
    models: Arc<Models>,
    rules: Rules,
    decoder: FrameDecoder,
    draws: Box<dyn Fn() -> Draw + Send + Sync>,
}

impl CaptureJudge {
    /// A judge over `models` by `rules`. `draws` gives for each capture what decides which of its frames are embedded:
    /// nobody may know it beforehand.
    #[must_use]
    pub fn new(
        models: Arc<Models>,
        rules: Rules,
        draws: impl Fn() -> Draw + Send + Sync + 'static,
    ) -> Self {
        Self {
            models,
            rules,
            decoder: Box::new(Picture::decode),
            draws: Box::new(draws),
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

    /// Every frame is decoded once and looked at: another thread decodes ahead of the tracker.
    fn watch(&self, evidence: &Evidence) -> Result<Watched, JudgeError> {
        std::thread::scope(|scope| {
            let (sender, pictures) = std::sync::mpsc::sync_channel(DECODED_AHEAD);
            scope.spawn(move || {
                // After a frame was refused nobody receives.
                evidence
                    .frames
                    .iter()
                    .map(|frame| self.decode(&frame.jpeg))
                    .try_for_each(|picture| sender.send(picture))
            });
            let (mut watched, mut tracker) = (Watched::default(), self.models.tracker());
            for (frame, picture) in evidence.frames.iter().zip(pictures) {
                watched.add(frame, &picture?, (&mut tracker, &self.models))?;
            }
            Ok(watched)
        })
    }

    /// Embeds the frames `always`, and others that nobody knows beforehand.
    fn embed(
        &self,
        watched: &Watched,
        always: &[usize],
    ) -> Result<Vec<Option<Embedding>>, JudgeError> {
        let mut embeddings = vec![None; watched.frames.len()];
        let gap_ms = self.rules.thresholds.not_embedded_ms.unwrap_or(0);
        let looked_at = lookout(&watched.frames, always, gap_ms, (self.draws)());
        for index in looked_at {
            if let Some(sight) = &watched.sights[index] {
                embeddings[index] = Some(self.models.embedder.embed_crop(&sight.face)?);
            }
        }
        Ok(embeddings)
    }

    /// The scores of the frames `chosen`, where the nets are installed.
    fn presentation(
        &self,
        watched: &Watched,
        chosen: &[usize],
    ) -> Result<Presentation, JudgeError> {
        let Some(nets) = &self.models.spoof else {
            return Ok(Presentation::Absent);
        };
        let crops = chosen
            .iter()
            .filter_map(|index| watched.sights.get(*index)?.as_ref()?.around.as_ref());
        let scores =
            crops.map(|crops| Ok::<_, JudgeError>(thousandths(nets.live_score_of(crops)?)));
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
                Next::Continuity { fused, always } => {
                    let embeddings = self.embed(&watched, &always)?;
                    face = fuse(&embeddings, &fused);
                    let likenesses = watched.likenesses(&embeddings, face.as_ref());
                    capture.continuity = Some(likenesses);
                }
                Next::Presentation { chosen } => {
                    capture.presentation = self.presentation(&watched, &chosen)?;
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

/// The only face of a frame, cut out for the networks that may look at it: the frames themselves are too large to keep.
struct Sight {
    face: FaceCrop,
    /// Nothing where there are no networks for presentation attacks.
    around: Option<SpoofCrops>,
}

impl Watched {
    fn add(
        &mut self,
        frame: &evidence::Frame,
        picture: &Picture,
        (tracker, models): (&mut Tracker, &Models),
    ) -> Result<(), JudgeError> {
        let found = tracker.track(picture)?;
        let observation = Observation::of(picture, found.faces, found.mesh.as_ref());
        self.frames.push(Frame {
            at_ms: frame.at_ms,
            observation,
        });
        let only = found.mesh.filter(|_| found.faces == Faces::One);
        let imprint = only.as_ref().map(|mesh| Imprint::of(picture, mesh));
        self.marks.push(FrameMark {
            digest: chain::picture_digest(&frame.jpeg),
            imprint: imprint.unwrap_or(Imprint::NOTHING),
            at_ms: frame.at_ms,
            places: only.as_ref().map(FeaturePlaces::of),
        });
        self.sights.push(only.map(|mesh| Sight {
            face: FaceCrop::of(picture, &mesh),
            around: (models.spoof.as_ref()).map(|_| SpoofCrops::of(picture, &mesh)),
        }));
        Ok(())
    }

    /// How like `face` each frame's only face is; no face is like none.
    fn likenesses(
        &self,
        embeddings: &[Option<Embedding>],
        face: Option<&Embedding>,
    ) -> Vec<Likeness> {
        let seen = self.sights.iter().zip(embeddings);
        let likenesses = seen.map(|(sight, embedding)| match (sight, embedding, face) {
            (Some(_), Some(embedding), Some(face)) => {
                Likeness::Of(thousandths(embedding.cosine(face)))
            }
            (Some(_), None, _) => Likeness::NotEmbedded,
            (None, _, _) | (_, _, None) => Likeness::NoFace,
        });
        likenesses.collect()
    }
}

/// The face of a capture: the mean of the faces of the frames `fused`.
fn fuse(embeddings: &[Option<Embedding>], fused: &[usize]) -> Option<Embedding> {
    let faces = fused
        .iter()
        .filter_map(|index| embeddings.get(*index)?.as_ref());
    mean(&faces.collect::<Vec<_>>())
}
