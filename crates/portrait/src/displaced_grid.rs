//! Traces of JPEG blocks that lie elsewhere than those of the frame's own file: the picture was coded in blocks before,
//! and cut or moved since. Between the edges of its own blocks a file is symmetric in the mean (what lies two pixels
//! after an edge is like what lies two before it); the edges of another grid are not, unless it lies half a block off. A
//! film that was made smaller or larger, or coded as H.264, is not found.

use crate::Picture;
use crate::luminance::coded;

/// A block's side.
const BLOCK: usize = 8;

/// Every so many rows and columns are looked at.
const EVERY: usize = 2;

/// How often, at each place within a block, neighbouring pixels differ more than the neighbours beside them: across
/// columns, and across rows. Adds up over the frames of a capture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DisplacedGrid([[Votes; BLOCK]; 2]);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Votes {
    sum: i64,
    count: i64,
}

impl DisplacedGrid {
    /// Adds what `picture` shows.
    pub fn add(&mut self, picture: &Picture) {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let greys: Vec<u8> = picture.rgb().chunks_exact(3).map(coded).collect();
        let [across, down] = &mut self.0;
        for line in (0..height).step_by(EVERY) {
            vote(across, &greys, (line * width, 1, width));
        }
        for line in (0..width).step_by(EVERY) {
            vote(down, &greys, (line, width, height));
        }
    }

    /// How asymmetric the places within a block are, in thousandths of a vote, the largest of three pairs and two
    /// directions: 0 if nothing was added.
    #[must_use]
    pub fn asymmetry(&self) -> i32 {
        let pairs =
            (1..BLOCK / 2).flat_map(|at| self.0.map(|votes| (votes[at], votes[BLOCK - at])));
        let asymmetries = pairs.map(|(one, other)| one.mean().abs_diff(other.mean()));
        let largest = asymmetries.max().unwrap_or(0);
        i32::try_from(largest).unwrap_or(i32::MAX)
    }
}

impl Votes {
    /// In thousandths.
    fn mean(self) -> i64 {
        self.sum * 1_000 / self.count.max(1)
    }
}

/// Votes along one line of so many pixels, which begins at `start` and takes `step` from each to the next.
fn vote(votes: &mut [Votes; BLOCK], greys: &[u8], (start, step, length): (usize, usize, usize)) {
    let line: Vec<i32> = greys
        .iter()
        .skip(start)
        .step_by(step)
        .take(length)
        .map(|grey| i32::from(*grey))
        .collect();
    for (index, around) in line.windows(4).enumerate() {
        let [a, b, c, d] = *around else { continue };
        let excess = 2 * (c - b).abs() - (b - a).abs() - (d - c).abs();
        let place = &mut votes[(index + 2) % BLOCK];
        place.sum += i64::from(excess.signum());
        place.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    /// Blocks of eight whose first edge lies at `offset`, with noise.
    fn blocks(offset: u32) -> Picture {
        synthetic::drawn(160, 160, |x, y| {
            let block = ((x + 8 - offset) / 8 * 37 + (y + 8 - offset) / 8 * 59) % 80;
            let noise = (x.wrapping_mul(31) ^ y.wrapping_mul(17)).wrapping_mul(2_654_435_761) >> 29;
            u8::try_from(60 + block + noise).unwrap()
        })
    }

    fn asymmetry(offset: u32) -> i32 {
        let mut grid = DisplacedGrid::default();
        grid.add(&blocks(offset));
        grid.asymmetry()
    }

    #[test]
    fn edges_beside_the_files_own_are_found_but_half_a_block_off() {
        assert!((1..4).chain(5..8).all(|offset| asymmetry(offset) > 500));
        assert!([0, 4].into_iter().all(|offset| asymmetry(offset) < 200));
    }

    #[test]
    fn nothing_and_pictures_of_a_pixel_have_no_grid() {
        let mut grid = DisplacedGrid::default();
        grid.add(&synthetic::flat(1, 1, 9));
        assert_eq!(grid.asymmetry(), 0);
    }
}
