//! Quality measures, one a file: each gives a native value and a score from 0 to 100.
//!
//! Where ISO/IEC 29794-5:2025 has the measure, value and score follow its reference implementation
//! (OFIQ); where not, the file says what they are. `docs/photo-quality.md` compares all of them.

pub mod background_uniformity;
pub mod background_whiteness;
pub mod compression;
pub mod crop_left;
pub mod crop_right;
pub mod crown_margin;
pub mod dynamic_range;
pub mod eye_line;
pub mod eyes_open;
pub mod face_margin;
pub mod face_place;
pub mod face_size;
pub mod face_width;
pub mod illumination_uniformity;
pub mod inter_eye_distance;
pub mod luminance_mean;
pub mod luminance_variance;
pub mod margin_above;
pub mod margin_below;
pub mod mouth_closed;
pub mod natural_colour;
pub mod over_exposure;
pub mod pitch;
pub mod pixel_size;
pub mod roll;
pub mod shape;
pub mod sharpness;
pub mod single_face;
pub mod under_exposure;
pub mod yaw;

use crate::Advice;
use serde::{Deserialize, Serialize};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many faces there are.
    SingleFace,
    /// The picture's shorter side.
    PixelSize,
    /// The picture's width over its height.
    Shape,
    /// Pixels between the eyes.
    InterEyeDistance,
    /// Mean luminance.
    LuminanceMean,
    /// Variance of the luminance.
    LuminanceVariance,
    /// The share of dark pixels.
    UnderExposure,
    /// The share of washed-out pixels.
    OverExposure,
    /// How many shades there are.
    DynamicRange,
    /// How alike the light is on both cheeks.
    IlluminationUniformity,
    /// How far the cheeks' colour is from that of skin in white light.
    NaturalColour,
    /// Fine detail against coarse.
    Sharpness,
    /// The blocks that a strong compression leaves.
    Compression,
    /// How plain the background is.
    BackgroundUniformity,
    /// How white the background is.
    BackgroundWhiteness,
    /// The head's size in the picture.
    FaceSize,
    /// How far the face is from the picture's middle.
    FacePlace,
    /// How far the face is from the picture's edges.
    FaceMargin,
    /// Room between the face and the picture's left edge.
    CropLeft,
    /// Room between the face and the picture's right edge.
    CropRight,
    /// Room above the eyes.
    MarginAbove,
    /// Room below the eyes.
    MarginBelow,
    /// How far the eyes are open.
    EyesOpen,
    /// How far the mouth is open.
    MouthClosed,
    /// The head's turn to a side.
    Yaw,
    /// The head's nod.
    Pitch,
    /// The head's tilt.
    Roll,
    /// The face's width on a certificate's picture.
    FaceWidth,
    /// The eyes' height on a certificate's picture.
    EyeLine,
    /// Room above the crown on a certificate's picture.
    CrownMargin,
}

impl Measure {
    /// Every measure there is.
    pub const ALL: [Self; 30] = [
        Self::SingleFace,
        Self::PixelSize,
        Self::Shape,
        Self::InterEyeDistance,
        Self::LuminanceMean,
        Self::LuminanceVariance,
        Self::UnderExposure,
        Self::OverExposure,
        Self::DynamicRange,
        Self::IlluminationUniformity,
        Self::NaturalColour,
        Self::Sharpness,
        Self::Compression,
        Self::BackgroundUniformity,
        Self::BackgroundWhiteness,
        Self::FaceSize,
        Self::FacePlace,
        Self::FaceMargin,
        Self::CropLeft,
        Self::CropRight,
        Self::MarginAbove,
        Self::MarginBelow,
        Self::EyesOpen,
        Self::MouthClosed,
        Self::Yaw,
        Self::Pitch,
        Self::Roll,
        Self::FaceWidth,
        Self::EyeLine,
        Self::CrownMargin,
    ];

