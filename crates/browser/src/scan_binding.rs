//! A face scan in a Web Worker: models once, then a session a challenge, frame by frame, and the sealed evidence.
//!
//! Whatever fails is thrown as an `Error` with a `code`: `model`, `challenge`, `picture`, `capture`, `seal`, `transcript`.

mod guide;
mod recording;
mod session;

use crate::failure::failure;
use crate::to_object;
use face::{Detector, MeshModel, Tracker};
use getrandom::{SysRng, rand_core::UnwrapErr};
use liveness::{Rules, Transcript};
use session::{Session, SessionError};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What to show after a frame. `code` names the words; `tone` the colour; `prompt` is set once an action. */
export interface Guide {
  code: string;
  tone: "adjust" | "hold" | "act" | "done" | "failed";
  done: number;
  of: number;
  prompt?: string;
  failure?: string;
}
/** What is thrown. */
export interface ScanError extends Error { code: "model" | "challenge" | "picture" | "capture" | "seal"; }
"#;

/// The models, warm, and the session that is under way.
#[wasm_bindgen]
pub struct Scanner {
    tracker: Tracker,
    session: Option<Session>,
}

#[wasm_bindgen]
impl Scanner {
    /// Loads both models (ONNX) and runs them once, so that the first frame is as quick as any.
    #[wasm_bindgen(constructor)]
    pub fn new(detector: Vec<u8>, mesh: Vec<u8>) -> Result<Scanner, JsValue> {
        let unusable = |error: face::FaceError| failure("model", &error.to_string());
        let detector = Detector::load(detector).map_err(unusable)?;
        let mesh = MeshModel::load(mesh).map_err(unusable)?;
        session::warm_up(&detector, &mesh).map_err(|error| refused(&error))?;
        Ok(Self {
            tracker: Tracker::new(detector, mesh),
            session: None,
        })
    }

    /// Begins to answer a challenge, given in its compact signed form.
    pub fn begin(&mut self, challenge: String) -> Result<(), JsValue> {
        self.tracker.reset();
        self.session = Some(Session::begin(challenge).map_err(|error| refused(&error))?);
        Ok(())
    }

    /// Takes one camera frame: its pixels (four bytes each, row by row), the same picture as a JPEG, and when it was
    /// taken (milliseconds on a clock that only grows). Call it 8 to 12 times a second.
    #[wasm_bindgen(unchecked_return_type = "Guide")]
    pub fn frame(
        &mut self,
        pixels: &[u8],
        width: u32,
        height: u32,
        jpeg: Vec<u8>,
        at_ms: f64,
    ) -> Result<JsValue, JsValue> {
        let session = self
            .session
            .as_mut()
            .ok_or(SessionError::NotBegun)
            .map_err(|error| refused(&error))?;
        let guide = session.frame(&mut self.tracker, pixels, (width, height), jpeg, at_ms);
        to_object(&guide.map_err(|error| refused(&error))?)
    }

    /// The evidence, sealed to the authority, once every action is done; the frames are forgotten here.
    pub fn seal(&mut self) -> Result<Vec<u8>, JsValue> {
        let session = self
            .session
            .take()
            .ok_or(SessionError::NotBegun)
            .map_err(|error| refused(&error))?;
        session
            .seal(&mut UnwrapErr(SysRng))
            .map_err(|error| refused(&error))
    }

    /// Forgets the session and its frames.
    pub fn cancel(&mut self) {
        self.session = None;
        self.tracker.reset();
    }
}

/// Judges a transcript (its JSON form, as an object) again by the authority's rules: the same verdict as the authority's,
/// or an `Error` with the code `transcript`.
#[wasm_bindgen(js_name = replayTranscript)]
pub fn replay_transcript(transcript: JsValue) -> Result<JsValue, JsValue> {
    let unreadable = |message: &str| failure("transcript", message);
    let transcript: Transcript =
        serde_wasm_bindgen::from_value(transcript).map_err(|_| unreadable("not a transcript"))?;
    let judgement = transcript.replay(Rules::judge());
    to_object(
        &judgement
            .map_err(|error| unreadable(&error.to_string()))?
            .verdict,
    )
}

fn refused(error: &SessionError) -> JsValue {
    failure(error.code(), &error.to_string())
}
