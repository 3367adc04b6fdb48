//! Mean relative luminance of the face (ISO/IEC 29794-5, luminance mean).

use super::{Measured, sigmoid};
use crate::Histogram;

/// Value: 0 (black) to 1 (white), linear light.
#[must_use]
pub fn measure(histogram: &Histogram) -> Measured {
    let mean = histogram.mean();
    let score = 100.0 * sigmoid(mean, 0.2, 0.05) * (1.0 - sigmoid(mean, 0.8, 0.05));
    Measured::new(mean, score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Region, synthetic};

    fn check(grey: u8, expected: u8) {
        let picture = synthetic::flat(8, 8, grey);
        let histogram = Histogram::of(&picture, &Region::whole(&picture));
        assert_eq!(measure(&histogram).score, expected, "grey {grey}");
    }

    #[test]
    fn the_middle_is_best() {
        check(0, 2);
        check(124, 50);
        check(188, 100);
        check(255, 2);
    }
}
