//! How far the cheeks' colour is from that of skin in white light (ISO/IEC 29794-5, natural colour): the
//! distance of their mean in CIELAB from a* 5 to 25 and b* 5 to 35. What is less red than grey, or less yellow,
//! is as far as can be. The range takes in light and dark skin alike: it is about hue, not lightness.

use super::{Measured, sigmoid};
use crate::cheek::Cheek;
use crate::{Extent, Mesh, Picture, Place};

/// The value of what cannot be skin.
const FAR: f64 = 100.0;

/// Value: a distance in CIELAB (D50), 0 (natural) to 100; none where no cheek is in the picture.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Option<Measured> {
    let (a, b) = chroma(mean(picture, mesh)?);
    let distance = if a < 0.0 || b < 0.0 {
        FAR
    } else {
        let (a, b) = (outside(a, 5.0, 25.0), outside(b, 5.0, 35.0));
        libm::sqrt(a * a + b * b)
    };
    let score = 200.0 * (1.0 - sigmoid(distance, 0.0, 10.0));
    Some(Measured::new(distance, score))
}

/// Both cheeks and what is between them.
pub(crate) fn place(mesh: &Mesh) -> Place {
    let corners = Cheek::both(mesh).map(|cheek| cheek.extent());
    let corners = corners
        .iter()
        .flat_map(|it| [(it.left, it.top), (it.right, it.bottom)]);
    Place::area(&Extent::of_places(corners))
}

fn outside(value: f64, least: f64, most: f64) -> f64 {
    (least - value).max(value - most).max(0.0)
}

/// The mean of sRGB over both cheeks, 0 to 1.
fn mean(picture: &Picture, mesh: &Mesh) -> Option<[f64; 3]> {
    let (mut sums, mut count) = ([0_u32; 3], 0_u32);
    for cheek in Cheek::both(mesh) {
        for pixel in cheek.pixels(picture) {
            count += 1;
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += u32::from(*value);
            }
        }
    }
    (count > 0).then(|| sums.map(|sum| f64::from(sum) / f64::from(count) / 255.0))
}

/// a* and b* (CIE 15) of an sRGB colour, adapted to D50.
fn chroma(rgb: [f64; 3]) -> (f64, f64) {
    let [red, green, blue] = rgb.map(linear);
    let x = 0.43605 * red + 0.38508 * green + 0.14309 * blue;
    let y = 0.22249 * red + 0.71689 * green + 0.06062 * blue;
    let z = 0.01393 * red + 0.09710 * green + 0.71419 * blue;
    let (x, y, z) = (root(x / 0.964_221), root(y), root(z / 0.825_211));
    (500.0 * (x - y), 200.0 * (y - z))
}

/// IEC 61966-2-1.
fn linear(value: f64) -> f64 {
    if value <= 0.04045 {
        value / 12.92
    } else {
        libm::pow((value + 0.055) / 1.055, 2.4)
    }
}

/// CIE 15, with the slope of dark colours that OFIQ has: 24,289 where CIE has 24,389.
fn root(value: f64) -> f64 {
    if value <= 216.0 / 24_389.0 {
        (24_289.0 / 27.0 * value + 16.0) / 116.0
    } else {
        libm::cbrt(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn check(rgb: [u8; 3], expected: (f64, u8)) {
        let picture = Picture::from_rgb(640, 480, rgb.repeat(640 * 480)).unwrap();
        let mesh = synthetic::mesh(&synthetic::Head::default());
        let measured = measure(&picture, &mesh).unwrap();
        assert!((measured.value - expected.0).abs() < 0.1, "{measured:?}");
        assert_eq!(measured.score, expected.1);
    }

    #[test]
    fn skin_is_natural_whatever_its_shade() {
        check([236, 188, 160], (0.0, 100));
        check([198, 134, 102], (0.0, 100));
        check([96, 62, 47], (0.0, 100));
    }

    #[test]
    fn pale_red_grey_green_and_blue_are_less_so() {
        check([135, 128, 124], (3.36, 83));
        check([200, 90, 60], (18.80, 26));
        check([128, 128, 128], (100.0, 0));
        check([80, 200, 90], (100.0, 0));
        check([60, 70, 200], (100.0, 0));
    }

    #[test]
    fn primaries_have_the_chroma_of_the_tables() {
        let (a, b) = chroma([1.0, 0.0, 0.0]);
        assert!((a - 80.8).abs() < 0.2 && (b - 69.9).abs() < 0.2, "{a} {b}");
        let (a, b) = chroma([1.0; 3]);
        assert!(a.abs() < 0.1 && b.abs() < 0.1, "{a} {b}");
    }
}
