//! Square crops of a picture, turned and scaled by bilinear sampling straight into a network's input.

use portrait::Picture;

use crate::convolution::f32x4;

/// Where a crop lies in the picture. Points are in picture pixels, measured from the upper left corner,
/// so that the first pixel's centre is (0.5, 0.5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placement {
    /// The crop's upper left corner.
    pub(crate) corner: [f32; 2],
    /// The step from one crop pixel to the next on its right.
    pub(crate) across: [f32; 2],
    /// The step from one crop pixel to the next below.
    pub(crate) down: [f32; 2],
}

impl Placement {
    /// A crop that is turned and scaled, not stretched.
    pub(crate) fn similar(corner: [f32; 2], across: [f32; 2]) -> Self {
        let down = [-across[1], across[0]];
        Self {
            corner,
            across,
            down,
        }
    }

    /// A picture point of a crop point.
    pub(crate) fn picture_point(&self, [u, v]: [f32; 2]) -> [f32; 2] {
        let along = |axis: usize| self.corner[axis] + u * self.across[axis] + v * self.down[axis];
        [along(0), along(1)]
    }
}

/// What lies outside the picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Border {
    /// Black.
    Black,
    /// The nearest pixel of the edge.
    Edge,
}

/// How a picture is sampled where the crop shrinks it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sampling {
    /// The mean of so many samples that hardly a pixel is skipped.
    Mean,
    /// One sample each, as the network saw in training.
    #[cfg(feature = "spoof")]
    Single,
}

/// What a network wants its crop to be. A colour value, 0 to 255, becomes `value × scale + offset`.
#[derive(Clone, Copy)]
pub(crate) struct Recipe {
    /// Pixels along each edge.
    pub(crate) side: usize,
    pub(crate) border: Border,
    pub(crate) sampling: Sampling,
    pub(crate) scale: f32,
    pub(crate) offset: f32,
}

/// The crop at `placement`, pixel by pixel: red, green, blue and nothing.
pub(crate) fn vectors(picture: &Picture, placement: &Placement, recipe: &Recipe) -> Vec<f32x4> {
    let pixels = Pixels::new(picture, recipe.border);
    let taps = taps(placement, recipe.sampling);
    let (scale, offset) = (recipe.scale * taps.share, recipe.offset);
    let mut vectors = Vec::with_capacity(recipe.side * recipe.side);
    let step = placement.across.map(fixed);
    let mut row_centre = 0.5;
    for _ in 0..recipe.side {
        let start = placement.picture_point([0.5, row_centre]);
        let mut at = start.map(|start| fixed(start - 0.5));
        // A row that begins and ends inside the picture lies inside, and each of its pixels need not be looked at for that.
        let end = last(at, step, recipe.side);
        let is_inside = [at, end]
            .iter()
            .all(|&end| pixels.has_inside(end, &taps.offsets));
        for _ in 0..recipe.side {
            let colour = if is_inside {
                pixels.sum(at, &taps.offsets, Pixels::square_inside)
            } else {
                pixels.sum(at, &taps.offsets, Pixels::square)
            };
            let [red, green, blue] = colour.map(|sum| number(sum) * scale + offset);
            vectors.push(f32x4::new([red, green, blue, 0.0]));
            at = moved(at, step);
        }
        row_centre += 1.0;
    }
    vectors
}

/// The same as planes: all of red, then green, then blue.
#[cfg(any(feature = "embed", feature = "spoof", test))]
pub(crate) fn planes(picture: &Picture, placement: &Placement, recipe: &Recipe) -> Vec<f32> {
    let vectors = vectors(picture, placement, recipe);
    let colours =
        (0..3).flat_map(|colour| vectors.iter().map(move |vector| vector.to_array()[colour]));
    colours.collect()
}

/// Where around its centre a crop pixel is sampled.
struct Taps {
    offsets: Vec<[i64; 2]>,
    /// What each counts.
    share: f32,
}

