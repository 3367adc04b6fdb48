//! What to do about a picture.

use serde::{Deserialize, Serialize};

/// What to do about a picture; the words for people hang on the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Bring the face into the picture.
    NoFace,
    /// Be alone in the picture.
    SeveralFaces,
    /// Use a better camera, or a larger picture.
    TooFewPixels,
    /// Find more light.
    TooDark,
    /// Avoid glaring light.
    TooBright,
    /// Come closer.
    TooFar,
    /// Move away.
    TooClose,
    /// Move to the middle.
    NotCentred,
    /// Hold still, or wipe the lens.
    Blurred,
    /// Avoid light that is too even or too hard.
    PoorContrast,
    /// Turn to the light, so that both halves of the face have as much of it.
    UnevenLight,
    /// Find white light, and leave filters off.
    UnnaturalColour,
    /// Save the picture in a better quality.
    Compressed,
    /// Stand before a plain wall.
    BusyBackground,
    /// Stand before a white wall.
    BackgroundNotWhite,
    /// Open both eyes.
    EyesClosed,
    /// Close the mouth.
    MouthOpen,
    /// Turn the head until it looks into the camera.
    Turned,
    /// Lift or lower the chin until the head is level.
    NotLevel,
    /// Hold the head upright.
    Tilted,
    /// Cut the picture to the prescribed shape.
    WrongShape,
    /// Leave more room around the head.
    CutOff,
    /// Have the eyes higher in the picture.
    EyesTooLow,
    /// Leave more room above the head.
    CrownTooHigh,
    /// Leave less room above the head.
    CrownTooLow,
}

impl Advice {
    /// Every piece of advice there is.
    pub const ALL: [Self; 25] = [
        Self::NoFace,
        Self::SeveralFaces,
        Self::TooFewPixels,
        Self::TooDark,
        Self::TooBright,
        Self::TooFar,
        Self::TooClose,
        Self::NotCentred,
        Self::Blurred,
        Self::PoorContrast,
        Self::UnevenLight,
        Self::UnnaturalColour,
        Self::Compressed,
        Self::BusyBackground,
        Self::BackgroundNotWhite,
        Self::EyesClosed,
        Self::MouthOpen,
        Self::Turned,
        Self::NotLevel,
        Self::Tilted,
        Self::WrongShape,
        Self::CutOff,
        Self::EyesTooLow,
        Self::CrownTooHigh,
        Self::CrownTooLow,
    ];

    /// Its code on the wire and in the catalogues of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoFace => "no_face",
            Self::SeveralFaces => "several_faces",
            Self::TooFewPixels => "too_few_pixels",
            Self::TooDark => "too_dark",
            Self::TooBright => "too_bright",
            Self::TooFar => "too_far",
            Self::TooClose => "too_close",
            Self::NotCentred => "not_centred",
            Self::Blurred => "blurred",
            Self::PoorContrast => "poor_contrast",
            Self::UnevenLight => "uneven_light",
            Self::UnnaturalColour => "unnatural_colour",
            Self::Compressed => "compressed",
            Self::BusyBackground => "busy_background",
            Self::BackgroundNotWhite => "background_not_white",
            Self::EyesClosed => "eyes_closed",
            Self::MouthOpen => "mouth_open",
            Self::Turned => "turned",
            Self::NotLevel => "not_level",
            Self::Tilted => "tilted",
            Self::WrongShape => "wrong_shape",
            Self::CutOff => "cut_off",
            Self::EyesTooLow => "eyes_too_low",
            Self::CrownTooHigh => "crown_too_high",
            Self::CrownTooLow => "crown_too_low",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_its_wire_form() {
        for advice in Advice::ALL {
            assert_eq!(serde_json::to_value(advice).unwrap(), advice.code());
        }
    }
}
