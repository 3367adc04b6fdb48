//! The head's nod (ISO/IEC 29794-5, head pose; the angle of a metric head that is fitted to the mesh).

use super::{Measured, pose_score};
use crate::{Mesh, Place, Pose, geometry};

/// What the fit says of a face that looks straight ahead; the scan's rules have the same. Faces at hand
/// that look into the camera lie within nine degrees of it.
const LEVEL: f64 = 2.0;
/// Of the arrow, in inter-eye distances.
const LENGTH: f64 = 2.0;

/// Value: degrees, positive when lowered.
#[must_use]
pub fn measure(mesh: &Mesh) -> Measured {
    let degrees = Pose::of(mesh).pitch - LEVEL;
    Measured::new(degrees, pose_score(degrees))
}

/// From the tip of the nose to where it points.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let (x, y) = geometry::nose(mesh);
    let nod = libm::sin((Pose::of(mesh).pitch - LEVEL).to_radians());
    Place::line(
        (x, y),
        (x, y + LENGTH * nod * geometry::inter_eye_distance(mesh)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(pitch: f64, expected: u8) {
        let mesh = synthetic::mesh(&Head {
            pitch,
            ..Head::default()
        });
        assert_eq!(measure(&mesh).score, expected);
    }

    #[test]
    fn the_score_is_the_cosine_squared() {
        check(LEVEL, 100);
        check(LEVEL - 30.0, 75);
        check(LEVEL + 45.0, 50);
    }
}
