//! The face's width on the certificate's picture of GA 461, which is 358 pixels wide: 207 ± 14. Own score: 100
//! at 207, 50 at either bound.

use super::Measured;
use crate::{Mesh, Picture, Place, geometry};

/// The certificate's picture's width.
pub(super) const CERTIFICATE_PX: f64 = 358.0;

/// Value: pixels of a picture 358 wide, from cheek to cheek before the ears.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let width = geometry::face_width(mesh) * CERTIFICATE_PX / f64::from(picture.width().max(1));
    let off = (width - 207.0).abs();
    Measured::new(width, 100.0 - 50.0 * off / 14.0)
}

/// From cheek to cheek.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let [one, other] = geometry::cheeks(mesh);
    Place::line(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(picture_width: u32, expected: (f64, u8)) {
        // Two hundred pixels from cheek to cheek.
        let mesh = synthetic::mesh(&Head::default());
        let measured = measure(&synthetic::flat(picture_width, 441, 0), &mesh);
        assert!((measured.value - expected.0).abs() < 0.1, "{measured:?}");
        assert_eq!(measured.score, expected.1);
    }

    #[test]
    fn a_larger_picture_is_measured_as_if_made_smaller() {
        check(358, (200.0, 75));
        check(716, (100.0, 0));
        check(346, (206.9, 100));
    }
}
