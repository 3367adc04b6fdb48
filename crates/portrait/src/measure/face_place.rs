//! How far the face's middle is from the picture's. Own measure: the larger of the two distances, each a
//! share of its side; score 100 in the middle, 0 at an edge.

use super::Measured;
use crate::{Extent, Mesh, Picture, Place};

/// Value: 0 (in the middle) to 0.5 (at an edge).
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let (x, y) = Extent::of(mesh).centre();
    let off = |at: f64, side: u32| (at / f64::from(side.max(1)) - 0.5).abs();
    let off = off(x, picture.width()).max(off(y, picture.height()));
    Measured::new(off, 100.0 * (1.0 - 2.0 * off))
}

/// From the face's middle to the picture's.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Place {
    let middle = |side: u32| f64::from(side) / 2.0;
    let wanted = (middle(picture.width()), middle(picture.height()));
    Place::line(Extent::of(mesh).centre(), wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(centre: (f64, f64), expected: u8) {
        let mesh = synthetic::mesh(&Head {
            centre,
            ..Head::default()
        });
        assert_eq!(
            measure(&synthetic::flat(640, 480, 0), &mesh).score,
            expected
        );
    }

    #[test]
    fn the_middle_is_best() {
        check((320.0, 240.0), 100);
        check((480.0, 240.0), 50);
        check((320.0, 0.0), 0);
    }
}
