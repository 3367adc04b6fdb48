//! How plain the background is (ISO/IEC 29794-5, background uniformity; with an ellipse in place of the
//! network that tells the person from the background).

use super::{Measured, sigmoid};
use crate::Place;
use crate::background::Background;

/// Value: the mean length of the luminance's gradient, 0 (plain) upwards.
#[must_use]
pub(crate) fn measure(background: &Background) -> Measured {
    let gradient = background.gradient;
    Measured::new(gradient, 190.0 * (1.0 - sigmoid(gradient, 10.0, 100.0)))
}

/// Its busiest part.
pub(crate) fn place(background: &Background) -> Place {
    Place::area(&background.busiest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Picture, synthetic};

    fn measured(picture: &Picture) -> Measured {
        let mesh = synthetic::mesh(&synthetic::Head::default());
        measure(&Background::of(picture, &mesh).unwrap())
    }

    #[test]
    fn a_plain_wall_is_best() {
        assert_eq!(measured(&synthetic::flat(640, 480, 255)).score, 100);
    }

    #[test]
    fn stripes_have_the_gradient_of_scharrs_kernel() {
        // A sample a pixel. Each edge weighs 16 times 255 in two of the four samples of a stripe.
        let stripes = synthetic::drawn(640, 480, |x, _| if x % 8 < 4 { 0 } else { 255 });
        let mesh = synthetic::mesh(&synthetic::Head {
            scale: 0.813,
            ..Default::default()
        });
        let found = measure(&Background::of(&stripes, &mesh).unwrap());
        assert!((found.value / 2040.0 - 1.0).abs() < 0.02, "{}", found.value);
    }

    #[test]
    fn shelves_of_books_are_not_plain() {
        let shelves = synthetic::drawn(
            640,
            480,
            |x, y| if (x / 10 + y / 40) % 2 == 0 { 40 } else { 210 },
        );
        let found = measured(&shelves);
        assert!(found.value > 400.0 && found.score < 5, "{found:?}");
    }
}
