//! One challenge being answered.

use super::frame_reader::CameraFrame;
use super::guide::Guide;
use super::jpeg_quality;
use super::recording::Recording;
use evidence::{CameraDescription, Terms};
use face::{Area, Detection, Detector, FaceError, MeshModel, Region, Tracker};
use getrandom::rand_core::CryptoRng;
use liveness::{Failure, Guidance, Hint, Rules, State};
use portrait::{Observation, Picture};
use verification::Signed;

/// Of the picture that warms the models up, in pixels.
const SIDE: u16 = 192;

/// How long a camera may give pictures that it gave before: one that shows the world never does.
const FROZEN_MS: u64 = 3_000;

/// Why a frame or a whole session is worth nothing. Nothing here says anything about a picture.
#[derive(Debug, thiserror::Error)]
pub(super) enum SessionError {
    /// No challenge is being answered.
    #[error("no session has begun")]
    NotBegun,
    /// The challenge is no signed statement.
    #[error("the challenge cannot be read")]
    Unreadable(#[source] verification::SignedError),
    /// The challenge asks for what this client does not do.
    #[error("the challenge cannot be answered")]
    Unanswerable(#[source] liveness::SessionError),
    /// The pixels do not fit the size.
    #[error("the frame cannot be read")]
    Picture(#[source] portrait::PictureError),
    /// A model failed.
    #[error("a model failed")]
    Model(#[source] FaceError),
    /// Sealing was asked for before every action was done.
    #[error("the session is not done")]
    NotDone,
    /// The frames break a bound of the challenge.
    #[error("the capture breaks a bound")]
    Capture(#[source] evidence::CaptureError),
    /// The evidence could not be sealed.
    #[error("the evidence cannot be sealed")]
    Seal(#[source] evidence::SealError),
}

impl SessionError {
    /// The code that the page acts on.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NotBegun | Self::Unreadable(_) | Self::Unanswerable(_) => "challenge",
            Self::Picture(_) => "picture",
            Self::Model(_) => "model",
            Self::NotDone | Self::Capture(_) => "capture",
            Self::Seal(_) => "seal",
        }
    }
}

/// A challenge, how far the person is, and the frames so far.
pub(super) struct Session {
    terms: Terms,
    camera: Option<CameraDescription>,
    steps: liveness::Session,
    state: State,
    shown: Option<Guidance>,
    fresh_at_ms: u64,
    recording: Recording,
}

impl Session {
    pub(super) fn begin(
        compact: String,
        camera: Option<CameraDescription>,
    ) -> Result<Self, SessionError> {
        let signed = Signed::from_compact(compact);
        let terms = Terms::read(&signed).map_err(SessionError::Unreadable)?;
        let steps = liveness::Session::of(terms.challenge(), Rules::guide())
            .map_err(SessionError::Unanswerable)?;
        let start = steps.start();
        Ok(Self {
            terms,
            camera,
            steps,
            state: start,
            shown: None,
            fresh_at_ms: 0,
            recording: Recording::default(),
        })
    }

    /// What a frame may weigh, at one each `every_ms`.
    pub(super) fn bytes_per_frame(&self, every_ms: u32) -> usize {
        jpeg_quality::bytes_per_frame(&self.terms.challenge().limits, every_ms)
    }

    /// Every frame that `step` sees goes into the evidence with the same time, and no other: so the authority
    /// counts what was counted here.
    pub(super) fn frame(
        &mut self,
        tracker: &mut Tracker,
        CameraFrame { image, jpeg }: CameraFrame,
        at_ms: f64,
    ) -> Result<Guide, SessionError> {
        let at_ms = whole(at_ms);
        let repeated = self.recording.has(&jpeg) || self.state.is_over();
        if let Some(shown) = self.shown.filter(|_| repeated) {
            return Ok(Guide::of(&self.shown_again(shown, at_ms)));
        }
        let picture = Picture::from_rgba(image.width(), image.height(), &image.data())
            .map_err(SessionError::Picture)?;
        let found = tracker.track(&picture).map_err(SessionError::Model)?;
        let seen = Observation::of(&picture, found.faces, found.mesh.as_ref());
        let (state, guidance) = self.steps.step(self.state.clone(), &seen, at_ms);
        self.state = state;
        self.fresh_at_ms = at_ms;
        self.recording.push(at_ms, jpeg);
        self.recording.keep_from(guidance.capture_from_ms);
        self.shown = Some(guidance);
        Ok(Guide::of(&guidance))
    }

    /// What a picture that shows nothing new is answered with: the same again, until the camera counts as frozen.
    fn shown_again(&self, shown: Guidance, at_ms: u64) -> Guidance {
        let frozen = at_ms.saturating_sub(self.fresh_at_ms) > FROZEN_MS && !self.state.is_over();
        let hint = if frozen {
            Hint::Failed(Failure::FramesMissing)
        } else {
            shown.hint
        };
        Guidance {
            hint,
            prompt: None,
            ..shown
        }
    }

    pub(super) fn seal(self, randomness: &mut impl CryptoRng) -> Result<Vec<u8>, SessionError> {
        if self
            .shown
            .is_none_or(|guidance| guidance.hint != Hint::Done)
        {
            return Err(SessionError::NotDone);
        }
        let evidence = self
            .recording
            .into_evidence(&self.terms, self.camera)
            .map_err(SessionError::Capture)?;
        evidence::seal(&evidence, &self.terms, randomness).map_err(SessionError::Seal)
    }
}

/// Runs both models on an empty picture: the first run of a model takes many times as long as the next.
pub(super) fn warm_up(detector: &Detector, mesh: &MeshModel) -> Result<(), SessionError> {
    let grey = vec![127; usize::from(SIDE) * usize::from(SIDE) * 3];
    let picture =
        Picture::from_rgb(u32::from(SIDE), u32::from(SIDE), grey).map_err(SessionError::Picture)?;
    detector.detect(&picture).map_err(SessionError::Model)?;
    let side = f32::from(SIDE);
    let area = Area {
        x: 0.0,
        y: 0.0,
        width: side,
        height: side,
    };
    let points = [[side / 2.0; 2]; 6];
    let region = Region::of_detection(&Detection {
        area,
        points,
        score: 1.0,
    });
    mesh.mesh(&picture, &region).map_err(SessionError::Model)?;
    Ok(())
}

/// Whole milliseconds; what comes before 0 is 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock counts whole milliseconds, and `as` saturates"
)]
fn whole(at_ms: f64) -> u64 {
    at_ms.round() as u64
}
