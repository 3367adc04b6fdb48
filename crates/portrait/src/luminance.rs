//! Relative luminance, as ISO/IEC 29794-5:2025 has it: sRGB made linear, then ITU-R BT.709 weights
//! (0.2126, 0.7152, 0.0722). A grey of 128 is therefore 0.22, not 0.50.

use crate::{Picture, Region};
use std::sync::LazyLock;

/// sRGB to linear light, IEC 61966-2-1, in 65,535ths.
static LINEAR: LazyLock<[u32; 256]> = LazyLock::new(|| std::array::from_fn(linear));

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "256 values between 0 and 65,535"
)]
fn linear(value: usize) -> u32 {
    let value = value as f64 / 255.0;
    let light = if value <= 0.04045 {
        value / 12.92
    } else {
        libm::pow((value + 0.055) / 1.055, 2.4)
    };
    libm::round(light * 65_535.0) as u32
}

/// The luminance of one pixel, 0 to 65,535.
pub(crate) fn of_pixel(table: &[u32; 256], rgb: &[u8]) -> u32 {
    let [red, green, blue] = [rgb[0], rgb[1], rgb[2]].map(|value| table[usize::from(value)]);
    (2126 * red + 7152 * green + 722 * blue + 5000) / 10_000
}

/// The luminance of one pixel, 0 to 255.
pub(crate) fn level(table: &[u32; 256], rgb: &[u8]) -> u8 {
    u8::try_from((of_pixel(table, rgb) * 255 + 32_767) / 65_535).unwrap_or(u8::MAX)
}

/// The brightness of one pixel as JPEG codes it: ITU-R BT.601 on sRGB as it is stored.
pub(crate) fn coded(rgb: &[u8]) -> u8 {
    let [red, green, blue] = [rgb[0], rgb[1], rgb[2]].map(u32::from);
    u8::try_from((299 * red + 587 * green + 114 * blue + 500) / 1000).unwrap_or(u8::MAX)
}

/// The table that [`of_pixel`] reads.
pub(crate) fn table() -> &'static [u32; 256] {
    &LINEAR
}

/// How often each luminance, 0 to 255, occurs in a region of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    counts: [u32; 256],
    total: u32,
}

impl Histogram {
    /// Counts the luminances, 0 to 255, that are given one by one.
    pub(crate) fn of_levels(levels: impl Iterator<Item = u8>) -> Self {
        let mut counts = [0; 256];
        levels.for_each(|level| counts[usize::from(level)] += 1);
        Self {
            total: counts.iter().sum(),
            counts,
        }
    }

    /// Counts a region's pixels.
    #[must_use]
    pub fn of(picture: &Picture, region: &Region) -> Self {
        let (mut counts, table) = ([0; 256], table());
        let width = picture.width() as usize;
        for (y, columns) in region.rows(picture) {
            let row = y as usize * width;
            let range = (row + columns.start as usize) * 3..(row + columns.end as usize) * 3;
            for pixel in picture.rgb()[range].chunks_exact(3) {
                let level = (of_pixel(table, pixel) * 255 + 32_767) / 65_535;
                counts[level as usize] += 1;
            }
        }
        Self {
            total: counts.iter().sum(),
            counts,
        }
    }

    /// The mean, 0 to 1; 0 where nothing was counted.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.average(|level| level)
    }

    /// The variance of the luminance, 0 to 0.25.
    #[must_use]
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        self.average(|level| (level - mean) * (level - mean))
    }

    /// The share, 0 to 1, of pixels whose luminance lies in `levels`.
    #[must_use]
    pub fn share(&self, levels: std::ops::RangeInclusive<u8>) -> f64 {
        let (first, last) = (usize::from(*levels.start()), usize::from(*levels.end()));
        let inside: u32 = self.counts[first..=last].iter().sum();
        f64::from(inside) / f64::from(self.total.max(1))
    }

    /// The share, 0 to 1, of each luminance.
    pub(crate) fn shares(&self) -> impl Iterator<Item = f64> {
        let total = f64::from(self.total.max(1));
        self.counts
            .iter()
            .map(move |count| f64::from(*count) / total)
    }

    fn average(&self, value: impl Fn(f64) -> f64) -> f64 {
        let levels = (0_u8..=255).map(|level| f64::from(level) / 255.0);
        let sum: f64 = levels
            .zip(self.counts)
            .map(|(level, count)| value(level) * f64::from(count))
            .sum();
        sum / f64::from(self.total.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn histogram(picture: &Picture) -> Histogram {
        Histogram::of(picture, &Region::whole(picture))
    }

    fn check(value: f64, expected: f64) {
        assert!(
            (value - expected).abs() < 0.003,
            "{value} is not {expected}"
        );
    }

    #[test]
    fn the_weights_are_those_of_bt_709() {
        for (rgb, expected) in [
            ([255, 0, 0], 0.2126),
            ([0, 255, 0], 0.7152),
            ([0, 0, 255], 0.0722),
        ] {
            check(f64::from(of_pixel(table(), &rgb)) / 65_535.0, expected);
        }
    }

    #[test]
    fn middle_grey_is_made_linear() {
        check(histogram(&synthetic::flat(9, 9, 128)).mean(), 0.2159);
        check(histogram(&synthetic::flat(9, 9, 255)).mean(), 1.0);
        check(histogram(&synthetic::flat(9, 9, 0)).mean(), 0.0);
    }

    #[test]
    fn half_black_half_white_has_the_largest_variance() {
        let picture = synthetic::drawn(8, 8, |x, _| if x < 4 { 0 } else { 255 });
        check(histogram(&picture).variance(), 0.25);
        check(histogram(&picture).share(247..=255), 0.5);
    }

    #[test]
    fn nothing_counted_is_nothing() {
        let picture = synthetic::flat(0, 0, 0);
        check(histogram(&picture).mean(), 0.0);
        check(histogram(&picture).share(0..=255), 0.0);
    }
}
