//! The squares below the eyes in which ISO/IEC 29794-5 looks at skin: each three tenths of the inter-eye
//! distance wide, from half-way down to the mouth, and from below the eye's centre towards the nose.

use crate::{Extent, Mesh, Picture, geometry};

/// Points each way: the square's size in pixels on the aligned face of the standard.
const GRID: u32 = 33;
/// The square's side over the inter-eye distance.
const SIDE: f64 = 0.3;

/// One of the squares, turned as the eyes are.
pub(crate) struct Cheek {
    corner: (f64, f64),
    across: (f64, f64),
}

impl Cheek {
    /// The person's right one, which is the left one in the picture, then the left one.
    pub(crate) fn both(mesh: &Mesh) -> [Self; 2] {
        let [right, left] = geometry::eye_centres(mesh);
        let across = (SIDE * (left.0 - right.0), SIDE * (left.1 - right.1));
        let distance = geometry::inter_eye_distance(mesh);
        let down = geometry::ratio(geometry::eyes_to_mouth(mesh) / 2.0, SIDE * distance);
        let below = |(x, y): (f64, f64)| (x - across.1 * down, y + across.0 * down);
        let (right, left) = (below(right), below(left));
        let corner = (left.0 - across.0, left.1 - across.1);
        let square = |corner| Self { corner, across };
        [square(right), square(corner)]
    }

    /// Red, green and blue at the square's points that lie in the picture.
    pub(crate) fn pixels<'a>(&self, picture: &'a Picture) -> impl Iterator<Item = &'a [u8]> {
        let points = (0..GRID).flat_map(|row| (0..GRID).map(move |column| (column, row)));
        let (corner, across) = (self.corner, self.across);
        points.filter_map(move |(column, row)| {
            let part = |index: u32| (f64::from(index) + 0.5) / f64::from(GRID);
            let (right, down) = (part(column), part(row));
            let x = corner.0 + across.0 * right - across.1 * down;
            let y = corner.1 + across.1 * right + across.0 * down;
            picture.pixel(x, y)
        })
    }

    /// The box around it.
    pub(crate) fn extent(&self) -> Extent {
        let ((x, y), (across, along)) = (self.corner, self.across);
        let corners = [
            (x, y),
            (x + across, y + along),
            (x - along, y + across),
            (x + across - along, y + along + across),
        ];
        Extent::of_places(corners.into_iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    #[test]
    fn the_squares_lie_below_the_eyes() {
        let [right, left] = Cheek::both(&synthetic::mesh(&Head::default())).map(|it| it.extent());
        // The eyes are at 270 and 370 or a little further in, 240 high; the mouth is 70 below.
        assert!((right.top - 275.0).abs() < 1.0 && (right.height() - 30.0).abs() < 1.0);
        assert!((right.left - 270.0).abs() < 1.0 && (right.right - 300.0).abs() < 1.0);
        assert!((left.left - 340.0).abs() < 1.0 && (left.right - 370.0).abs() < 1.0);
    }

    #[test]
    fn only_what_lies_in_the_picture_counts() {
        let [right, left] = Cheek::both(&synthetic::mesh(&Head::default()));
        let picture = synthetic::flat(330, 480, 9);
        assert_eq!(right.pixels(&picture).count(), 33 * 33);
        assert_eq!(left.pixels(&picture).count(), 0);
    }
}
