//! A face scan in a Web Worker: models once, then a session a challenge, frame by frame, and the sealed evidence.
//!
//! Whatever fails is thrown as an `Error` with a `code`: `model`, `challenge`, `picture`, `profile`, `capture`, `seal`.

pub mod frame_reader;
mod guide;
mod jpeg_quality;
pub mod photo;
pub mod recorded;
mod recording;
mod session;

use crate::failure::failure;
use crate::to_object;
use evidence::CameraDescription;
use face::{Detector, MeshModel, Tracker};
use frame_reader::{CameraFrame, FrameReader};
use getrandom::{SysRng, rand_core::UnwrapErr};
use portrait::{Mesh, Picture};
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
export interface ScanError extends Error { code: "model" | "challenge" | "picture" | "profile" | "capture" | "seal"; }
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

    /// Begins to answer a challenge, given in its compact signed form, with a frame about each `every_ms`
    /// milliseconds (8 to 12 a second); `camera` is JSON that describes where they come from, for the authority alone.
    /// Returns what reads those frames.
    pub fn begin(
        &mut self,
        challenge: String,
        every_ms: u32,
        camera: Option<String>,
    ) -> Result<FrameReader, JsValue> {
        self.tracker.reset();
        let camera = camera.and_then(|json| CameraDescription::parse(json.as_bytes()));
        let session = Session::begin(challenge, camera).map_err(|error| refused(&error))?;
        let reader = FrameReader::new(session.bytes_per_frame(every_ms))?;
        self.session = Some(session);
        Ok(reader)
    }

    /// Takes one camera frame, and when it was taken (milliseconds on a clock that only grows).
    #[wasm_bindgen(unchecked_return_type = "Guide")]
    pub fn frame(&mut self, frame: CameraFrame, at_ms: f64) -> Result<JsValue, JsValue> {
        let session = self
            .session
            .as_mut()
            .ok_or(SessionError::NotBegun)
            .map_err(|error| refused(&error))?;
        let guide = session.frame(&mut self.tracker, frame, at_ms);
        to_object(&guide.map_err(|error| refused(&error))?)
    }

    /// Follows a face from picture to picture (three bytes a pixel, row by row) without a challenge: its mesh, 468 points
    /// of three numbers in picture pixels, or nothing where no face is. The authority finds the same to the last bit.
    pub fn follow(
        &mut self,
        rgb: Vec<u8>,
        width: u32,
        height: u32,
    ) -> Result<Option<Vec<f32>>, JsValue> {
        let picture = Picture::from_rgb(width, height, rgb).map_err(SessionError::Picture);
        let picture = picture.map_err(|error| refused(&error))?;
        let found = self.tracker.track(&picture).map_err(SessionError::Model);
        let found = found.map_err(|error| refused(&error))?;
        let numbers = |mesh: Mesh| mesh.points().iter().flat_map(|p| [p.x, p.y, p.z]).collect();
        Ok(found.mesh.map(numbers))
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
}

fn refused(error: &SessionError) -> JsValue {
    failure(error.code(), &error.to_string())
}
