//! One picture by itself: whether it will do, and if not, what to change. Nothing of it leaves the device.

use super::Scanner;
use crate::failure::failure;
use crate::to_object;
use portrait::{Advice, Assessment, Faces, Finding, Measure, Mesh, Picture, Point, Profile};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::ImageData;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a picture is for. */
export type PhotoProfile = "scan" | "id_portrait" | "upload";
/** What is measured. */
export type PhotoMeasure =
  | "single_face" | "pixel_size" | "shape" | "inter_eye_distance" | "luminance_mean" | "luminance_variance"
  | "under_exposure" | "over_exposure" | "dynamic_range" | "illumination_uniformity" | "natural_colour" | "sharpness"
  | "compression" | "background_uniformity" | "background_whiteness" | "face_size" | "face_place" | "face_margin"
  | "crop_left" | "crop_right" | "margin_above" | "margin_below" | "eyes_open" | "mouth_closed" | "yaw" | "pitch"
  | "roll" | "face_width" | "eye_line" | "crown_margin";
/** What to do about it. */
export type PhotoAdvice =
  | "no_face" | "several_faces" | "too_few_pixels" | "too_dark" | "too_bright" | "too_far" | "too_close"
  | "not_centred" | "blurred" | "poor_contrast" | "uneven_light" | "unnatural_colour" | "compressed"
  | "busy_background" | "background_not_white" | "eyes_closed" | "mouth_open" | "turned" | "not_level" | "tilted"
  | "wrong_shape" | "cut_off" | "eyes_too_low" | "crown_too_high" | "crown_too_low";
/** A place in whole pixels of the picture. */
export interface PhotoSpot { x: number; y: number; }
/** What to draw on the picture. */
export type PhotoPlace =
  | { kind: "area"; left: number; top: number; right: number; bottom: number }
  | { kind: "line"; from: PhotoSpot; to: PhotoSpot }
  | { kind: "angle"; at: PhotoSpot; wanted: PhotoSpot; found: PhotoSpot };
/** One measure; `advice` where it fails, and `place` where that can be shown. */
export interface PhotoFinding {
  measure: PhotoMeasure;
  measured: { value: number; score: number };
  advice?: PhotoAdvice;
  place?: PhotoPlace;
}
/** What was found in a picture, the most important first; `advice` is the one change that helps most. */
export interface PhotoAssessment {
  width: number;
  height: number;
  good: boolean;
  advice?: PhotoAdvice;
  findings: PhotoFinding[];
  /** Measures that cannot be judged, for the picture was so large that it was read at half its size. */
  unjudged: PhotoMeasure[];
}
"#;

#[derive(Serialize)]
struct PhotoAssessment {
    width: u32,
    height: u32,
    good: bool,
    advice: Option<Advice>,
    findings: Vec<Finding>,
    unjudged: Vec<Measure>,
}

#[wasm_bindgen]
impl Scanner {
    /// Assesses a picture for `profile`, whose file had `reduction` times its width and height; a scan that was under way is not disturbed, but begins to look for its face
    /// anew.
    #[wasm_bindgen(js_name = assessPicture, unchecked_return_type = "PhotoAssessment")]
    pub fn assess_picture(
        &mut self,
        image: &ImageData,
        reduction: u32,
        #[wasm_bindgen(unchecked_param_type = "PhotoProfile")] profile: &str,
    ) -> Result<JsValue, JsValue> {
        let profile = named(profile)?;
        let picture = Picture::from_rgba(image.width(), image.height(), &image.data())
            .map_err(|error| failure("picture", &error.to_string()))?
            .reduced_by(reduction);
        self.tracker.reset();
        let found = self.tracker.track(&picture);
        self.tracker.reset();
        let found = found.map_err(|error| failure("model", &error.to_string()))?;
        answer(&picture, found.faces, found.mesh.as_ref(), &profile)
    }
}

/// The same for a picture of three bytes a pixel, row by row, and the mesh of its one face (468 points of three
/// numbers, in picture pixels): so that anybody can see that both compilations measure the same.
#[wasm_bindgen(js_name = assessMesh, unchecked_return_type = "PhotoAssessment")]
pub fn assess_mesh(
    rgb: Vec<u8>,
    width: u32,
    height: u32,
    mesh: &[f32],
    #[wasm_bindgen(unchecked_param_type = "PhotoProfile")] profile: &str,
) -> Result<JsValue, JsValue> {
    let profile = named(profile)?;
    let picture = Picture::from_rgb(width, height, rgb)
        .map_err(|error| failure("picture", &error.to_string()))?;
    let (points, _) = mesh.as_chunks::<3>();
    let point = |[x, y, z]: &[f32; 3]| Point {
        x: *x,
        y: *y,
        z: *z,
    };
    let points: Vec<_> = points.iter().map(point).collect();
    let points = points
        .try_into()
        .map_err(|_| failure("picture", "not a mesh"))?;
    answer(
        &picture,
        Faces::One,
        Some(&Mesh::new(points, 1.0)),
        &profile,
    )
}

fn named(profile: &str) -> Result<Profile, JsValue> {
    Profile::named(profile).ok_or_else(|| failure("profile", "there is no such profile"))
}

fn answer(
    picture: &Picture,
    faces: Faces,
    mesh: Option<&Mesh>,
    profile: &Profile,
) -> Result<JsValue, JsValue> {
    let assessment = Assessment::of(picture, faces, mesh, profile);
    to_object(&PhotoAssessment {
        width: picture.width(),
        height: picture.height(),
        good: assessment.is_good(),
        advice: assessment.advice(),
        findings: assessment.findings,
        unjudged: assessment.unjudged,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_name_every_code() {
        let types = include_str!("photo.rs");
        let measures = Measure::ALL.map(Measure::code);
        let advice = Advice::ALL.map(Advice::code);
        for code in measures.iter().chain(&advice).chain(&Profile::NAMES) {
            assert!(types.contains(&format!("\"{code}\"")), "{code}");
        }
    }
}
