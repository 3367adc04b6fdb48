//! Patches of a frame at full size, which show whether a picture was frozen or looped: a sensor's noise differs from frame
//! to frame wherever the picture is not flat, even if nothing moves. A picture to which new noise was added looks like a
//! camera's here.

use crate::Picture;
use crate::luminance::coded;

/// Patches along each side of the frame, evenly spread.
const PATCHES: u32 = 8;

/// A patch's side, in pixels.
const SIDE: u32 = 16;

const PIXELS: usize = (SIDE * SIDE) as usize;

/// A patch is lively if neighbouring pixels of a row differ by so many greys in the mean: what is flat, a compressed
/// picture repeats by itself.
const LIVELY: u32 = 1;

/// A patch repeats another below this mean difference, in quarters of a grey.
const REPEATED: u32 = 1;

/// Frames with fewer lively patches than these say nothing.
const FEWEST: u32 = 8;

/// The patches of one frame. Personal: it prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct NoiseSample(Vec<Patch>);

#[derive(Clone, PartialEq, Eq)]
struct Patch {
    greys: Vec<u8>,
    sum: u32,
    is_lively: bool,
}

impl NoiseSample {
    /// The patches of `picture`; none if it is smaller than a patch.
    #[must_use]
    pub fn of(picture: &Picture) -> Self {
        let room = |side: u32| side.checked_sub(SIDE);
        let (Some(right), Some(bottom)) = (room(picture.width()), room(picture.height())) else {
            return Self(Vec::new());
        };
        let place = |at: u32, room: u32| at * room / (PATCHES - 1);
        let patches = (0..PATCHES * PATCHES).map(|index| {
            let left = place(index % PATCHES, right);
            Patch::of(picture, left, place(index / PATCHES, bottom))
        });
        Self(patches.collect())
    }

    /// How many of this frame's lively patches `other` repeats, in thousandths; `None` if too few are lively.
    #[must_use]
    pub fn repeated_in(&self, other: &Self) -> Option<u32> {
        let pairs = self.0.iter().zip(&other.0);
        let (mut lively, mut repeated) = (0, 0);
        for (patch, other) in pairs.filter(|(patch, _)| patch.is_lively) {
            lively += 1;
            repeated += u32::from(patch.is_repeated_in(other));
        }
        (lively >= FEWEST).then(|| repeated * 1_000 / lively)
    }
}

impl Patch {
    fn of(picture: &Picture, left: u32, top: u32) -> Self {
        let rows = (top..top + SIDE).map(|y| {
            let start = (y as usize * picture.width() as usize + left as usize) * 3;
            let row = picture.rgb().get(start..start + SIDE as usize * 3);
            row.unwrap_or_default().chunks_exact(3)
        });
        let greys: Vec<u8> = rows.flatten().map(coded).collect();
        let neighbours = greys
            .chunks_exact(SIDE as usize)
            .flat_map(|row| row.windows(2));
        let steps: u32 = neighbours
            .map(|pair| u32::from(pair[0].abs_diff(pair[1])))
            .sum();
        Self {
            sum: greys.iter().copied().map(u32::from).sum(),
            is_lively: steps >= LIVELY * SIDE * (SIDE - 1),
            greys,
        }
    }

    fn is_repeated_in(&self, other: &Self) -> bool {
        let most = REPEATED * SIDE * SIDE / 4;
        // The sums differ by no more than the pixels do together.
        if self.sum.abs_diff(other.sum) >= most || self.greys.len() != PIXELS {
            return false;
        }
        let pairs = self.greys.iter().zip(&other.greys);
        let difference: u32 = pairs.map(|(one, two)| u32::from(one.abs_diff(*two))).sum();
        difference < most
    }
}

impl std::fmt::Debug for NoiseSample {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NoiseSample(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    /// A textured picture whose upper part, of so many rows, has noise of its own.
    fn picture(noisy_rows: u32, seed: u32) -> Picture {
        synthetic::drawn(160, 160, |x, y| {
            let texture = u8::try_from((x * 7 + y * 5) % 100).unwrap();
            let noise =
                (x.wrapping_mul(31) ^ y.wrapping_mul(17) ^ seed).wrapping_mul(2_654_435_761);
            texture
                + if y < noisy_rows {
                    (noise >> 30) as u8
                } else {
                    0
                }
        })
    }

    fn check(noisy_rows: u32, expected: Option<u32>) {
        let [one, other] = [1, 2].map(|seed| NoiseSample::of(&picture(noisy_rows, seed)));
        assert_eq!(one.repeated_in(&other), expected);
    }

    #[test]
    fn what_is_frozen_is_counted_and_noise_is_no_repetition() {
        check(0, Some(1_000));
        check(160, Some(0));
        check(80, Some(500));
    }

    #[test]
    fn flat_and_tiny_pictures_say_nothing() {
        for (side, grey) in [(160, 100), (8, 100)] {
            let sample = NoiseSample::of(&synthetic::flat(side, side, grey));
            assert_eq!(sample.repeated_in(&sample), None);
        }
    }
}
