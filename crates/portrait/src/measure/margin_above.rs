//! Room above the eyes (ISO/IEC 29794-5, margin above the face).

use super::{Measured, sigmoid};
use crate::{Mesh, Place, geometry};

/// Value: from the middle between the eyes to the upper edge, in distances from there to the chin.
#[must_use]
pub fn measure(mesh: &Mesh) -> Measured {
    let (_, y) = geometry::eyes_middle(mesh);
    let room = geometry::ratio(y, geometry::eyes_to_chin(mesh));
    Measured::new(room, 100.0 * sigmoid(room, 1.4, 0.1))
}

/// From there to the edge.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let (x, y) = geometry::eyes_middle(mesh);
    Place::line((x, y), (x, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(y: f64, expected: u8) {
        let mesh = synthetic::mesh(&Head {
            centre: (320.0, y),
            ..Head::default()
        });
        assert_eq!(measure(&mesh).score, expected);
    }

    #[test]
    fn fourteen_tenths_of_the_distance_to_the_chin_are_half_the_way() {
        check(1.4 * 120.0, 50);
        check(240.0, 100);
        check(0.0, 0);
    }
}
