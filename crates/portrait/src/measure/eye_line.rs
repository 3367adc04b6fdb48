//! How high the eyes are on the certificate's picture of GA 461, which is 358 pixels wide: at least 207 above
//! its lower edge. Own score: 50 there, 100 from 221 on.

use super::Measured;
use super::face_width::CERTIFICATE_PX;
use crate::{Mesh, Picture, Place, geometry};

/// Value: pixels of a picture 358 wide, from the lower edge.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let (_, y) = geometry::eyes_middle(mesh);
    let scale = CERTIFICATE_PX / f64::from(picture.width().max(1));
    let height = (f64::from(picture.height()) - y) * scale;
    Measured::new(height, 50.0 + 50.0 * (height - 207.0) / 14.0)
}

/// Across the picture at the eyes' height.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Place {
    let (_, y) = geometry::eyes_middle(mesh);
    Place::line((0.0, y), (picture.width().into(), y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(y: f64, expected: (f64, u8)) {
        let mesh = synthetic::mesh(&Head {
            centre: (179.0, y),
            ..Head::default()
        });
        let measured = measure(&synthetic::flat(358, 441, 0), &mesh);
        assert!((measured.value - expected.0).abs() < 0.1, "{measured:?}");
        assert_eq!(measured.score, expected.1);
    }

    #[test]
    fn two_hundred_and_seven_above_the_edge_are_just_enough() {
        check(234.0, (207.0, 50));
        check(220.0, (221.0, 100));
        check(300.0, (141.0, 0));
    }
}