fn taps(placement: &Placement, sampling: Sampling) -> Taps {
    let length = |[x, y]: [f32; 2]| libm::hypotf(x, y);
    let shrink = match sampling {
        Sampling::Mean => length(placement.across).max(length(placement.down)),
        #[cfg(feature = "spoof")]
        Sampling::Single => 1.0,
    };
    let enough = (1..MOST_TAPS).find(|&taps| shrink <= REACH * f32::from(taps));
    let per_axis = enough.unwrap_or(MOST_TAPS);
    let offset = |tap: u8| (f32::from(tap) + 0.5) / f32::from(per_axis) - 0.5;
    let pair = |row: u8, column: u8| {
        let (u, v) = (offset(column), offset(row));
        [0, 1].map(|axis| fixed(u * placement.across[axis] + v * placement.down[axis]))
    };
    let rows = (0..per_axis).flat_map(|row| (0..per_axis).map(move |column| (row, column)));
    Taps {
        offsets: rows.map(|(row, column)| pair(row, column)).collect(),
        share: 1.0 / (f32::from(per_axis * per_axis) * 65_536.0),
    }
}

fn moved(at: [i64; 2], by: [i64; 2]) -> [i64; 2] {
    [at[0].wrapping_add(by[0]), at[1].wrapping_add(by[1])]
}

/// The last of `count` positions.
fn last(at: [i64; 2], step: [i64; 2], count: usize) -> [i64; 2] {
    let steps = i64::try_from(count).unwrap_or(i64::MAX) - 1;
    moved(at, step.map(|step| step.wrapping_mul(steps)))
}

/// How many pixels one bilinear sample may stand for: it sees two, and skipping the third does no harm.
const REACH: f32 = 3.0;
/// Samples per crop pixel and axis, at most.
const MOST_TAPS: u8 = 8;
/// The weights of two neighbours add up to this. 64 samples of 255 × 256² still fit 32 bits.
const WHOLE: u32 = 256;
/// Fractional bits of a position.
const FRACTION: u32 = 16;

/// A position with [`FRACTION`] fractional bits: integers are quick to split into pixel and weight.
#[expect(
    clippy::cast_possible_truncation,
    reason = "positions stay far below 2^47 pixels"
)]
fn fixed(position: f32) -> i64 {
    (position * 65_536.0) as i64
}

/// How much the second of two neighbours counts, of [`WHOLE`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "eight bits are kept"
)]
fn weight(position: i64) -> u32 {
    (position >> (FRACTION - 8)) as u32 & 0xff
}

/// A sum of colours as a number.
#[expect(
    clippy::cast_precision_loss,
    reason = "24 bits are more than enough for a colour"
)]
fn number(sum: u32) -> f32 {
    sum as f32
}

/// The colour between two by two pixels, times [`WHOLE`] squared.
#[inline]
fn between([top, bottom]: [[u8; 6]; 2], right: u32, low: u32) -> [u32; 3] {
    let (left, high) = (WHOLE - right, WHOLE - low);
    std::array::from_fn(|channel| {
        let mix =
            |line: [u8; 6]| u32::from(line[channel]) * left + u32::from(line[channel + 3]) * right;
        mix(top) * high + mix(bottom) * low
    })
}

struct Pixels<'a> {
    rgb: &'a [u8],
    width: i64,
    height: i64,
    border: Border,
}

impl<'a> Pixels<'a> {
    fn new(picture: &'a Picture, border: Border) -> Self {
        Self {
            rgb: picture.rgb(),
            width: picture.width().into(),
            height: picture.height().into(),
            border,
        }
    }

    /// The sum of the colours at `taps` around a position, each times [`WHOLE`] squared; `square` finds the two by
    /// two pixels that each lies between.
    #[inline]
    fn sum(
        &self,
        at: [i64; 2],
        taps: &[[i64; 2]],
        square: impl Fn(&Self, i64, i64) -> [[u8; 6]; 2],
    ) -> [u32; 3] {
        taps.iter().fold([0; 3], |sum, &tap| {
            let [x, y] = moved(at, tap);
            let square = square(self, x >> FRACTION, y >> FRACTION);
            let colour = between(square, weight(x), weight(y));
            [sum[0] + colour[0], sum[1] + colour[1], sum[2] + colour[2]]
        })
    }

    /// Whether the two by two pixels of every tap around a position lie in the picture.
    fn has_inside(&self, at: [i64; 2], taps: &[[i64; 2]]) -> bool {
        taps.iter().all(|&tap| {
            let [column, row] = moved(at, tap).map(|at| at >> FRACTION);
            column >= 0 && row >= 0 && column + 1 < self.width && row + 1 < self.height
        })
    }

    /// Two by two pixels that are known to lie in the picture.
    #[inline]
    fn square_inside(&self, column: i64, row: i64) -> [[u8; 6]; 2] {
        let upper = row * self.width + column;
        [upper, upper + self.width].map(|pixel| self.pair(pixel).unwrap_or_default())
    }

