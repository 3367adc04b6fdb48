//! How far the mouth is open: the widest gap of the inner lips over the distance from eyes to chin
//! (ISO/IEC 29794-5, mouth closed).

use super::{Measured, sigmoid};
use crate::{Mesh, Place, geometry};

/// Value: 0 (closed) upwards.
#[must_use]
pub fn measure(mesh: &Mesh) -> Measured {
    let opening = geometry::mouth_opening(mesh);
    let opening = geometry::ratio(opening, geometry::eyes_to_chin(mesh));
    Measured::new(opening, 100.0 * (1.0 - sigmoid(opening, 0.2, 0.06)))
}

/// The mouth.
pub(crate) fn place(mesh: &Mesh) -> Place {
    Place::area(&geometry::mouth(mesh))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(mouth: f64, expected: u8) {
        let mesh = synthetic::mesh(&Head {
            mouth,
            ..Head::default()
        });
        assert_eq!(measure(&mesh).score, expected);
    }

    #[test]
    fn a_fifth_of_the_way_to_the_chin_is_half_open() {
        check(0.0, 97);
        // The mouth is 50 wide, 120 from eyes to chin.
        check(0.48, 50);
        check(1.0, 3);
    }
}
