//! The blocks that a strong compression leaves. Own measure (ISO/IEC 29794-5 has a network): JPEG and its
//! relatives code squares of eight pixels by themselves, so that neighbouring pixels differ more across a
//! square's edge than within it. Blocks of another size, and blocks of a picture made smaller or larger since,
//! are not found: a good value is no proof. Every few rows and columns are looked at, some 60 of each.

use super::{Measured, sigmoid};
use crate::luminance::coded;
use crate::{Picture, Region};

/// A block's side.
const BLOCK: usize = 8;
/// So many lines are enough.
const LINES: u32 = 60;
/// A difference, in greys, that nobody sees: it keeps flat pictures from dividing by nothing.
const UNSEEN: f64 = 1.0;

/// Value: by how much the difference between neighbours is larger across edges than within blocks, 0 (no
/// blocks) upwards; JPEG of quality 70 gives below 0.2, of quality 10 above 0.6.
#[must_use]
pub fn measure(picture: &Picture, region: &Region) -> Measured {
    let extent = region.extent().inside(picture);
    let (left, right) = (whole(extent.left), whole(extent.right));
    let (top, bottom) = (whole(extent.top), whole(extent.bottom));
    let row = |y, x| picture.pixel(f64::from(x), f64::from(y)).map(coded);
    let across = blockiness(left..right, top..bottom, |along, line| row(line, along));
    let down = blockiness(top..bottom, left..right, row);
    let value = f64::midpoint(across, down);
    Measured::new(value, 100.0 * (1.0 - sigmoid(value, 0.4, 0.1)))
}

/// One direction: of the eight places where edges may lie, the one with the largest difference against the
/// others.
fn blockiness(
    along: std::ops::Range<u32>,
    lines: std::ops::Range<u32>,
    grey: impl Fn(u32, u32) -> Option<u8>,
) -> f64 {
    let (mut sums, mut counts) = ([0_u64; BLOCK], [0_u32; BLOCK]);
    let every = (lines.len() / LINES as usize).max(1);
    for line in lines.step_by(every) {
        let mut before = None;
        for at in along.clone() {
            let now = grey(at, line);
            if let (Some(before), Some(now)) = (before, now) {
                sums[at as usize % BLOCK] += u64::from(u8::abs_diff(before, now));
                counts[at as usize % BLOCK] += 1;
            }
            before = now;
        }
    }
    let mut means: [f64; BLOCK] = std::array::from_fn(|index| mean(sums[index], counts[index]));
    means.sort_by(f64::total_cmp);
    let [within @ .., edge] = means;
    let within = within.iter().sum::<f64>() / f64::from(7_u8);
    (edge - within) / (within + UNSEEN)
}

#[expect(clippy::cast_precision_loss, reason = "a sum of bytes")]
fn mean(sum: u64, count: u32) -> f64 {
    sum as f64 / f64::from(count.max(1))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "inside a picture"
)]
fn whole(edge: f64) -> u32 {
    libm::round(edge) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn measured(picture: &Picture) -> Measured {
        measure(picture, &Region::whole(picture))
    }

    #[test]
    fn blocks_of_eight_are_found_wherever_they_begin() {
        for off in [0, 3] {
            let blocks = synthetic::drawn(160, 160, |x, y| {
                if ((x + off) / 8 + (y + off) / 8) % 2 == 0 {
                    100
                } else {
                    120
                }
            });
            let found = measured(&blocks);
            assert!((found.value - 20.0).abs() < 1e-9, "{found:?}");
            assert_eq!(found.score, 0);
        }
    }

    #[test]
    fn a_slope_and_a_flat_picture_have_no_blocks() {
        let slope = synthetic::drawn(160, 160, |x, _| u8::try_from(x).unwrap());
        assert!(measured(&slope).value < 0.1, "{:?}", measured(&slope));
        assert_eq!(measured(&synthetic::flat(50, 50, 7)).score, 98);
    }
}
