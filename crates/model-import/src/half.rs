//! IEEE 754 binary16, the format of the weights.

/// The value of a half-precision number, exactly.
pub(crate) fn to_f32(bits: u16) -> f32 {
    let magnitude = match (bits >> 10 & 0x1f, u32::from(bits & 0x3ff)) {
        (0, _) => f32::from(bits & 0x3ff) * 2f32.powi(-24),
        (0x1f, fraction) => f32::from_bits(0x7f80_0000 | fraction << 13),
        (exponent, fraction) => f32::from_bits((u32::from(exponent) + 112) << 23 | fraction << 13),
    };
    if bits & 0x8000 == 0 {
        magnitude
    } else {
        -magnitude
    }
}

/// The nearest half-precision number, ties to even; what is too large becomes infinite.
pub(crate) fn from_f32(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = u16::from(value.is_sign_negative()) << 15;
    let magnitude = bits & 0x7fff_ffff;
    let half = match magnitude {
        0x7f80_0001.. => 0x7e00,
        0x477f_f000.. => 0x7c00,
        0x3880_0000.. => rounded_shift(magnitude - (112 << 23), 13),
        0x3300_0000.. => {
            let significand = magnitude & 0x7f_ffff | 0x80_0000;
            rounded_shift(significand, 126 - (magnitude >> 23))
        }
        _ => 0,
    };
    sign | half
}

/// The nearest number of eight significant bits, ties to even: its lowest bits are zero, and compress to nothing.
pub(crate) fn rounded(bits: u16) -> u16 {
    rounded_shift(bits.into(), 3) << 3
}

/// `value >> shift`, rounded to the nearest, ties to even; the result fits 16 bits for every caller.
fn rounded_shift(value: u32, shift: u32) -> u16 {
    let kept = value >> shift;
    let rest = value & ((1 << shift) - 1);
    let middle = 1 << (shift - 1);
    let up = rest > middle || (rest == middle && kept & 1 == 1);
    u16::try_from(kept + u32::from(up)).unwrap_or(0x7c00)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f32, expected: u16) {
        assert_eq!(from_f32(value), expected, "{value}");
    }

    #[test]
    fn every_finite_half_survives_a_round_trip() {
        for bits in (0..=u16::MAX).filter(|bits| bits & 0x7c00 != 0x7c00) {
            assert_eq!(from_f32(to_f32(bits)), bits, "{bits:#x}");
        }
    }

    #[test]
    fn eight_significant_bits_are_kept() {
        let kept = |value: f32| rounded(from_f32(value));
        assert_eq!(kept(1.0), from_f32(1.0));
        assert_eq!(kept(-1.007), from_f32(-1.0 - 1.0 / 128.0));
        assert_eq!(kept(0.1), from_f32(205.0 / 2048.0));
    }

    #[test]
    fn values_between_halves_go_to_the_nearest_and_ties_to_even() {
        check(1.0 + 1.0 / 2048.0, 0x3c00);
        check(1.0 + 3.0 / 2048.0, 0x3c02);
        check(1.0 + 1.1 / 2048.0, 0x3c01);
        check(-65_504.0, 0xfbff);
        check(65_520.0, 0x7c00);
        check(2f32.powi(-25), 0);
        check(2f32.powi(-25) * 1.01, 1);
    }
}
