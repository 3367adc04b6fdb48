//! What was recorded, observed and judged again by the authority's rules: so that anybody can see that both compilations
//! of the rules say the same. Whatever cannot be read is thrown as an `Error` with the code `transcript`.

use crate::failure::failure;
use crate::to_object;
use liveness::Transcript;
use portrait::{Faces, Mesh, Observation, Picture, Point};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a frame with one face comes to: the scalars of an `Observation`, from the picture (three bytes a pixel, row by
/// row) and the face's mesh (468 points of three numbers, in picture pixels).
#[wasm_bindgen]
pub fn observe(rgb: Vec<u8>, width: u32, height: u32, mesh: &[f32]) -> Result<JsValue, JsValue> {
    let picture = Picture::from_rgb(width, height, rgb);
    let picture = picture.map_err(|error| unreadable(&error.to_string()))?;
    let (points, _) = mesh.as_chunks::<3>();
    let points: Vec<_> = points
        .iter()
        .map(|[x, y, z]| Point {
            x: *x,
            y: *y,
            z: *z,
        })
        .collect();
    let points = points.try_into().map_err(|_| unreadable("not a mesh"))?;
    to_object(&Observation::of(
        &picture,
        Faces::One,
        Some(&Mesh::new(points, 1.0)),
    ))
}

/// Judges the frames of a transcript of liveness (its JSON form, as an object) again: the same verdict as the authority's.
#[wasm_bindgen(js_name = replayLiveness)]
pub fn replay_liveness(transcript: JsValue) -> Result<JsValue, JsValue> {
    let transcript: Transcript =
        serde_wasm_bindgen::from_value(transcript).map_err(|_| unreadable("not a transcript"))?;
    let judgement = transcript.judge_again();
    to_object(
        &judgement
            .map_err(|error| unreadable(&error.to_string()))?
            .verdict,
    )
}

fn unreadable(message: &str) -> JsValue {
    failure("transcript", message)
}
