//! The person's own neutral face.

use portrait::FaceScalars;
use serde::{Deserialize, Serialize};

/// Medians over the frames of settling, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Baseline {
    pub(crate) eye_left: i32,
    pub(crate) eye_right: i32,
    pub(crate) mouth: i32,
    pub(crate) yaw: i32,
    pub(crate) pitch: i32,
}

impl Baseline {
    pub(crate) fn of(faces: &[FaceScalars]) -> Self {
        let median = |scalar: fn(&FaceScalars) -> i32| {
            let mut values: Vec<i32> = faces.iter().map(scalar).collect();
            values.sort_unstable();
            values.get(values.len() / 2).copied().unwrap_or_default()
        };
        Self {
            eye_left: median(|face| face.eye_left),
            eye_right: median(|face| face.eye_right),
            mouth: median(|face| face.mouth),
            yaw: median(|face| face.yaw),
            pitch: median(|face| face.pitch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script;

    #[test]
    fn a_blink_while_settling_does_not_move_the_median() {
        let open = script::neutral();
        let shut = FaceScalars {
            eye_left: 50,
            eye_right: 50,
            ..open
        };
        let baseline = Baseline::of(&[open, open, shut, shut, open]);
        assert_eq!(baseline, Baseline::of(&[open]));
    }

    #[test]
    fn no_frames_are_no_fault() {
        assert_eq!(Baseline::of(&[]).yaw, 0);
    }
}
