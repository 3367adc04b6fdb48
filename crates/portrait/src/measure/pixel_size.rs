//! The picture's shorter side in pixels of its file. Own score: 50 at 240, 96 at 480.

use super::{Measured, sigmoid};
use crate::Picture;

/// Value: pixels.
#[must_use]
pub fn measure(picture: &Picture) -> Measured {
    let side = picture.width().min(picture.height());
    let side = f64::from(side) * f64::from(picture.reduction());
    Measured::new(side, 100.0 * sigmoid(side, 240.0, 75.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn check(width: u32, height: u32, expected: (f64, u8)) {
        let measured = measure(&synthetic::flat(width, height, 0));
        assert_eq!((measured.value, measured.score), expected);
    }

    #[test]
    fn a_picture_read_at_half_its_size_has_the_pixels_of_its_file() {
        let halved = synthetic::flat(320, 240, 0).reduced_by(2);
        assert_eq!(measure(&halved), Measured::new(480.0, 96.0));
    }

    #[test]
    fn the_shorter_side_counts() {
        check(640, 480, (480.0, 96));
        check(240, 900, (240.0, 50));
        check(16, 16, (16.0, 5));
    }
}
