//! Room above the crown on the certificate's picture of GA 461, which is 358 pixels wide: 7 to 21. The crown is
//! where something other than the background begins above the face, so only a plain background shows it. Own
//! score: 100 at 14, 50 at either bound.

use super::Measured;
use super::face_width::CERTIFICATE_PX;
use crate::background::Background;
use crate::{Mesh, Picture, Place, geometry};

/// A busier background hides the crown.
const PLAIN: f64 = 60.0;
/// A channel that differs from the background by so much is something else.
const DIFFERENT: f64 = 48.0;
/// Columns that are looked at, across the middle of the face.
const COLUMNS: u32 = 41;
/// So many of them show something else where the head begins.
const HEAD: usize = 5;

/// Value: pixels of a picture 358 wide; none where the background hides the crown.
#[must_use]
pub(crate) fn measure(picture: &Picture, mesh: &Mesh, background: &Background) -> Option<Measured> {
    let crown = crown(picture, mesh, background)?;
    let margin = crown * CERTIFICATE_PX / f64::from(picture.width().max(1));
    let off = (margin - 14.0).abs();
    Some(Measured::new(margin, 100.0 - 50.0 * off / 7.0))
}

/// Across the picture where the head begins.
pub(crate) fn place(picture: &Picture, mesh: &Mesh, background: &Background) -> Option<Place> {
    let y = crown(picture, mesh, background)?;
    Some(Place::line((0.0, y), (picture.width().into(), y)))
}

/// The first row, from above, that shows the head.
fn crown(picture: &Picture, mesh: &Mesh, background: &Background) -> Option<f64> {
    if background.gradient > PLAIN {
        return None;
    }
    let [one, other] = geometry::cheeks(mesh);
    let (_, forehead) = geometry::forehead(mesh);
    let part = |index: u32| 0.2 + 0.6 * f64::from(index) / f64::from(COLUMNS - 1);
    let columns: Vec<f64> = (0..COLUMNS)
        .map(|index| one.0 + (other.0 - one.0) * part(index))
        .collect();
    let is_head = |y: &f64| {
        let shown = columns
            .iter()
            .filter(|x| differs(picture.pixel(**x, *y), background));
        shown.count() >= HEAD
    };
    let rows = (0..picture.height()).map(f64::from);
    rows.take_while(|y| *y < forehead).find(is_head)
}

fn differs(pixel: Option<&[u8]>, background: &Background) -> bool {
    let Some(pixel) = pixel else { return false };
    let mut channels = pixel.iter().zip(background.colour);
    channels.any(|(value, plain)| (f64::from(*value) - plain).abs() > DIFFERENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    /// A dark head whose crown is so many pixels below the upper edge, before a white wall.
    fn found(crown: u32, hair: u8) -> Option<Measured> {
        let upper = 170.0 - f64::from(crown);
        let picture = synthetic::drawn(358, 441, |x, y| {
            let (x, y) = (f64::from(x) - 179.0, f64::from(y) - 170.0);
            let half = if y < 0.0 { upper } else { 120.0 };
            if x * x / (100.0 * 100.0) + y * y / (half * half) < 1.0 {
                hair
            } else {
                250
            }
        });
        let mesh = synthetic::mesh(&Head {
            centre: (179.0, 170.0),
            ..Head::default()
        });
        let background = Background::of(&picture, &mesh).unwrap();
        measure(&picture, &mesh, &background)
    }

    fn check(crown: u32, expected: std::ops::RangeInclusive<u8>) {
        let measured = found(crown, 40).unwrap();
        assert!(
            (measured.value - f64::from(crown)).abs() <= 2.0,
            "{measured:?}"
        );
        assert!(expected.contains(&measured.score), "{measured:?}");
    }

    #[test]
    fn seven_to_twenty_one_pixels_are_right() {
        check(13, 90..=100);
        check(20, 45..=60);
        check(5, 40..=50);
        check(40, 0..=0);
    }

    #[test]
    fn hair_like_the_wall_hides_the_crown() {
        assert_eq!(found(14, 240), None);
    }
}
