//! What a picture must reach for what it is for.

use crate::{Advice, Measure};
use serde::{Deserialize, Serialize};

/// What one measure must reach, in its own unit; a measure without bounds is taken, and fails nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// What is measured.
    pub measure: Measure,
    /// The value, at the least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The value, at the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
}

impl Requirement {
    /// What to do about a value, where it fails; what is no number fails.
    #[must_use]
    pub fn advice(&self, value: f64) -> Option<Advice> {
        let (small, large) = self.measure.advice();
        if self
            .least
            .is_some_and(|least| value < least || value.is_nan())
        {
            return Some(small);
        }
        let fails = self.most.is_some_and(|most| value > most || value.is_nan());
        fails.then_some(large)
    }
}

/// Requirements, the most important first: data, so that a deployment can change them. The first that fails
/// is the one change that helps most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Each measure that is taken, in the order in which advice is given.
    pub requirements: Vec<Requirement>,
}

impl Profile {
    /// The names that [`Profile::named`] knows.
    pub const NAMES: [&str; 3] = ["scan", "id_portrait", "upload"];

    /// The profile of a name on the wire.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "scan" => Some(Self::scan()),
            "id_portrait" => Some(Self::id_portrait()),
            "upload" => Some(Self::upload()),
            _ => None,
        }
    }

    /// A frame of a live scan, held to what the scan's own guidance asks before the first movement: `liveness` tests
    /// that both say the same. Nothing here looks at the background: the measures of a frame of 640×480 take less
    /// than three milliseconds.
    #[must_use]
    pub fn scan() -> Self {
        Self::of(&[
            between(Measure::SingleFace, 1.0, 1.0),
            least(Measure::PixelSize, 240.0),
            between(Measure::LuminanceMean, 0.045, 0.8),
            most(Measure::UnderExposure, 0.7),
            most(Measure::OverExposure, 0.2),
            between(Measure::FaceSize, 0.212, 0.54),
            least(Measure::InterEyeDistance, 48.0),
            most(Measure::FacePlace, 0.18),
            least(Measure::FaceMargin, 0.0),
            least(Measure::Sharpness, 0.05),
            between(Measure::Yaw, -10.0, 10.0),
            between(Measure::Pitch, -13.0, 13.0),
            between(Measure::Roll, -22.0, 22.0),
            most(Measure::MouthClosed, 0.14),
            least(Measure::LuminanceVariance, 0.0005),
            taken(Measure::DynamicRange),
            taken(Measure::IlluminationUniformity),
            taken(Measure::NaturalColour),
            taken(Measure::EyesOpen),
        ])
    }

    /// A portrait that is compared with, as the register keeps one.
    #[must_use]
    pub fn upload() -> Self {
        Self::of(&[
            between(Measure::SingleFace, 1.0, 1.0),
            least(Measure::PixelSize, 160.0),
            between(Measure::LuminanceMean, 0.04, 0.85),
            most(Measure::UnderExposure, 0.8),
            most(Measure::OverExposure, 0.3),
            between(Measure::FaceSize, 0.06, 0.75),
            least(Measure::InterEyeDistance, 40.0),
            most(Measure::FacePlace, 0.4),
            least(Measure::FaceMargin, -0.1),
            least(Measure::Sharpness, 0.04),
            least(Measure::LuminanceVariance, 0.0005),
            taken(Measure::EyesOpen),
            taken(Measure::MouthClosed),
            taken(Measure::Yaw),
            taken(Measure::Pitch),
            taken(Measure::Roll),
            taken(Measure::IlluminationUniformity),
            taken(Measure::DynamicRange),
            taken(Measure::NaturalColour),
            taken(Measure::Compression),
            taken(Measure::BackgroundUniformity),
            taken(Measure::CropLeft),
            taken(Measure::CropRight),
            taken(Measure::MarginAbove),
            taken(Measure::MarginBelow),
        ])
    }

    /// A picture for the resident identity card, GA 461: 358×441 pixels, or larger and of that shape; white
    /// background, the face 207 ± 14 wide, as much room beside it that it is in the middle, the eyes at least 207 above
    /// the lower edge, which goes before the 7 to 21 above the crown. Lengths are in pixels of a picture 358 wide.
    #[must_use]
    pub fn id_portrait() -> Self {
        Self::of(&[
            between(Measure::SingleFace, 1.0, 1.0),
            between(Measure::LuminanceMean, 0.08, 0.8),
            most(Measure::UnderExposure, 0.7),
            most(Measure::OverExposure, 0.2),
            least(Measure::EyesOpen, 0.02),
            most(Measure::MouthClosed, 0.1),
            between(Measure::Yaw, -10.0, 10.0),
            between(Measure::Pitch, -13.0, 13.0),
            between(Measure::Roll, -8.0, 8.0),
            least(Measure::IlluminationUniformity, 0.2),
            most(Measure::BackgroundUniformity, 60.0),
            least(Measure::BackgroundWhiteness, 0.85),
            between(Measure::Shape, 0.80, 0.825),
            least(Measure::PixelSize, 358.0),
            between(Measure::FaceWidth, 193.0, 221.0),
            least(Measure::CropLeft, 1.9),
            least(Measure::CropRight, 1.9),
            least(Measure::EyeLine, 207.0),
            between(Measure::CrownMargin, 7.0, 21.0),
            least(Measure::Sharpness, 0.06),
            least(Measure::LuminanceVariance, 0.001),
            most(Measure::NaturalColour, 12.0),
            most(Measure::Compression, 0.6),
            taken(Measure::DynamicRange),
            taken(Measure::InterEyeDistance),
            taken(Measure::FaceSize),
        ])
    }

    /// What a measure must reach; none where it is not taken.
    #[must_use]
    pub fn requirement(&self, measure: Measure) -> Option<&Requirement> {
        let mut requirements = self.requirements.iter();
        requirements.find(|requirement| requirement.measure == measure)
    }

    fn of(requirements: &[Requirement]) -> Self {
        Self {
            requirements: requirements.to_vec(),
        }
    }
}

fn between(measure: Measure, least: f64, most: f64) -> Requirement {
    Requirement {
        measure,
        least: Some(least),
        most: Some(most),
    }
}

fn least(measure: Measure, least: f64) -> Requirement {
    Requirement {
        measure,
        least: Some(least),
        most: None,
    }
}

fn most(measure: Measure, most: f64) -> Requirement {
    Requirement {
        measure,
        least: None,
        most: Some(most),
    }
}

fn taken(measure: Measure) -> Requirement {
    Requirement {
        measure,
        least: None,
        most: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_name_has_a_profile_that_measures_nothing_twice() {
        for name in Profile::NAMES {
            let Profile { requirements } = Profile::named(name).unwrap();
            let different: HashSet<_> = requirements.iter().map(|each| each.measure).collect();
            assert_eq!(different.len(), requirements.len(), "{name}");
        }
        assert_eq!(Profile::named("portrait"), None);
    }

    #[test]
    fn a_profile_is_data() {
        let profile = Profile::id_portrait();
        let written = serde_json::to_string(&profile).unwrap();
        assert_eq!(serde_json::from_str::<Profile>(&written).unwrap(), profile);
        let unknown = r#"{"requirements": [{"measure": "yaw", "atmost": 3}]}"#;
        assert!(serde_json::from_str::<Profile>(unknown).is_err());
    }
}
