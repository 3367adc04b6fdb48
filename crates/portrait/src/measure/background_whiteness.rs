//! How white the background is. Own measure, for pictures that must have a white one: the darkest of the mean
//! colour's three channels; score 50 at 0.8, 95 at 0.92.

use super::{Measured, sigmoid};
use crate::Place;
use crate::background::Background;

/// Value: 0 (black, or a full colour) to 1 (white), of sRGB.
#[must_use]
pub(crate) fn measure(background: &Background) -> Measured {
    let darkest = background.colour.into_iter().fold(255.0, f64::min) / 255.0;
    Measured::new(darkest, 100.0 * sigmoid(darkest, 0.8, 0.04))
}

/// The background.
pub(crate) fn place(background: &Background) -> Place {
    Place::area(&background.window)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Picture, synthetic};

    fn check(colour: [u8; 3], expected: (f64, u8)) {
        let rgb = colour.repeat(640 * 480);
        let picture = Picture::from_rgb(640, 480, rgb).unwrap();
        let mesh = synthetic::mesh(&synthetic::Head::default());
        let measured = measure(&Background::of(&picture, &mesh).unwrap());
        assert!((measured.value - expected.0).abs() < 1e-9);
        assert_eq!(measured.score, expected.1);
    }

    #[test]
    fn a_blue_wall_is_not_white() {
        check([255, 255, 255], (1.0, 99));
        check([204, 204, 204], (0.8, 50));
        check([51, 140, 255], (0.2, 0));
    }
}
