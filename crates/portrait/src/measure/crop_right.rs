//! Room between the face and the picture's right edge (ISO/IEC 29794-5, rightward crop).

use super::{Measured, sigmoid};
use crate::{Mesh, Picture, Place, geometry};

/// Value: from the person's right eye, the left one in the picture, to the edge, in inter-eye distances.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let [right, _] = geometry::eye_centres(mesh);
    let distance = geometry::inter_eye_distance(mesh);
    let room = geometry::ratio(f64::from(picture.width()) - right.0, distance);
    Measured::new(room, 100.0 * sigmoid(room, 0.9, 0.1))
}

/// From that eye to the edge.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Place {
    let [right, _] = geometry::eye_centres(mesh);
    Place::line(right, (picture.width().into(), right.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(x: f64, expected: u8) {
        let mesh = synthetic::mesh(&Head {
            centre: (x, 240.0),
            ..Head::default()
        });
        assert_eq!(
            measure(&synthetic::flat(640, 480, 0), &mesh).score,
            expected
        );
    }

    #[test]
    fn nine_tenths_of_the_distance_between_the_eyes_are_half_the_way() {
        check(640.0 + 50.0 - 0.9 * 100.0, 50);
        check(320.0, 100);
        check(690.0, 0);
    }
}
