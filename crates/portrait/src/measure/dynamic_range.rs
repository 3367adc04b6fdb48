//! How many shades the face has: the entropy of its luminance (ISO/IEC 29794-5, dynamic range).

use super::Measured;
use crate::Histogram;

/// Value: bits, 0 (one shade) to 8 (all shades alike).
#[must_use]
pub fn measure(histogram: &Histogram) -> Measured {
    let shares = histogram.shares().filter(|share| *share > 0.0);
    let bits: f64 = shares.map(|share| -share * libm::log2(share)).sum();
    Measured::new(bits, 12.5 * bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shades: u8, expected: (f64, u8)) {
        let levels = (0..shades).cycle().take(usize::from(shades) * 4);
        let measured = measure(&Histogram::of_levels(levels));
        assert!((measured.value - expected.0).abs() < 1e-9);
        assert_eq!(measured.score, expected.1);
    }

    #[test]
    fn twice_the_shades_are_a_bit_more() {
        check(0, (0.0, 0));
        check(1, (0.0, 0));
        check(2, (1.0, 13));
        check(128, (7.0, 88));
    }
}
