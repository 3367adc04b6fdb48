//! The smallest distance from the face to an edge of the picture, in inter-eye distances. Own measure,
//! after the four crop measures of ISO/IEC 29794-5: score 50 where the face touches the edge.

use super::{Measured, sigmoid};
use crate::{Extent, Mesh, Picture, Place, geometry};

/// Value: inter-eye distances; negative when the face is cut off.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let unit = geometry::inter_eye_distance(mesh).max(1.0);
    let margin = Extent::of(mesh).margin(picture) / unit;
    Measured::new(margin, 100.0 * sigmoid(margin, 0.0, 0.1))
}

/// The part of the edge that the face is nearest to.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Place {
    let face = Extent::of(mesh);
    let (width, height) = (picture.width().into(), picture.height().into());
    let upright = |x: f64| Place::line((x, face.top), (x, face.bottom));
    let level = |y: f64| Place::line((face.left, y), (face.right, y));
    let edges = [
        (face.left, upright(0.0)),
        (face.top, level(0.0)),
        (width - face.right, upright(width)),
        (height - face.bottom, level(height)),
    ];
    let nearest = edges
        .into_iter()
        .min_by(|one, other| one.0.total_cmp(&other.0));
    nearest.map_or_else(|| Place::area(&face), |(_, edge)| edge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(centre: (f64, f64), expected: u8) {
        let mesh = synthetic::mesh(&Head {
            centre,
            ..Head::default()
        });
        assert_eq!(
            measure(&synthetic::flat(640, 480, 0), &mesh).score,
            expected
        );
    }

    #[test]
    fn a_face_cut_off_scores_low() {
        check((320.0, 240.0), 100);
        check((100.0, 240.0), 50);
        check((320.0, 460.0), 0);
    }
}
