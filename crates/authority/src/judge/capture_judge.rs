//! The judge of captures: its own inference over every frame, and the rules of `decision` over what it finds.

use super::likeness::{mean, thousandths};
use super::{FrameMark, InjectionSignals, Judge, JudgeError, Judgement, Recall, Reference};
use crate::enrolled_face::{EnrolledFace, PortraitError};
use crate::models::Models;
use crate::surroundings::Randomness;
use decision::{
    Capture, Comparison, Facts, Likeness, ModelIds, Next, Presentation, Rules, lookout, next,
};
use evidence::{Evidence, EvidenceError, chain};
use face::{Embedding, Tracker};
use liveness::{Frame, Session};
use portrait::{
    DecodeError, DecodeLimits, Faces, FeaturePlaces, Imprint, Mesh, Observation, Picture,
};
use rand_core::Rng as _;
use std::panic::resume_unwind;
use std::sync::Arc;
use verification::Challenge;

/// What a frame of a capture may be: clients send sides of up to 640 pixels. Flat frames take few bytes however large they
/// are, so that bytes alone do not limit the time that a capture takes.
const FRAME_LIMITS: DecodeLimits = DecodeLimits {
    most_bytes: 1 << 20,
    most_pixels: 640 * 640,
    most_kept: 640 * 640,
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

    /// Every frame is looked at: another thread decodes ahead of the tracker.
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
                watched.add(frame, &picture?, &mut tracker)?;
            }
            Ok(watched)
        })
    }

    /// Embeds the frames `always`, and others that nobody knows beforehand: half of them in another thread.
    fn embed(
        &self,
        evidence: &Evidence,
        watched: &Watched,
        always: &[usize],
    ) -> Result<Vec<Option<Embedding>>, JudgeError> {
        let gap_ms = self.rules.thresholds.not_embedded_ms.unwrap_or(0);
        let looked_at = lookout(&watched.frames, always, gap_ms, (self.draws)());
        let (one, other) = looked_at.split_at(looked_at.len() / 2);
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| self.embed_each(evidence, watched, one));
            let other = self.embed_each(evidence, watched, other);
            (
                one.join().unwrap_or_else(|panic| resume_unwind(panic)),
                other,
            )
        });
        let mut embeddings = vec![None; watched.frames.len()];
        for (index, embedding) in one?.into_iter().chain(other?) {
            embeddings[index] = Some(embedding);
        }
        Ok(embeddings)
    }

    /// The frames are decoded again: to keep them all would take a megabyte each.
    fn embed_each(
        &self,
        evidence: &Evidence,
        watched: &Watched,
        looked_at: &[usize],
    ) -> Result<Vec<(usize, Embedding)>, JudgeError> {
        let seen = looked_at.iter().filter_map(|&index| {
            let mesh = watched.meshes.get(index)?.as_ref()?;
            Some((index, &evidence.frames.get(index)?.jpeg, mesh))
        });
        let embedded = seen.map(|(index, jpeg, mesh)| {
            let embedding = self.models.embedder.embed(&self.decode(jpeg)?, mesh)?;
            Ok((index, embedding))
        });
        embedded.collect()
    }

    /// The scores of the frames `chosen`, where the nets are installed.
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
            let mesh = watched.meshes.get(*index)?.as_ref()?;
            Some((&evidence.frames.get(*index)?.jpeg, mesh))
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
        capture.injection = Some(watched.signals.found(evidence.camera.as_ref()));
        let mut face = None;
        loop {
            let facts = Facts::Capture(capture.clone());
            match next(&facts, &self.rules)? {
                Next::Continuity { fused, always } => {
                    let embeddings = self.embed(evidence, &watched, &always)?;
                    let best = of_frames(&embeddings, &fused);
                    face = mean(&best);
                    capture.coherence = self.rules.thresholds.coherence.map(|_| coherence(&best));
                    let likenesses = watched.likenesses(&embeddings, face.as_ref());
                    capture.continuity = Some(likenesses);
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
    /// Of the only face of each frame.
    meshes: Vec<Option<Mesh>>,
    marks: Vec<FrameMark>,
    signals: InjectionSignals,
}

impl Watched {
    fn add(
        &mut self,
        frame: &evidence::Frame,
        picture: &Picture,
        tracker: &mut Tracker,
    ) -> Result<(), JudgeError> {
        self.signals.add(frame, picture);
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
        self.meshes.push(only);
        Ok(())
    }

    /// How like `face` each frame's only face is; no face is like none.
    fn likenesses(
        &self,
        embeddings: &[Option<Embedding>],
        face: Option<&Embedding>,
    ) -> Vec<Likeness> {
        let seen = self.meshes.iter().zip(embeddings);
        let likenesses = seen.map(|(mesh, embedding)| match (mesh, embedding, face) {
            (Some(_), Some(embedding), Some(face)) => {
                Likeness::Of(thousandths(embedding.cosine(face)))
            }
            (Some(_), None, _) => Likeness::NotEmbedded,
            (None, _, _) | (_, _, None) => Likeness::NoFace,
        });
        likenesses.collect()
    }
}

/// The faces of the frames `fused`, whose mean is the face of a capture.
fn of_frames<'a>(embeddings: &'a [Option<Embedding>], fused: &[usize]) -> Vec<&'a Embedding> {
    let faces = fused
        .iter()
        .filter_map(|index| embeddings.get(*index)?.as_ref());
    faces.collect()
}

/// How like the two are that are least alike: one face is like itself.
fn coherence(faces: &[&Embedding]) -> i32 {
    let pairs = faces.iter().enumerate();
    let pairs = pairs.flat_map(|(at, one)| faces[at..].iter().map(|other| one.cosine(other)));
    thousandths(pairs.fold(1.0, f32::min))
}
