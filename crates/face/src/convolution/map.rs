//! What flows between layers: a picture of many channels, four of them to a vector.

use wide::f32x4;

/// Channels of one vector.
pub(super) const LANES: usize = 4;

/// How large a map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) channels: usize,
}

impl Size {
    /// How many vectors hold a pixel's channels; lanes beyond the last channel are zero.
    pub(super) fn blocks(self) -> usize {
        self.channels.div_ceil(LANES)
    }

    pub(super) fn pixels(self) -> usize {
        self.height * self.width
    }

    /// Whether it can be halved.
    pub(super) fn is_even(self) -> bool {
        self.height.is_multiple_of(2) && self.width.is_multiple_of(2)
    }

    /// Half as high and wide.
    pub(super) fn half(self) -> Self {
        Self {
            height: self.height / 2,
            width: self.width / 2,
            ..self
        }
    }
}

/// Memory of maps that are done with, for those to come: to get it anew, emptied, costs a twentieth of a run.
#[derive(Default)]
pub(super) struct Room(Vec<Vec<f32x4>>);

impl Room {
    /// So many vectors that hold anything, all of which are still to be set.
    pub(super) fn vectors(&mut self, count: usize) -> Vec<f32x4> {
        let fitting = self.0.iter().position(|vectors| vectors.len() >= count);
        let mut vectors = fitting.map_or_else(Vec::new, |place| self.0.swap_remove(place));
        vectors.resize(count, f32x4::ZERO);
        vectors
    }

    /// A map that is still to be set.
    pub(super) fn map(&mut self, size: Size) -> Map {
        Map {
            size,
            vectors: self.vectors(size.blocks() * size.pixels()),
        }
    }

    /// Takes vectors that nobody needs any more.
    pub(super) fn give_back(&mut self, vectors: Vec<f32x4>) {
        self.0.push(vectors);
    }
}

/// A map: block by block of four channels, each row by row. A row of a block lies together, which suits depthwise
/// convolution, and so do neighbouring pixels, which suits the product with a matrix.
pub(super) struct Map {
    pub(super) size: Size,
    pub(super) vectors: Vec<f32x4>,
}

impl Map {
    /// One row of one block.
    pub(super) fn row(&self, block: usize, y: usize) -> &[f32x4] {
        let start = block * self.size.pixels() + y * self.size.width;
        &self.vectors[start..start + self.size.width]
    }

    /// The largest of each two by two pixels.
    pub(super) fn pooled(&self, room: &mut Room) -> Self {
        let mut pooled = room.map(self.size.half());
        let Size { height, width, .. } = pooled.size;
        let rows = (0..self.size.blocks()).flat_map(|block| (0..height).map(move |y| (block, y)));
        for ((block, y), out) in rows.zip(pooled.vectors.chunks_exact_mut(width)) {
            let pairs = |y| self.row(block, y).as_chunks::<2>().0.iter();
            for ((out, top), bottom) in out.iter_mut().zip(pairs(2 * y)).zip(pairs(2 * y + 1)) {
                *out = (top[0].fast_max(top[1])).fast_max(bottom[0].fast_max(bottom[1]));
            }
        }
        pooled
    }

    /// All numbers, pixel by pixel, each with its channels side by side.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f32> {
        let (pixels, channels) = (self.size.pixels(), self.size.channels);
        (0..pixels).flat_map(move |pixel| {
            (0..channels).map(move |channel| {
                self.vectors[channel / LANES * pixels + pixel].to_array()[channel % LANES]
            })
        })
    }
}
