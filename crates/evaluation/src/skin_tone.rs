//! Skin tone as the individual typology angle (ITA) of the cheeks, and its six categories (Chardon, Cretois and Hourseau,
//! "Skin colour typology and suntanning pathways", International Journal of Cosmetic Science 13, 1991).
//!
//! The angle is that of the picture: a lamp's colour, an exposure or a camera's own correction moves it as much as a
//! neighbouring category. It sorts pictures for a comparison of errors and says nothing about a person.

use portrait::{Mesh, Picture};

/// Points of the mesh in the middle of the two cheeks, below the eyes and away from beard and lips.
const CHEEKS: [usize; 2] = [50, 280];
/// The outer corners of the eyes, whose distance is the measure of the face.
const EYE_CORNERS: [usize; 2] = [33, 263];
/// How far around a point skin is taken, over the distance of the eyes' outer corners.
const RADIUS: f32 = 0.08;

/// A category of the angle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkinTone {
    /// Above 55°.
    VeryLight,
    /// 41° to 55°.
    Light,
    /// 28° to 41°.
    Intermediate,
    /// 10° to 28°.
    Tan,
    /// −30° to 10°.
    Brown,
    /// Below −30°.
    Dark,
}

impl SkinTone {
    /// The category of an angle in degrees.
    #[must_use]
    pub fn of_angle(degrees: f64) -> Self {
        match degrees {
            angle if angle > 55.0 => Self::VeryLight,
            angle if angle > 41.0 => Self::Light,
            angle if angle > 28.0 => Self::Intermediate,
            angle if angle > 10.0 => Self::Tan,
            angle if angle > -30.0 => Self::Brown,
            _ => Self::Dark,
        }
    }

    /// The category's code, which sorts from light to dark.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::VeryLight => "1_very_light",
            Self::Light => "2_light",
            Self::Intermediate => "3_intermediate",
            Self::Tan => "4_tan",
            Self::Brown => "5_brown",
            Self::Dark => "6_dark",
        }
    }
}

/// The angle of the face that `mesh` lies on, in degrees; none where no cheek is in the picture.
#[must_use]
pub fn angle(picture: &Picture, mesh: &Mesh) -> Option<f64> {
    let [left, right] = EYE_CORNERS.map(|index| mesh.points()[index]);
    let radius = RADIUS * libm::hypotf(left.x - right.x, left.y - right.y);
    let mut sum = [0.0; 3];
    let mut total = 0.0;
    for index in CHEEKS {
        let point = mesh.points()[index];
        for pixel in around(picture, [point.x, point.y], radius) {
            let light = [pixel[0], pixel[1], pixel[2]].map(linear);
            sum.iter_mut()
                .zip(light)
                .for_each(|(sum, light)| *sum += light);
            total += 1.0;
        }
    }
    let [lightness, _, yellow] = lab((total > 0.0).then(|| sum.map(|sum| sum / total))?);
    Some(libm::atan2(lightness - 50.0, yellow).to_degrees())
}

/// The pixels within a square around a point, as far as they are in the picture.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the picture's size first"
)]
fn around(picture: &Picture, [x, y]: [f32; 2], radius: f32) -> impl Iterator<Item = &[u8]> {
    let span = |middle: f32, length: u32| {
        let [from, to] =
            [middle - radius, middle + radius].map(|edge| edge.clamp(0.0, pixels(length)) as usize);
        from..to
    };
    let columns = span(x, picture.width());
    let width = picture.width() as usize;
    span(y, picture.height()).flat_map(move |row| {
        let range = (row * width + columns.start) * 3..(row * width + columns.end) * 3;
        picture.rgb()[range].chunks_exact(3)
    })
}

#[expect(clippy::cast_precision_loss, reason = "no picture is 2^24 pixels wide")]
fn pixels(count: u32) -> f32 {
    count as f32
}

/// sRGB to linear light, IEC 61966-2-1.
fn linear(value: u8) -> f64 {
    let value = f64::from(value) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        libm::pow((value + 0.055) / 1.055, 2.4)
    }
}

/// Linear sRGB to CIE 1976 L*a*b*, white point D65.
fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let x = (0.412_456 * red + 0.357_576 * green + 0.180_438 * blue) / 0.950_47;
    let y = 0.212_673 * red + 0.715_152 * green + 0.072_175 * blue;
    let z = (0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83;
    let [x, y, z] = [x, y, z].map(|value| {
        if value > 216.0 / 24_389.0 {
            libm::cbrt(value)
        } else {
            (24_389.0 / 27.0 * value + 16.0) / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use portrait::Point;

    fn check_lab(rgb: [u8; 3], expected: [f64; 3]) {
        let found = lab(rgb.map(linear));
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(
                (found - expected).abs() < 0.02,
                "{rgb:?}: {found}, not {expected}"
            );
        }
    }

    #[test]
    fn colours_have_their_known_places() {
        check_lab([255, 255, 255], [100.0, 0.0, 0.0]);
        check_lab([0, 0, 0], [0.0, 0.0, 0.0]);
        check_lab([255, 0, 0], [53.24, 80.09, 67.20]);
        check_lab([0, 0, 255], [32.30, 79.19, -107.86]);
    }

    /// A face all of one colour.
    fn check(rgb: [u8; 3], expected: SkinTone) {
        let picture = Picture::from_rgb(100, 100, rgb.repeat(10_000)).unwrap();
        let mut points = Box::new(
            [Point {
                x: 50.0,
                y: 50.0,
                z: 0.0,
            }; 468],
        );
        (points[33].x, points[263].x) = (30.0, 70.0);
        let angle = angle(&picture, &Mesh::new(points, 1.0)).unwrap();
        assert_eq!(SkinTone::of_angle(angle), expected, "{rgb:?}: {angle}");
    }

    #[test]
    fn skins_fall_into_their_categories() {
        check([246, 225, 210], SkinTone::VeryLight);
        check([225, 184, 153], SkinTone::Light);
        check([204, 162, 128], SkinTone::Intermediate);
        check([181, 138, 105], SkinTone::Tan);
        check([138, 95, 66], SkinTone::Brown);
        check([70, 45, 32], SkinTone::Dark);
    }

    #[test]
    fn a_face_beside_the_picture_has_no_tone() {
        let picture = Picture::from_rgb(10, 10, vec![99; 300]).unwrap();
        let points = Box::new(
            [Point {
                x: -90.0,
                y: 5.0,
                z: 0.0,
            }; 468],
        );
        assert_eq!(angle(&picture, &Mesh::new(points, 1.0)), None);
    }
}
