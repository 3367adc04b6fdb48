//! How strongly frames are compressed: the quality follows the size of the frame before.

use verification::CaptureLimits;

const BEST: f64 = 0.85;
const WORST: f64 = 0.5;
const STEP: f64 = 0.05;

/// Keeps frames within the bytes of a capture.
pub(super) struct JpegQuality {
    value: f64,
    bytes_per_frame: usize,
}

impl JpegQuality {
    pub(super) fn new(bytes_per_frame: usize) -> Self {
        Self {
            value: BEST,
            bytes_per_frame,
        }
    }

    /// Between 0 and 1, as canvases take it.
    pub(super) fn value(&self) -> f64 {
        self.value
    }

    /// Learns from a frame: too large lowers the quality at once, much room raises it again.
    pub(super) fn learn(&mut self, bytes: usize) {
        if bytes > self.bytes_per_frame {
            self.value = WORST.max(self.value - STEP);
        } else if bytes < self.bytes_per_frame / 10 * 7 {
            self.value = BEST.min(self.value + STEP);
        }
    }
}

/// What a frame may weigh, so that the longest capture at one frame each `every_ms` fits, with a tenth to spare.
pub(super) fn bytes_per_frame(limits: &CaptureLimits, every_ms: u32) -> usize {
    let frames = limits.longest_ms.div_ceil(every_ms.max(1)).max(1);
    usize::try_from(limits.most_bytes / 10 * 9 / frames).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capture_of_the_longest_time_fits_its_bytes() {
        let frame = bytes_per_frame(&CaptureLimits::default(), 95);
        assert!(frame * 158 < 6 << 20);
        assert!(frame > 30_000);
    }

    #[test]
    fn frames_that_are_too_large_lower_the_quality_and_room_raises_it_again() {
        let mut quality = JpegQuality::new(40_000);
        quality.learn(50_000);
        assert!(quality.value() < BEST);
        (0..50).for_each(|_| quality.learn(50_000));
        assert!(quality.value() >= WORST);
        (0..50).for_each(|_| quality.learn(10_000));
        assert!((quality.value() - BEST).abs() < 1e-9);
    }
}
