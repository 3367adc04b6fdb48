//! Pixels between the eyes, made good for the head's turn (ISO/IEC 29794-5, inter-eye distance).

use super::{Measured, sigmoid};
use crate::{Mesh, Picture, Place, Pose, geometry};

/// Value: pixels of the picture's file.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let turned = libm::cos(Pose::of(mesh).yaw.to_radians());
    let distance = geometry::inter_eye_distance(mesh) * f64::from(picture.reduction());
    let distance = distance / turned.max(0.1);
    Measured::new(distance, 100.0 * sigmoid(distance, 70.0, 20.0))
}

/// From eye to eye.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let [right, left] = geometry::eye_centres(mesh);
    Place::line(right, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(head: &Head, expected: (f64, u8)) {
        let picture = synthetic::flat(640, 480, 0);
        let measured = measure(&picture, &synthetic::mesh(head));
        assert!(
            (measured.value - expected.0).abs() < 0.5,
            "{}",
            measured.value
        );
        assert_eq!(measured.score, expected.1);
    }

    #[test]
    fn seventy_pixels_are_half_the_way() {
        check(
            &Head {
                scale: 0.7,
                ..Head::default()
            },
            (70.0, 50),
        );
        check(
            &Head {
                scale: 2.0,
                ..Head::default()
            },
            (200.0, 100),
        );
    }

    #[test]
    fn a_picture_read_at_half_its_size_has_the_pixels_of_its_file() {
        let halved = synthetic::flat(640, 480, 0).reduced_by(2);
        let measured = measure(&halved, &synthetic::mesh(&Head::default()));
        assert!((measured.value - 200.0).abs() < 0.5, "{}", measured.value);
    }

    #[test]
    fn a_turned_head_is_not_a_smaller_one() {
        check(
            &Head {
                yaw: 30.0,
                ..Head::default()
            },
            (100.0, 82),
        );
    }
}
