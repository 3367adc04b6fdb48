//! Room between the face and the picture's left edge (ISO/IEC 29794-5, leftward crop).

use super::{Measured, sigmoid};
use crate::{Mesh, Place, geometry};

/// Value: from the person's left eye, the right one in the picture, to the edge, in inter-eye distances.
#[must_use]
pub fn measure(mesh: &Mesh) -> Measured {
    let [_, left] = geometry::eye_centres(mesh);
    let distance = geometry::inter_eye_distance(mesh);
    let room = geometry::ratio(left.0, distance);
    Measured::new(room, 100.0 * sigmoid(room, 0.9, 0.1))
}

/// From that eye to the edge.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let [_, left] = geometry::eye_centres(mesh);
    Place::line(left, (0.0, left.1))
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
        assert_eq!(measure(&mesh).score, expected);
    }

    #[test]
    fn nine_tenths_of_the_distance_between_the_eyes_are_half_the_way() {
        check(-50.0 + 0.9 * 100.0, 50);
        check(320.0, 100);
        check(-50.0, 0);
    }
}
