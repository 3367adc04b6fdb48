//! Fine detail against coarse. Own measure (ISO/IEC 29794-5 uses a trained forest): the face is averaged
//! onto a fixed grid, so that neither resolution nor distance matters; the value is the energy of the
//! grid's Laplacian over its variance, so that light does not matter either.

use super::{Measured, sigmoid};
use crate::{Picture, Region, luminance};

/// Cells each way.
const GRID: usize = 48;

/// Value: 0 (flat or blurred) upwards. Faces in focus give 0.2 to 1.4; a blur of σ = 4 % of the inter-eye
/// distance leaves 0.04 to 0.28, one of 8 % leaves 0.01 to 0.05.
#[must_use]
pub fn measure(picture: &Picture, region: &Region) -> Measured {
    let grid = averaged(picture, region);
    let variance = variance(&grid);
    if variance < 1e-7 {
        return Measured::new(0.0, 0.0);
    }
    let value = laplacian_energy(&grid) / variance;
    Measured::new(value, 100.0 * sigmoid(value, MIDDLE, WIDTH))
}

/// Whether the grid's cells are smaller than a pixel: each then shows what a neighbour shows.
pub(crate) fn is_finer_than(picture: &Picture, region: &Region) -> bool {
    let extent = region.extent().inside(picture);
    extent.width().min(extent.height()) < CELLS
}

const CELLS: f64 = 48.0;
const MIDDLE: f64 = 0.1;
const WIDTH: f64 = 0.04;

/// Mean luminance, 0 to 1, of each cell; the square root brings it near to what an eye sees.
fn averaged(picture: &Picture, region: &Region) -> Vec<f64> {
    let extent = region.extent();
    let table = luminance::table();
    let edges = |from: f64, to: f64, side: u32| -> Vec<usize> {
        (0..=GRID)
            .map(|index| edge(from, to, index, side))
            .collect()
    };
    let columns = edges(extent.left, extent.right, picture.width());
    let rows = edges(extent.top, extent.bottom, picture.height());
    let mut grid = Vec::with_capacity(GRID * GRID);
    for row in rows.windows(2) {
        for column in columns.windows(2) {
            // A square root is exact in every implementation, and this one is an instruction.
            grid.push(cell(picture, table, column, row).sqrt());
        }
    }
    grid
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to the picture's size first; the grid is small"
)]
fn edge(from: f64, to: f64, index: usize, side: u32) -> usize {
    let at = from + (to - from) * index as f64 / GRID as f64;
    libm::round(at).clamp(0.0, side.into()) as usize
}

/// The mean of a cell's pixels; a cell narrower than a pixel takes the one it lies in.
fn cell(picture: &Picture, table: &[u32; 256], columns: &[usize], rows: &[usize]) -> f64 {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let span = |edges: &[usize], side: usize| {
        let start = edges[0].min(side.saturating_sub(1));
        start..edges[1].max(start + 1).min(side)
    };
    let columns = span(columns, width);
    let (mut sum, mut count) = (0_u64, 0_u32);
    for y in span(rows, height) {
        let pixels = &picture.rgb()[(y * width + columns.start) * 3..(y * width + columns.end) * 3];
        for pixel in pixels.chunks_exact(3) {
            sum += u64::from(luminance::of_pixel(table, pixel));
            count += 1;
        }
    }
    let mean = sum / u64::from(count.max(1));
    f64::from(u32::try_from(mean).unwrap_or(u32::MAX)) / 65_535.0
}

#[expect(clippy::cast_precision_loss, reason = "the grid is small")]
fn variance(grid: &[f64]) -> f64 {
    let count = grid.len() as f64;
    let mean = grid.iter().sum::<f64>() / count;
    grid.iter()
        .map(|cell| (cell - mean) * (cell - mean))
        .sum::<f64>()
        / count
}

#[expect(clippy::cast_precision_loss, reason = "the grid is small")]
fn laplacian_energy(grid: &[f64]) -> f64 {
    let inner = 1..GRID - 1;
    let mut sum = 0.0;
    for y in inner.clone() {
        for x in inner.clone() {
            let at = y * GRID + x;
            let around = grid[at - 1] + grid[at + 1] + grid[at - GRID] + grid[at + GRID];
            let curved = 4.0 * grid[at] - around;
            sum += curved * curved;
        }
    }
    sum / (inner.len() * inner.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn value(picture: &Picture) -> f64 {
        measure(picture, &Region::whole(picture)).value
    }

    /// Stripes whose edges are `soft` pixels wide.
    fn stripes(side: u32, period: f64, soft: f64) -> Picture {
        synthetic::drawn(side, side, |x, _| {
            let phase = (f64::from(x) / period * std::f64::consts::TAU).sin();
            let level = (phase * period / (std::f64::consts::TAU * soft)).clamp(-1.0, 1.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "28 to 228"
            )]
            let grey = (128.0 + 100.0 * level) as u8;
            grey
        })
    }

    #[test]
    fn a_flat_picture_has_no_sharpness() {
        assert!(value(&synthetic::flat(100, 100, 90)) < 1e-9);
    }

    #[test]
    fn soft_edges_are_less_sharp() {
        let (hard, soft) = (
            value(&stripes(480, 120.0, 1.0)),
            value(&stripes(480, 120.0, 30.0)),
        );
        assert!(hard > 5.0 * soft, "{hard} against {soft}");
    }

    #[test]
    fn resolution_does_not_matter() {
        let (small, large) = (
            value(&stripes(240, 60.0, 1.0)),
            value(&stripes(960, 240.0, 4.0)),
        );
        assert!((small / large - 1.0).abs() < 0.1, "{small} against {large}");
    }

    #[test]
    fn half_the_size_is_as_sharp() {
        let whole = stripes(480, 120.0, 4.0);
        let halved = synthetic::drawn(240, 240, |x, y| {
            let at = |x: u32, y: u32| u32::from(whole.pixel(x.into(), y.into()).unwrap()[0]);
            let (x, y) = (2 * x, 2 * y);
            let sum = at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1);
            u8::try_from((sum + 2) / 4).unwrap()
        });
        let (whole, halved) = (value(&whole), value(&halved));
        assert!(
            (whole / halved - 1.0).abs() < 0.02,
            "{whole} against {halved}"
        );
    }

    #[test]
    fn a_region_outside_the_picture_is_no_fault() {
        let mesh = synthetic::mesh(&synthetic::Head {
            centre: (-900.0, 5.0),
            ..Default::default()
        });
        let measured = measure(&synthetic::flat(20, 20, 9), &Region::face(&mesh));
        assert_eq!(measured.score, 0);
        let empty = synthetic::flat(0, 0, 0);
        assert_eq!(measure(&empty, &Region::whole(&empty)).score, 0);
    }
}
