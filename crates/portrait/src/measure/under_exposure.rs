//! The share of dark pixels in the face (ISO/IEC 29794-5, under-exposure prevention).

use super::{Measured, sigmoid};
use crate::{Histogram, Mesh, Picture, Place, Region};

/// Value: the share, 0 to 1, of pixels with a luminance of 0 to 25 of 255.
#[must_use]
pub fn measure(histogram: &Histogram) -> Measured {
    let share = histogram.share(0..=25);
    Measured::new(share, 120.0 * (0.832 - sigmoid(share, 0.92, 0.05)))
}

/// The part of the face that is dark.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Option<Place> {
    let part = Region::face(mesh).part_with(picture, 0..=25)?;
    Some(Place::area(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn check(dark_columns: u32, expected: u8) {
        let picture = synthetic::drawn(100, 4, |x, _| if x < dark_columns { 10 } else { 180 });
        let histogram = Histogram::of(&picture, &Region::whole(&picture));
        assert_eq!(measure(&histogram).score, expected, "{dark_columns} of 100");
    }

    #[test]
    fn dark_pixels_cost_the_score() {
        check(0, 100);
        check(92, 40);
        check(100, 0);
    }
}
