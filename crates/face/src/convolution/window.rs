//! What a pixel of the next map sees of the last.

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

    /// What the windows of some rows of the next map see: for each place in the window, for each block, all pixels.
    pub(super) fn gather(
        self,
        map: &Map,
        rows: std::ops::Range<usize>,
        width: usize,
    ) -> Vec<f32x4> {
        let Size { height, .. } = map.size;
        let blocks = map.size.blocks();
        let mut seen = Vec::with_capacity(self.side * self.side * blocks * rows.len() * width);
        let places =
            (0..self.side).flat_map(|down| (0..self.side).map(move |across| (down, across)));
        for (down, across) in places {
            for (block, y) in (0..blocks).flat_map(|block| rows.clone().map(move |y| (block, y))) {
                let row = (y * self.stride + down).checked_sub(self.before);
                match row.filter(|&row| row < height) {
                    Some(row) => self.along(map.row(block, row), across, width, &mut seen),
                    None => seen.resize(seen.len() + width, f32x4::ZERO),
                }
            }
        }
        seen
    }

    fn along(self, row: &[f32x4], across: usize, width: usize, seen: &mut Vec<f32x4>) {
        let outside = self
            .before
            .saturating_sub(across)
            .div_ceil(self.stride)
            .min(width);
        let from = (outside * self.stride + across).saturating_sub(self.before);
        let end = seen.len() + width;
        seen.resize(seen.len() + outside, f32x4::ZERO);
        let inside = row.get(from..).unwrap_or_default();
        seen.extend(inside.iter().step_by(self.stride).take(width - outside));
        seen.resize(end, f32x4::ZERO);
    }
}
