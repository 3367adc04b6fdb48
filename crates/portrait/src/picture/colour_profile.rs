//! Colours of a file that names its own (ICC.1): telephones write Display P3, cameras Adobe RGB. Curves and matrix of the
//! profile give light, and sRGB's its numbers; every sum is of IEEE 754 basic operations, so that a browser and a server
//! see the same colours.

use moxcms::{ColorProfile, DataColorSpace, Matrix3d, ToneReprCurve};

/// Steps of light, from black to white, for which sRGB's numbers are made once.
const STEPS: u16 = 16_383;

/// Turns pixels, red, green and blue, from the profile's colours into sRGB. A profile of another kind than curves and a
/// matrix, or a damaged one, changes nothing: the numbers are taken for sRGB, as if there were none.
pub(super) fn to_srgb(rgb: &mut [u8], profile: &[u8]) {
    let conversion = Conversion::of(profile).filter(|it| !it.changes_nothing());
    if let Some(conversion) = conversion {
        let (pixels, _) = rgb.as_chunks_mut();
        for pixel in pixels {
            *pixel = conversion.of_pixel(*pixel);
        }
    }
}

struct Conversion {
    /// Light of each number, per channel.
    light: [[f32; 256]; 3],
    /// To sRGB's light, row by row.
    matrix: [[f32; 3]; 3],
    /// sRGB's number for each step of light.
    numbers: Vec<u8>,
}

impl Conversion {
    fn of(profile: &[u8]) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(profile).ok()?;
        if profile.color_space != DataColorSpace::Rgb {
            return None;
        }
        let curves = [&profile.red_trc, &profile.green_trc, &profile.blue_trc];
        let [red, green, blue] = curves.map(|curve| light(curve.as_ref()?));
        Some(Self {
            light: [red?, green?, blue?],
            matrix: matrix(&profile)?,
            numbers: (0..=STEPS).map(number).collect(),
        })
    }

    fn of_pixel(&self, pixel: [u8; 3]) -> [u8; 3] {
        let channel = |at: usize| self.light[at][usize::from(pixel[at])];
        let (red, green, blue) = (channel(0), channel(1), channel(2));
        self.matrix
            .map(|[r, g, b]| self.number(r * red + g * green + b * blue))
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the steps first; NaN becomes 0"
    )]
    fn number(&self, light: f32) -> u8 {
        let step = (light * f32::from(STEPS) + 0.5).clamp(0.0, f32::from(STEPS));
        self.numbers[usize::from(step as u16)]
    }

    /// Whether it is sRGB's own profile, or one that nobody could tell from it.
    fn changes_nothing(&self) -> bool {
        let levels = (0..=255_u8).step_by(15);
        let colours =
            levels.flat_map(|it| [[it; 3], [it, 0, 0], [0, it, 0], [0, 0, it], [255, it, 0]]);
        let mut pairs = colours.flat_map(|it| it.into_iter().zip(self.of_pixel(it)));
        pairs.all(|(one, other)| one.abs_diff(other) <= 1)
    }
}

fn light(curve: &ToneReprCurve) -> Option<[f32; 256]> {
    let evaluator = curve.make_linear_evaluator().ok()?;
    let mut light = [0.0; 256];
    for (light, number) in light.iter_mut().zip(0..=u8::MAX) {
        *light = evaluator.evaluate_value(f32::from(number) / 255.0);
    }
    light.iter().all(|it| it.is_finite()).then_some(light)
}

/// From the profile's light by way of CIE XYZ, both adapted to D50, to sRGB's.
#[expect(clippy::cast_possible_truncation, reason = "numbers about one")]
fn matrix(profile: &ColorProfile) -> Option<[[f32; 3]; 3]> {
    let to_xyz = profile.rgb_to_xyz_matrix();
    let from_xyz = ColorProfile::new_srgb().rgb_to_xyz_matrix().inverse();
    let Matrix3d { v } = from_xyz.mat_mul(to_xyz);
    let matrix = v.map(|row| row.map(|it| it as f32));
    matrix
        .iter()
        .flatten()
        .all(|it| it.is_finite())
        .then_some(matrix)
}

/// IEC 61966-2-1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 255"
)]
fn number(step: u16) -> u8 {
    let light = f64::from(step) / f64::from(STEPS);
    let value = if light <= 0.003_130_8 {
        12.92 * light
    } else {
        1.055 * libm::pow(light, 1.0 / 2.4) - 0.055
    };
    libm::round(255.0 * value) as u8
}
