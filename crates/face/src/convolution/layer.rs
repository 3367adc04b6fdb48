//! One layer: what pixels see, times a matrix, plus what is added.

use super::depthwise::Depthwise;
use super::map::{LANES, Map, Room, Size};
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

impl Sight {
    /// How many vectors a pixel's sight fills beside the source.
    fn width(&self, source: Size) -> usize {
        match self {
            Self::Pixel => 0,
            Self::Window(window) => window.side * window.side * source.blocks(),
            Self::Depthwise(_) => source.blocks(),
        }
    }
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

    /// The map that it makes.
    pub(super) fn run(&self, maps: &[Map], room: &mut Room) -> Map {
        let source = &maps[self.source];
        let pooled = match self.added {
            Some(Added::Pooled(map)) => maps[map].pooled(room).vectors,
            _ => Vec::new(),
        };
        let added = match self.added {
            Some(Added::Map(map)) => &maps[map].vectors,
            _ => &pooled,
        };
        let mut next = room.map(self.size);
        let Size { height, width, .. } = self.size;
        let band = BAND.div_ceil(width);
        let mut seen = room.vectors(self.sight.width(source.size) * band * width);
        for first in (0..height).step_by(band) {
            let rows = first..height.min(first + band);
            let outputs = Outputs {
                added,
                stride: self.size.pixels(),
                start: first * width,
                count: rows.len() * width,
                vectors: &mut next.vectors,
            };
            let gathered = Inputs {
                vectors: &[],
                stride: outputs.count,
                start: 0,
            };
            let inputs = match &self.sight {
                Sight::Pixel => Inputs {
                    vectors: &source.vectors,
                    stride: source.size.pixels(),
                    start: outputs.start,
                },
                Sight::Window(window) => {
                    let vectors = window.gather(source, rows, width, &mut seen);
                    Inputs {
                        vectors,
                        ..gathered
                    }
                }
                Sight::Depthwise(depthwise) => {
                    let vectors = depthwise.gather(source, rows, width, &mut seen);
                    Inputs {
                        vectors,
                        ..gathered
                    }
                }
            };
            if source.size.channels < LANES {
                self.matrix.multiply::<3>(inputs, outputs);
            } else {
                self.matrix.multiply::<LANES>(inputs, outputs);
            }
        }
        room.give_back(seen);
        room.give_back(pooled);
        next
    }
}
