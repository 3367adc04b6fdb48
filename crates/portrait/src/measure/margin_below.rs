//! Room below the eyes (ISO/IEC 29794-5, margin below the face).

use super::{Measured, sigmoid};
use crate::{Mesh, Picture, Place, geometry};

/// Value: from the middle between the eyes to the lower edge, in distances from there to the chin.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let (_, y) = geometry::eyes_middle(mesh);
    let room = geometry::ratio(
        f64::from(picture.height()) - y,
        geometry::eyes_to_chin(mesh),
    );
    Measured::new(room, 100.0 * sigmoid(room, 1.8, 0.1))
}

/// From there to the edge.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Place {
    let (x, y) = geometry::eyes_middle(mesh);
    Place::line((x, y), (x, picture.height().into()))
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
        assert_eq!(
            measure(&synthetic::flat(640, 480, 0), &mesh).score,
            expected
        );
    }

    #[test]
    fn eighteen_tenths_of_the_distance_to_the_chin_are_half_the_way() {
        check(480.0 - 1.8 * 120.0, 50);
        check(100.0, 100);
        check(480.0, 0);
    }
}
