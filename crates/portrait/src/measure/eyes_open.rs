//! How far the eyes are open: the gap of the less open one over the distance from eyes to chin
//! (ISO/IEC 29794-5, eyes open). A narrow eye is open, too: half the score is at a fiftieth.

use super::{Measured, sigmoid};
use crate::{Mesh, Place, geometry};

/// Value: 0 (closed) upwards; about 0.08 where wide open.
#[must_use]
pub fn measure(mesh: &Mesh) -> Measured {
    let opening = geometry::smaller_eye_opening(mesh);
    let opening = geometry::ratio(opening, geometry::eyes_to_chin(mesh));
    Measured::new(opening, 100.0 * sigmoid(opening, 0.02, 0.01))
}

/// The eye that is the less open.
pub(crate) fn place(mesh: &Mesh) -> Place {
    Place::area(&geometry::smaller_eye(mesh))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(eyes: f64, expected: u8) {
        let mesh = synthetic::mesh(&Head {
            eyes,
            ..Head::default()
        });
        assert_eq!(measure(&mesh).score, expected);
    }

    #[test]
    fn a_fiftieth_of_the_way_to_the_chin_is_half_open() {
        check(0.3, 100);
        // 40 pixels wide, 120 from eyes to chin.
        check(0.06, 50);
        check(0.0, 12);
    }
}
