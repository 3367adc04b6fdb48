//! What a pixel of the next map sees of the last.

use std::ops::Range;

use wide::f32x4;

use super::map::{Map, Size};

/// A square window that moves over a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// Its edge, in pixels.
    pub(super) side: usize,
    /// How far it moves for the next pixel.
    pub(super) stride: usize,
    /// How far the first one stands out above and on the left; zeros are there.
    pub(super) before: usize,
    /// How far the last one stands out below and on the right.
    pub(super) after: usize,
}

impl Window {
    /// One pixel after the other.
    pub(super) const PIXEL: Self = Self {
        side: 1,
        stride: 1,
        before: 0,
        after: 0,
    };

    /// The size of what it makes of a map.
    pub(super) fn size_after(self, size: Size, channels: usize) -> Option<Size> {
        let places = |length: usize| {
            let free = (length + self.before + self.after).checked_sub(self.side)?;
            Some(free / self.stride + 1)
        };
        Some(Size {
            height: places(size.height)?,
            width: places(size.width)?,
            channels,
        })
    }

    /// Puts what the windows of some rows of the next map see into `room`: for each place in the window, for each
    /// block, all pixels.
    pub(super) fn gather<'a>(
        self,
        map: &Map,
        rows: Range<usize>,
        width: usize,
        room: &'a mut [f32x4],
    ) -> &'a [f32x4] {
        let blocks = map.size.blocks();
        let seen = &mut room[..self.side * self.side * blocks * rows.len() * width];
        let mut lines = seen.chunks_exact_mut(width);
        for place in 0..self.side * self.side {
            let (down, across) = (place / self.side, place % self.side);
            for (block, y) in (0..blocks).flat_map(|block| rows.clone().map(move |y| (block, y))) {
                let row = (y * self.stride + down).checked_sub(self.before);
                let row = row.filter(|&row| row < map.size.height);
                let row = row.map_or(&[][..], |row| map.row(block, row));
                if let Some(line) = lines.next() {
                    self.along(row, across, line);
                }
            }
        }
        seen
    }

    /// The pixels of a row at one place of the windows along it; zeros are outside.
    fn along(self, row: &[f32x4], across: usize, line: &mut [f32x4]) {
        let outside = self.before.saturating_sub(across).div_ceil(self.stride);
        let (left, inside) = line.split_at_mut(outside.min(line.len()));
        left.fill(f32x4::ZERO);
        let from = (outside * self.stride + across).saturating_sub(self.before);
        let pixels = row.get(from..).unwrap_or_default();
        let (seen, right) =
            inside.split_at_mut(pixels.len().div_ceil(self.stride).min(inside.len()));
        for (place, pixel) in seen.iter_mut().zip(pixels.iter().step_by(self.stride)) {
            *place = *pixel;
        }
        right.fill(f32x4::ZERO);
    }
}
