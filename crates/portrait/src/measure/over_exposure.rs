//! The share of washed-out pixels in the face (ISO/IEC 29794-5, over-exposure prevention).

use super::Measured;
use crate::{Histogram, Mesh, Picture, Place, Region};

/// Value: the share, 0 to 1, of pixels with a luminance of 247 to 255 of 255.
#[must_use]
pub fn measure(histogram: &Histogram) -> Measured {
    let share = histogram.share(247..=255);
    Measured::new(share, 1.0 / (share + 0.01))
}

/// The part of the face that is washed out.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Option<Place> {
    let part = Region::face(mesh).part_with(picture, 247..=255)?;
    Some(Place::area(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn check(white_columns: u32, expected: u8) {
        let picture = synthetic::drawn(100, 4, |x, _| if x < white_columns { 255 } else { 120 });
        let histogram = Histogram::of(&picture, &Region::whole(&picture));
        assert_eq!(
            measure(&histogram).score,
            expected,
            "{white_columns} of 100"
        );
    }

    #[test]
    fn few_white_pixels_already_cost_much() {
        check(0, 100);
        check(1, 50);
        check(50, 2);
    }
}
