//! The detector's anchors: a grid of 16 × 16 cells with two each, then 8 × 8 cells with six each.

/// How many anchors there are.
pub(super) const ANCHORS: usize = 16 * 16 * 2 + 8 * 8 * 6;

/// All anchors in the network's order: the cells' centres, in crop pixels.
pub(super) fn anchors() -> [[f32; 2]; ANCHORS] {
    let cells = grid(16, 8.0, 2).chain(grid(8, 16.0, 6));
    let mut anchors = [[0.0; 2]; ANCHORS];
    for (anchor, centre) in anchors.iter_mut().zip(cells) {
        *anchor = centre;
    }
    anchors
}

fn grid(cells: u8, size: f32, each: usize) -> impl Iterator<Item = [f32; 2]> {
    let centre = move |index: u8| (f32::from(index) + 0.5) * size;
    (0..cells).flat_map(move |row| {
        (0..cells).flat_map(move |column| std::iter::repeat_n([centre(column), centre(row)], each))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_run_along_rows_and_end_in_the_lower_right_corner() {
        let anchors = anchors();
        assert_eq!(anchors[..3], [[4.0, 4.0], [4.0, 4.0], [12.0, 4.0]]);
        assert_eq!(anchors[511..513], [[124.0, 124.0], [8.0, 8.0]]);
        assert_eq!(anchors[895..], [[120.0, 120.0]]);
    }
}
