//! The head's tilt (ISO/IEC 29794-5, head pose; the angle of a metric head that is fitted to the mesh).

use super::{Measured, pose_score};
use crate::{Mesh, Place, Pose, Spot, geometry};

/// Value: degrees, positive when the person's left eye is the lower one in the picture.
#[must_use]
pub fn measure(mesh: &Mesh) -> Measured {
    let degrees = Pose::of(mesh).roll;
    Measured::new(degrees, pose_score(degrees))
}

/// From eye to eye as it is, and level.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let [right, left] = geometry::eye_centres(mesh);
    let level = (right.0 + geometry::inter_eye_distance(mesh), right.1);
    Place::Angle {
        at: Spot::at(right),
        wanted: Spot::at(level),
        found: Spot::at(left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(roll: f64, expected: u8) {
        let mesh = synthetic::mesh(&Head {
            roll,
            ..Head::default()
        });
        assert_eq!(measure(&mesh).score, expected);
    }

    #[test]
    fn the_score_is_the_cosine_squared() {
        check(0.0, 100);
        check(-30.0, 75);
        check(120.0, 0);
    }
}