    /// Two by two pixels.
    #[inline]
    fn square(&self, column: i64, row: i64) -> [[u8; 6]; 2] {
        if self.border == Border::Black && self.is_outside(column, row) {
            return [[0; 6]; 2];
        }
        [row, row + 1].map(|row| self.border_pair(column, row))
    }

    /// Whether none of the two by two pixels lies in the picture.
    fn is_outside(&self, column: i64, row: i64) -> bool {
        column < -1 || row < -1 || column >= self.width || row >= self.height
    }

    #[inline]
    fn pair(&self, pixel: i64) -> Option<[u8; 6]> {
        let start = usize::try_from(pixel).ok()? * 3;
        self.rgb.get(start..)?.first_chunk().copied()
    }

    fn border_pair(&self, column: i64, row: i64) -> [u8; 6] {
        let mut pair = [0; 6];
        let (left, right) = pair.split_at_mut(3);
        left.copy_from_slice(&self.border_pixel(column, row));
        right.copy_from_slice(&self.border_pixel(column + 1, row));
        pair
    }

    fn border_pixel(&self, column: i64, row: i64) -> [u8; 3] {
        let nearest = (
            column.min(self.width - 1).max(0),
            row.min(self.height - 1).max(0),
        );
        if self.border == Border::Black && nearest != (column, row) {
            return [0; 3];
        }
        let start = usize::try_from(nearest.1 * self.width + nearest.0).unwrap_or(0) * 3;
        let pixel = self.rgb.get(start..).and_then(|rest| rest.first_chunk());
        pixel.copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn recipe(side: usize, border: Border) -> Recipe {
        Recipe {
            side,
            border,
            sampling: Sampling::Mean,
            scale: 1.0,
            offset: 0.0,
        }
    }

    fn gradient(width: u32, height: u32) -> Picture {
        let pixel =
            |at: u32| [(at % width) * 4, (at / width) * 4, 7].map(|v| u8::try_from(v).unwrap());
        Picture::from_rgb(width, height, (0..width * height).flat_map(pixel).collect()).unwrap()
    }

    #[test]
    fn a_crop_of_the_whole_is_the_picture_itself() {
        let placement = Placement::similar([0.0, 0.0], [1.0, 0.0]);
        let planes = planes(&gradient(8, 8), &placement, &recipe(8, Border::Edge));
        assert_eq!(planes[..8], [0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 28.0]);
        assert_eq!(planes[64..72], [0.0; 8]);
        assert_eq!(planes[128..], [7.0; 64]);
    }

    #[test]
    fn a_quarter_turn_swaps_the_axes() {
        let placement = Placement::similar([8.0, 0.0], [0.0, 1.0]);
        let planes = planes(&gradient(8, 8), &placement, &recipe(8, Border::Edge));
        assert_eq!(planes[..3], [28.0, 28.0, 28.0]);
        assert_eq!(planes[64..67], [0.0, 4.0, 8.0]);
    }

    #[test]
    fn outside_is_black_or_the_edge_as_asked() {
        let placement = Placement::similar([-4.0, 0.0], [1.0, 0.0]);
        let blue = |border| planes(&gradient(8, 8), &placement, &recipe(8, border))[128];
        assert_eq!((blue(Border::Black), blue(Border::Edge)), (0.0, 7.0));
    }

    proptest! {
        #[test]
        fn a_linear_picture_is_sampled_exactly(x in 1f32..20.0, y in 1f32..20.0, step in 0.1f32..1.5) {
            let placement = Placement::similar([x, y], [step, 0.0]);
            let planes = planes(&gradient(48, 48), &placement, &recipe(8, Border::Edge));
            let expected = 4.0 * (x + 2.5 * step - 0.5);
            prop_assert!((planes[2] - expected).abs() < 0.05, "{} {}", planes[2], expected);
        }

        #[test]
        fn no_placement_makes_it_panic(x in -1e6f32..1e6, y in -1e6f32..1e6, a in -1e3f32..1e3, b in -1e3f32..1e3) {
            let placement = Placement::similar([x, y], [a, b]);
            let planes = planes(&gradient(3, 2), &placement, &recipe(4, Border::Edge));
            prop_assert!(planes.iter().all(|value| value.is_finite()));
        }
    }
}
