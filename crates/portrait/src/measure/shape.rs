//! The picture's width over its height. Own measure: score 100 for 358 to 441, the certificate's picture of
//! GA 461; 50 for what is a tenth wider or narrower.

use super::Measured;
use crate::Picture;

const CERTIFICATE: f64 = 358.0 / 441.0;

/// Value: the ratio.
#[must_use]
pub fn measure(picture: &Picture) -> Measured {
    let ratio = f64::from(picture.width()) / f64::from(picture.height().max(1));
    let off = (ratio / CERTIFICATE - 1.0).abs();
    Measured::new(ratio, 100.0 - 500.0 * off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn check(width: u32, height: u32, expected: u8) {
        assert_eq!(measure(&synthetic::flat(width, height, 0)).score, expected);
    }

    #[test]
    fn the_certificates_shape_is_best_at_any_size() {
        check(358, 441, 100);
        check(716, 882, 100);
        check(394, 441, 50);
        check(640, 480, 0);
    }
}
