//! Quality measures, one a file: each gives a native value and a score from 0 to 100.
//!
//! Where ISO/IEC 29794-5:2025 has the measure, value and score follow its reference implementation
//! (OFIQ); where not, the file says what they are.

pub mod face_margin;
pub mod face_place;
pub mod face_size;
pub mod inter_eye_distance;
pub mod luminance_mean;
pub mod luminance_variance;
pub mod over_exposure;
pub mod pixel_size;
pub mod sharpness;
pub mod single_face;
pub mod under_exposure;

use serde::{Deserialize, Serialize};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many faces there are.
    SingleFace,
    /// The picture's shorter side.
    PixelSize,
    /// Pixels between the eyes.
    InterEyeDistance,
    /// Mean luminance.
    LuminanceMean,
    /// The share of dark pixels.
    UnderExposure,
    /// The share of washed-out pixels.
    OverExposure,
    /// The head's size in the picture.
    FaceSize,
    /// How far the face is from the picture's middle.
    FacePlace,
    /// How far the face is from the picture's edges.
    FaceMargin,
    /// Fine detail against coarse.
    Sharpness,
    /// Variance of the luminance.
    LuminanceVariance,
}

impl Measure {
    /// The measure's code, the same as its file's name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SingleFace => "single_face",
            Self::PixelSize => "pixel_size",
            Self::InterEyeDistance => "inter_eye_distance",
            Self::LuminanceMean => "luminance_mean",
            Self::UnderExposure => "under_exposure",
            Self::OverExposure => "over_exposure",
            Self::FaceSize => "face_size",
            Self::FacePlace => "face_place",
            Self::FaceMargin => "face_margin",
            Self::Sharpness => "sharpness",
            Self::LuminanceVariance => "luminance_variance",
        }
    }
}

/// One measure's result.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The native value, in the measure's own unit.
    pub value: f64,
    /// 0 (worst) to 100 (best).
    pub score: u8,
}

impl Measured {
    /// A value with its score, rounded and held between 0 and 100.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=100 first; NaN becomes 0"
    )]
    pub(crate) fn new(value: f64, score: f64) -> Self {
        Self {
            value,
            score: libm::round(score).clamp(0.0, 100.0) as u8,
        }
    }
}

/// The logistic function that maps native values to scores in ISO/IEC 29794-5.
pub(crate) fn sigmoid(value: f64, middle: f64, width: f64) -> f64 {
    1.0 / (1.0 + libm::exp((middle - value) / width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_score_is_never_above_a_hundred(value in any::<f64>()) {
            prop_assert!(Measured::new(0.0, value).score <= 100);
        }
    }

    #[test]
    fn the_sigmoid_is_a_half_in_its_middle() {
        assert!((sigmoid(70.0, 70.0, 20.0) - 0.5).abs() < 1e-12);
    }
}