    /// The measure's code, the same as its file's name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SingleFace => "single_face",
            Self::PixelSize => "pixel_size",
            Self::Shape => "shape",
            Self::InterEyeDistance => "inter_eye_distance",
            Self::LuminanceMean => "luminance_mean",
            Self::LuminanceVariance => "luminance_variance",
            Self::UnderExposure => "under_exposure",
            Self::OverExposure => "over_exposure",
            Self::DynamicRange => "dynamic_range",
            Self::IlluminationUniformity => "illumination_uniformity",
            Self::NaturalColour => "natural_colour",
            Self::Sharpness => "sharpness",
            Self::Compression => "compression",
            Self::BackgroundUniformity => "background_uniformity",
            Self::BackgroundWhiteness => "background_whiteness",
            Self::FaceSize => "face_size",
            Self::FacePlace => "face_place",
            Self::FaceMargin => "face_margin",
            Self::CropLeft => "crop_left",
            Self::CropRight => "crop_right",
            Self::MarginAbove => "margin_above",
            Self::MarginBelow => "margin_below",
            Self::EyesOpen => "eyes_open",
            Self::MouthClosed => "mouth_closed",
            Self::Yaw => "yaw",
            Self::Pitch => "pitch",
            Self::Roll => "roll",
            Self::FaceWidth => "face_width",
            Self::EyeLine => "eye_line",
            Self::CrownMargin => "crown_margin",
        }
    }

    /// What to do where the value is too small, and where it is too large; the same where a measure fails
    /// in one way alone.
    #[must_use]
    pub fn advice(self) -> (Advice, Advice) {
        let both = |advice| (advice, advice);
        match self {
            Self::SingleFace => (Advice::NoFace, Advice::SeveralFaces),
            Self::PixelSize | Self::InterEyeDistance => both(Advice::TooFewPixels),
            Self::Shape => both(Advice::WrongShape),
            Self::LuminanceMean => (Advice::TooDark, Advice::TooBright),
            Self::LuminanceVariance | Self::DynamicRange => both(Advice::PoorContrast),
            Self::UnderExposure => both(Advice::TooDark),
            Self::OverExposure => both(Advice::TooBright),
            Self::IlluminationUniformity => both(Advice::UnevenLight),
            Self::NaturalColour => both(Advice::UnnaturalColour),
            Self::Sharpness => both(Advice::Blurred),
            Self::Compression => both(Advice::Compressed),
            Self::BackgroundUniformity => both(Advice::BusyBackground),
            Self::BackgroundWhiteness => both(Advice::BackgroundNotWhite),
            Self::FaceSize | Self::FaceWidth => (Advice::TooFar, Advice::TooClose),
            Self::FacePlace | Self::FaceMargin => both(Advice::NotCentred),
            Self::CropLeft | Self::CropRight => (Advice::NotCentred, Advice::TooFar),
            Self::MarginAbove | Self::MarginBelow => (Advice::CutOff, Advice::TooFar),
            Self::EyesOpen => both(Advice::EyesClosed),
            Self::MouthClosed => both(Advice::MouthOpen),
            Self::Yaw => both(Advice::Turned),
            Self::Pitch => both(Advice::NotLevel),
            Self::Roll => both(Advice::Tilted),
            Self::EyeLine => (Advice::EyesTooLow, Advice::CrownTooHigh),
            Self::CrownMargin => (Advice::CrownTooHigh, Advice::CrownTooLow),
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

/// The score of an angle of the head, in degrees (ISO/IEC 29794-5, head pose).
pub(crate) fn pose_score(degrees: f64) -> f64 {
    let cosine = libm::cos(degrees.to_radians());
    if degrees.abs() < 90.0 {
        100.0 * cosine * cosine
    } else {
        0.0
    }
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

    #[test]
    fn every_code_is_its_wire_form() {
        for measure in Measure::ALL {
            assert_eq!(serde_json::to_value(measure).unwrap(), measure.code());
        }
    }
}
