//! Depthwise convolution: every channel by itself, three by three pixels.

use std::ops::Range;

use wide::f32x4;

use super::map::{LANES, Map, Size};
use super::window::Window;

/// The weights of each block of channels, and how the window moves.
pub(super) struct Depthwise {
    blocks: Vec<Kernel>,
    stride: Stride,
}

#[derive(Clone, Copy)]
enum Stride {
    /// One pixel, with a margin of one all around.
    One,
    /// Two pixels, with a margin of one below and on the right; the map's edges are even.
    Two,
}

/// One block's weights, row by row of the window.
struct Kernel {
    weights: [[f32x4; 3]; 3],
    bias: f32x4,
}

/// One column of the window.
type Column = [f32x4; 3];
const OUTSIDE: Column = [f32x4::ZERO; 3];

impl Depthwise {
    /// `weights` are nine numbers a channel, `bias` is one; nothing where the window moves in another way.
    pub(super) fn new(window: Window, size: Size, weights: &[f32], bias: &[f32]) -> Option<Self> {
        let stride = match (window.side, window.stride, window.before, window.after) {
            (3, 1, 1, 1) => Stride::One,
            (3, 2, 0, 1) if size.is_even() => Stride::Two,
            _ => return None,
        };
        let (nines, []) = weights.as_chunks::<9>() else {
            return None;
        };
        let vector = |block: usize, value: &dyn Fn(usize) -> Option<f32>| {
            let lane = |lane: usize| value(block * LANES + lane).unwrap_or(0.0);
            f32x4::new(std::array::from_fn(lane))
        };
        let kernel = |block: usize| Kernel {
            weights: std::array::from_fn(|row| {
                std::array::from_fn(|column| {
                    vector(block, &|channel| {
                        Some(nines.get(channel)?[3 * row + column])
                    })
                })
            }),
            bias: vector(block, &|channel| bias.get(channel).copied()),
        };
        Some(Self {
            blocks: (0..size.blocks()).map(kernel).collect(),
            stride,
        })
    }

    /// Puts some rows of the next map into `room`, block by block.
    pub(super) fn gather<'a>(
        &self,
        map: &Map,
        rows: Range<usize>,
        width: usize,
        room: &'a mut [f32x4],
    ) -> &'a [f32x4] {
        let margin = vec![f32x4::ZERO; map.size.width];
        let row = |block: usize, y: Option<usize>| {
            let inside = y.filter(|&y| y < map.size.height);
            inside.map_or(&margin[..], |y| map.row(block, y))
        };
        let next = &mut room[..self.blocks.len() * rows.len() * width];
        let places = (0..self.blocks.len()).flat_map(|block| rows.clone().map(move |y| (block, y)));
        for ((block, y), out) in places.zip(next.chunks_exact_mut(width)) {
            let kernel = &self.blocks[block];
            match self.stride {
                Stride::One => kernel.step_one(
                    [y.checked_sub(1), Some(y), Some(y + 1)].map(|y| row(block, y)),
                    out,
                ),
                Stride::Two => kernel.step_two(
                    [2 * y, 2 * y + 1, 2 * y + 2].map(|y| row(block, Some(y))),
                    out,
                ),
            }
        }
        next
    }
}

impl Kernel {
    fn step_one(&self, rows: [&[f32x4]; 3], out: &mut [f32x4]) {
        let columns = columns(rows);
        let (mut left, mut middle) = (OUTSIDE, OUTSIDE);
        let mut places = out.iter_mut();
        for (index, right) in columns.enumerate() {
            if index > 0
                && let Some(out) = places.next()
            {
                *out = self.at(left, middle, right);
            }
            (left, middle) = (middle, right);
        }
        if let Some(out) = places.next() {
            *out = self.at(left, middle, OUTSIDE);
        }
    }

    fn step_two(&self, rows: [&[f32x4]; 3], out: &mut [f32x4]) {
        let mut columns = columns(rows);
        let mut left = columns.next().unwrap_or(OUTSIDE);
        for out in out {
            let middle = columns.next().unwrap_or(OUTSIDE);
            let right = columns.next().unwrap_or(OUTSIDE);
            *out = self.at(left, middle, right);
            left = right;
        }
    }

    #[inline]
    fn at(&self, left: Column, middle: Column, right: Column) -> f32x4 {
        let mut sum = self.bias;
        for row in 0..3 {
            let [first, second, third] = self.weights[row];
            sum = sum + left[row] * first + middle[row] * second + right[row] * third;
        }
        sum
    }
}

/// The columns of three rows of one length.
fn columns([top, middle, bottom]: [&[f32x4]; 3]) -> impl Iterator<Item = Column> {
    let rows = top.iter().zip(middle).zip(bottom);
    rows.map(|((&top, &middle), &bottom)| [top, middle, bottom])
}
