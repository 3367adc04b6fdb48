//! One layer: what pixels see, times a matrix, plus what is added.

use std::borrow::Cow;

use wide::f32x4;

use super::depthwise::Depthwise;
use super::map::{LANES, Map, Size};
use super::matrix::{Inputs, Matrix, Outputs};
use super::window::Window;

/// A pass over a map.
pub(super) struct Layer {
    /// The map it looks at.
    pub(super) source: usize,
    pub(super) sight: Sight,
    pub(super) matrix: Matrix,
    pub(super) added: Option<Added>,
    /// Of the map it makes.
    pub(super) size: Size,
}

/// What the matrix gets of the source.
pub(super) enum Sight {
    /// Each pixel as it is.
    Pixel,
    /// All pixels of a window.
    Window(Window),
    /// The outcome of a depthwise convolution.
    Depthwise(Depthwise),
}

/// A map that is added before the slope; channels that it lacks are zero.
#[derive(Clone, Copy)]
pub(super) enum Added {
    Map(usize),
    /// Pooled, two by two.
    Pooled(usize),
}

impl Added {
    pub(super) fn map(self) -> usize {
        match self {
            Self::Map(map) | Self::Pooled(map) => map,
        }
    }
}

/// About how many pixels are gathered before they are multiplied, so that they stay in the nearest cache.
const BAND: usize = 64;

impl Layer {
    /// The maps that must be there.
    pub(super) fn sources(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.source).chain(self.added.map(Added::map))
    }

    pub(super) fn run(&self, maps: &[Map]) -> Map {
        let source = &maps[self.source];
        let pooled;
        let added: &[f32x4] = match self.added {
            None => &[],
            Some(Added::Map(map)) => &maps[map].vectors,
            Some(Added::Pooled(map)) => {
                pooled = maps[map].pooled();
                &pooled.vectors
            }
        };
        let mut next = Map::zeros(self.size);
        let Size { height, width, .. } = self.size;
        let band = BAND.div_ceil(width);
        for first in (0..height).step_by(band) {
            let rows = first..height.min(first + band);
            let outputs = Outputs {
                added,
                stride: self.size.pixels(),
                start: first * width,
                count: rows.len() * width,
                vectors: &mut next.vectors,
            };
            let seen = match &self.sight {
                Sight::Pixel => Cow::Borrowed(&source.vectors[..]),
                Sight::Window(window) => Cow::Owned(window.gather(source, rows, width)),
                Sight::Depthwise(depthwise) => Cow::Owned(depthwise.gather(source, rows, width)),
            };
            let (stride, start) = match seen {
                Cow::Borrowed(_) => (source.size.pixels(), outputs.start),
                Cow::Owned(_) => (outputs.count, 0),
            };
            let inputs = Inputs {
                vectors: &seen,
                stride,
                start,
            };
            if source.size.channels < LANES {
                self.matrix.multiply::<3>(inputs, outputs);
            } else {
                self.matrix.multiply::<LANES>(inputs, outputs);
            }
        }
        next
    }
}
