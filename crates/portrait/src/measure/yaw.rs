//! The head's turn to a side (ISO/IEC 29794-5, head pose; the angle of a metric head that is fitted to the mesh).

use super::{Measured, pose_score};
use crate::{Mesh, Place, Pose, geometry};

/// Of the arrow to a side, in inter-eye distances.
const LENGTH: f64 = 2.0;

/// Value: degrees, positive to the person's left.
#[must_use]
pub fn measure(mesh: &Mesh) -> Measured {
    let degrees = Pose::of(mesh).yaw;
    Measured::new(degrees, pose_score(degrees))
}

/// From the tip of the nose to where it points.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let (x, y) = geometry::nose(mesh);
    let turn = libm::sin(Pose::of(mesh).yaw.to_radians());
    Place::line(
        (x, y),
        (x + LENGTH * turn * geometry::inter_eye_distance(mesh), y),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(yaw: f64, expected: u8) {
        let mesh = synthetic::mesh(&Head {
            yaw,
            ..Head::default()
        });
        assert_eq!(measure(&mesh).score, expected);
    }

    #[test]
    fn the_score_is_the_cosine_squared() {
        check(0.0, 100);
        check(-30.0, 75);
        check(45.0, 50);
    }

    #[test]
    fn the_arrow_points_where_the_nose_does() {
        let mesh = synthetic::mesh(&Head {
            yaw: 30.0,
            ..Head::default()
        });
        let Place::Line { from, to } = place(&mesh) else {
            panic!("an arrow");
        };
        assert!(to.x > from.x && to.y == from.y);
    }
}
