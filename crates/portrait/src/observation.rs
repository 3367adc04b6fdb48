//! Everything that liveness needs from one frame, as whole numbers.
//!
//! Here floating point ends: every scalar is rounded to thousandths, so that transcripts are small and a
//! replay gives the same verdict to the last byte, natively and in a browser.

use crate::measure::sharpness;
use crate::{Extent, Histogram, Mesh, Picture, Pose, Region, geometry};
use serde::{Deserialize, Serialize};

/// How many faces a frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Faces {
    /// None.
    None,
    /// Exactly one.
    One,
    /// More than one.
    Several,
}

/// One frame's scalars, all in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// How many faces there are.
    pub faces: Faces,
    /// Light and sharpness of the face, or of the whole frame where there is none.
    pub light: Light,
    /// The face, when there is exactly one.
    pub face: Option<FaceScalars>,
}

/// Light and sharpness, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Light {
    /// Mean relative luminance, linear; 1000 is white.
    pub mean: i32,
    /// The share of dark pixels.
    pub under_exposed: i32,
    /// The share of washed-out pixels.
    pub over_exposed: i32,
    /// As [`sharpness`] measures it.
    pub sharpness: i32,
}

/// One face's scalars, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceScalars {
    /// Openness of the person's left eye; open about 300.
    pub eye_left: i32,
    /// Openness of the person's right eye.
    pub eye_right: i32,
    /// Openness of the mouth; open above 500.
    pub mouth: i32,
    /// Thousandths of a degree, positive to the person's left.
    pub yaw: i32,
    /// Thousandths of a degree, positive when lowered.
    pub pitch: i32,
    /// Thousandths of a degree, positive when the person's left eye is the lower one.
    pub roll: i32,
    /// Thousandths of a pixel between the eyes.
    pub inter_eye_px: i32,
    /// The same over the frame's shorter side.
    pub inter_eye: i32,
    /// The face's middle, over the frame's width.
    pub centre_x: i32,
    /// The face's middle, over the frame's height.
    pub centre_y: i32,
    /// The face's width over the frame's.
    pub width: i32,
    /// The face's height over the frame's.
    pub height: i32,
}

impl Observation {
    /// What a frame shows; `mesh` is used where `faces` is [`Faces::One`]. One face without a mesh counts
    /// as none.
    #[must_use]
    pub fn of(picture: &Picture, faces: Faces, mesh: Option<&Mesh>) -> Self {
        let mesh = mesh.filter(|_| faces == Faces::One);
        let faces = if faces == Faces::One && mesh.is_none() {
            Faces::None
        } else {
            faces
        };
        let region = Region::of(picture, mesh);
        Self {
            faces,
            light: Light::of(picture, &region),
            face: mesh.map(|mesh| FaceScalars::of(picture, mesh)),
        }
    }
}

impl Light {
    fn of(picture: &Picture, region: &Region) -> Self {
        let histogram = Histogram::of(picture, region);
        Self {
            mean: thousandths(histogram.mean()),
            under_exposed: thousandths(histogram.share(0..=25)),
            over_exposed: thousandths(histogram.share(247..=255)),
            sharpness: thousandths(sharpness::measure(picture, region).value),
        }
    }
}

impl FaceScalars {
    fn of(picture: &Picture, mesh: &Mesh) -> Self {
        let (width, height) = (
            f64::from(picture.width().max(1)),
            f64::from(picture.height().max(1)),
        );
        let (pose, extent) = (Pose::of(mesh), Extent::of(mesh));
        let (x, y) = extent.centre();
        let inter_eye = geometry::inter_eye_distance(mesh);
        Self {
            eye_left: thousandths(geometry::eye_openness_left(mesh)),
            eye_right: thousandths(geometry::eye_openness_right(mesh)),
            mouth: thousandths(geometry::mouth_openness(mesh)),
            yaw: thousandths(pose.yaw),
            pitch: thousandths(pose.pitch),
            roll: thousandths(pose.roll),
            inter_eye_px: thousandths(inter_eye),
            inter_eye: thousandths(inter_eye / width.min(height)),
            centre_x: thousandths(x / width),
            centre_y: thousandths(y / height),
            width: thousandths(extent.width() / width),
            height: thousandths(extent.height() / height),
        }
    }
}

/// Rounds to thousandths, half away from zero; what does not fit is held at ±1,000,000 units.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped first; NaN becomes 0"
)]
fn thousandths(value: f64) -> i32 {
    libm::round(value * 1000.0).clamp(-1e9, 1e9) as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};
    use proptest::prelude::*;

    #[test]
    fn a_face_becomes_thousandths() {
        let picture = synthetic::flat(640, 480, 188);
        let head = Head {
            mouth: 0.5,
            yaw: -12.0,
            ..Head::default()
        };
        let observed = Observation::of(&picture, Faces::One, Some(&synthetic::mesh(&head)));
        let face = observed.face.unwrap();
        assert_eq!((face.yaw, face.mouth), (-11_965, 511));
        assert_eq!((face.inter_eye_px, face.inter_eye), (97_890, 204));
        assert_eq!((face.centre_x, face.centre_y, face.height), (508, 500, 500));
        assert_eq!(observed.light.mean, 502);
    }

    #[test]
    fn a_mesh_counts_only_for_a_single_face() {
        let (picture, mesh) = (
            synthetic::flat(64, 64, 9),
            synthetic::mesh(&Head::default()),
        );
        assert_eq!(
            Observation::of(&picture, Faces::Several, Some(&mesh)).face,
            None
        );
        assert_eq!(
            Observation::of(&picture, Faces::One, None).faces,
            Faces::None
        );
    }

    #[test]
    fn what_is_no_number_becomes_nothing() {
        assert_eq!(thousandths(f64::NAN), 0);
        assert_eq!(thousandths(f64::INFINITY), 1_000_000_000);
        assert_eq!(thousandths(-0.0005), -1);
    }

    proptest! {
        #[test]
        fn any_mesh_is_observed(values in prop::collection::vec(any::<f32>(), 3), at in 0..468_usize) {
            let mut points = *synthetic::mesh(&Head::default()).points();
            points[at] = crate::Point { x: values[0], y: values[1], z: values[2] };
            let mesh = Mesh::new(Box::new(points), 1.0);
            let _ = Observation::of(&synthetic::flat(64, 48, 100), Faces::One, Some(&mesh));
        }
    }
}
