//! Variance of the face's relative luminance (ISO/IEC 29794-5, luminance variance).

use super::Measured;
use crate::Histogram;

/// Value: 0 (flat) to 0.25 (half black, half white).
#[must_use]
pub fn measure(histogram: &Histogram) -> Measured {
    let variance = histogram.variance();
    let share = 60.0 * variance / (60.0 * variance + 1.0);
    Measured::new(variance, 100.0 * libm::sin(share * std::f64::consts::PI))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Region, synthetic};

    fn check(dark: u8, light: u8, expected: u8) {
        let picture = synthetic::drawn(8, 8, |x, _| if x < 4 { dark } else { light });
        let histogram = Histogram::of(&picture, &Region::whole(&picture));
        assert_eq!(measure(&histogram).score, expected, "{dark} and {light}");
    }

    #[test]
    fn a_flat_picture_and_a_hard_one_score_low() {
        check(128, 128, 0);
        check(0, 255, 20);
        check(70, 150, 100);
    }
}
