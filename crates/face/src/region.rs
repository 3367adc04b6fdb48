//! The turned square that the mesh network looks at.

use portrait::Mesh;

use crate::crop::Placement;
use crate::{Area, Detection};

/// How much larger than the face the region is (MediaPipe's face landmark graphs).
const MARGIN: f32 = 1.5;
/// The outer corners of the eyes: first the one on the picture's left.
const EYE_CORNERS: [usize; 2] = [33, 263];

/// A square around a face, turned so that the eyes are level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    centre: [f32; 2],
    side: f32,
    /// A unit vector along the eyes.
    direction: [f32; 2],
}

impl Region {
    /// The region around a detected face.
    #[must_use]
    pub fn of_detection(detection: &Detection) -> Self {
        let [right_eye, left_eye, ..] = detection.points;
        Self::around(&detection.area, right_eye, left_eye)
    }

    /// The region where the face of `mesh` is expected in the next picture.
    #[must_use]
    pub fn of_mesh(mesh: &Mesh) -> Self {
        let eyes = EYE_CORNERS.map(|corner| mesh.points()[corner]);
        let [right_eye, left_eye] = eyes.map(|point| [point.x, point.y]);
        Self::around(&Area::of_mesh(mesh), right_eye, left_eye)
    }

    /// Where a crop of `pixels` × `pixels` over this region lies.
    pub(crate) fn placement(&self, pixels: f32) -> Placement {
        let half = self.side / 2.0;
        let [x, y] = self.direction;
        let corner = [
            self.centre[0] - half * x + half * y,
            self.centre[1] - half * y - half * x,
        ];
        Placement::similar(corner, [x, y].map(|part| part * self.side / pixels))
    }

    /// The region's side, in picture pixels.
    pub(crate) fn side(&self) -> f32 {
        self.side
    }

    fn around(area: &Area, right_eye: [f32; 2], left_eye: [f32; 2]) -> Self {
        let (x, y) = (left_eye[0] - right_eye[0], left_eye[1] - right_eye[1]);
        let length = libm::hypotf(x, y);
        let direction = if length > 0.0 {
            [x / length, y / length]
        } else {
            [1.0, 0.0]
        };
        Self {
            centre: area.centre(),
            side: area.width.max(area.height) * MARGIN,
            direction,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crop_is_centred_on_the_face_and_level_with_the_eyes() {
        let area = Area {
            x: 10.0,
            y: 20.0,
            width: 40.0,
            height: 40.0,
        };
        let region = Region::around(&area, [20.0, 30.0], [20.0, 50.0]);
        let placement = region.placement(192.0);
        let centre = placement.picture_point([96.0, 96.0]);
        assert!((centre[0] - 30.0).abs() < 1e-3 && (centre[1] - 40.0).abs() < 1e-3);
        let right = placement.picture_point([192.0, 96.0]);
        assert!((right[0] - 30.0).abs() < 1e-3 && (right[1] - 70.0).abs() < 1e-3);
    }
}
