//! What a person is told when liveness was not seen.

use liveness::Failure;
use portrait::{Advice, Measure};
use verification::{Action, Refusal};

/// The refusal for a failure of liveness in a challenge of these actions.
pub(crate) fn of_failure(failure: Failure, actions: &[Action]) -> Refusal {
    match failure {
        Failure::ActionNotSeen(action)
        | Failure::OutOfOrder(action)
        | Failure::ActionUnasked(action) => Refusal::ActionNotSeen { action },
        Failure::NoFace | Failure::FaceLost | Failure::SeveralFaces => poor(Measure::SingleFace),
        Failure::Quality(advice) => poor(measure(advice)),
        Failure::NotStill | Failure::FramesMissing | Failure::TimesNotIncreasing => {
            actions.first().map_or_else(
                || poor(Measure::SingleFace),
                |action| Refusal::ActionNotSeen { action: *action },
            )
        }
    }
}

fn poor(measure: Measure) -> Refusal {
    Refusal::PoorQuality {
        measure: measure.code().to_owned(),
    }
}

/// The measure that advice rests on.
fn measure(advice: Advice) -> Measure {
    match advice {
        Advice::NoFace | Advice::SeveralFaces => Measure::SingleFace,
        Advice::TooFewPixels => Measure::InterEyeDistance,
        Advice::TooDark | Advice::TooBright => Measure::LuminanceMean,
        Advice::TooFar | Advice::TooClose => Measure::FaceSize,
        Advice::NotCentred => Measure::FacePlace,
        Advice::Blurred => Measure::Sharpness,
        Advice::PoorContrast => Measure::LuminanceVariance,
        Advice::UnevenLight => Measure::IlluminationUniformity,
        Advice::UnnaturalColour => Measure::NaturalColour,
        Advice::Compressed => Measure::Compression,
        Advice::BusyBackground => Measure::BackgroundUniformity,
        Advice::BackgroundNotWhite => Measure::BackgroundWhiteness,
        Advice::EyesClosed => Measure::EyesOpen,
        Advice::MouthOpen => Measure::MouthClosed,
        Advice::Turned => Measure::Yaw,
        Advice::NotLevel => Measure::Pitch,
        Advice::Tilted => Measure::Roll,
        Advice::WrongShape => Measure::Shape,
        Advice::CutOff => Measure::FaceMargin,
        Advice::EyesTooLow => Measure::EyeLine,
        Advice::CrownTooHigh | Advice::CrownTooLow => Measure::CrownMargin,
    }
}
