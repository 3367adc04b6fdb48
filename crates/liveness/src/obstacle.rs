//! What stands in the way of settling, the first thing first.

use crate::Hint;
use crate::rules::{QualityRules, Rules, StillnessRules};
use portrait::{Advice, FaceScalars, Faces, Light, Observation};

/// The face, when nothing about the single frame stands in the way. What stood in the way of the frame `before` is out
/// of it only when it is better by the rules' margin, so that a face at a limit is not told one thing and the other.
pub(crate) fn clear(
    rules: &Rules,
    before: Option<Hint>,
    observation: &Observation,
) -> Result<FaceScalars, Hint> {
    let face = single(observation)?;
    let standing = match before {
        Some(Hint::Adjust(advice)) => rules.quality.beyond(advice, rules.margin),
        _ => rules.quality,
    };
    if let Some(advice) = quality(&standing, &observation.light, &face) {
        return Err(Hint::Adjust(advice));
    }
    if looks_straight(&rules.stillness, &face) {
        Ok(face)
    } else {
        Err(Hint::LookStraight)
    }
}

/// The single face of a frame.
pub(crate) fn single(observation: &Observation) -> Result<FaceScalars, Hint> {
    match (observation.faces, observation.face) {
        (Faces::One, Some(face)) => Ok(face),
        (Faces::Several, _) => Err(Hint::Adjust(Advice::SeveralFaces)),
        (Faces::None | Faces::One, _) => Err(Hint::Adjust(Advice::NoFace)),
    }
}

fn quality(rules: &QualityRules, light: &Light, face: &FaceScalars) -> Option<Advice> {
    let off = |centre: i32| centre.abs_diff(500) > rules.off_centre.unsigned_abs();
    let cut = |centre: i32, size: i32| {
        let off = centre.saturating_sub(500).saturating_abs();
        (size / 2).saturating_add(off) > 500 + rules.outside
    };
    let found = [
        (
            light.mean < rules.darkest || light.under_exposed > rules.under_exposed,
            Advice::TooDark,
        ),
        (
            light.mean > rules.brightest || light.over_exposed > rules.over_exposed,
            Advice::TooBright,
        ),
        (face.inter_eye < rules.farthest, Advice::TooFar),
        (face.inter_eye > rules.closest, Advice::TooClose),
        (face.inter_eye_px < rules.inter_eye_px, Advice::TooFewPixels),
        (off(face.centre_x) || off(face.centre_y), Advice::NotCentred),
        (
            cut(face.centre_x, face.width) || cut(face.centre_y, face.height),
            Advice::NotCentred,
        ),
        (light.sharpness < rules.sharpness, Advice::Blurred),
    ];
    found
        .into_iter()
        .find_map(|(is, advice)| is.then_some(advice))
}

fn looks_straight(rules: &StillnessRules, face: &FaceScalars) -> bool {
    face.yaw.saturating_abs() <= rules.yaw
        && face
            .pitch
            .saturating_sub(rules.level_pitch)
            .saturating_abs()
            <= rules.pitch
        && face.roll.saturating_abs() <= rules.roll
        && face.mouth <= rules.mouth
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script;

    fn check(change: impl FnOnce(&mut Light, &mut FaceScalars), expected: Option<Hint>) {
        let (mut light, mut face) = (script::light(), script::neutral());
        change(&mut light, &mut face);
        let observation = Observation {
            faces: Faces::One,
            light,
            face: Some(face),
        };
        assert_eq!(clear(&Rules::guide(), None, &observation).err(), expected);
    }

    #[test]
    fn a_good_frame_is_clear() {
        check(|_, _| {}, None);
    }

    #[test]
    fn each_obstacle_has_its_hint() {
        let adjust = |advice| Some(Hint::Adjust(advice));
        check(|light, _| light.mean = 20, adjust(Advice::TooDark));
        check(
            |light, _| light.under_exposed = 900,
            adjust(Advice::TooDark),
        );
        check(
            |light, _| light.over_exposed = 400,
            adjust(Advice::TooBright),
        );
        check(|light, _| light.sharpness = 10, adjust(Advice::Blurred));
        check(|_, face| face.inter_eye = 60, adjust(Advice::TooFar));
        check(|_, face| face.inter_eye = 400, adjust(Advice::TooClose));
        check(
            |_, face| face.inter_eye_px = 20_000,
            adjust(Advice::TooFewPixels),
        );
        check(|_, face| face.centre_x = 800, adjust(Advice::NotCentred));
        check(|_, face| face.height = 1_100, adjust(Advice::NotCentred));
        check(|_, face| face.yaw = -14_000, Some(Hint::LookStraight));
        check(|_, face| face.mouth = 600, Some(Hint::LookStraight));
    }

    #[test]
    fn whoever_was_too_far_comes_a_little_closer_than_the_limit() {
        let rules = Rules::guide();
        let check = |before: Option<Hint>, inter_eye: i32, is_clear: bool| {
            let mut face = script::neutral();
            face.inter_eye = inter_eye;
            let observation = Observation {
                faces: Faces::One,
                light: script::light(),
                face: Some(face),
            };
            assert_eq!(clear(&rules, before, &observation).is_ok(), is_clear);
        };
        let limit = rules.quality.farthest;
        let far = Some(Hint::Adjust(Advice::TooFar));
        check(None, limit, true);
        check(far, limit, false);
        check(far, limit + limit / 10, true);
        check(Some(Hint::Adjust(Advice::TooDark)), limit, true);
    }

    #[test]
    fn light_comes_before_place() {
        let both = |light: &mut Light, face: &mut FaceScalars| {
            light.mean = 5;
            face.centre_x = 900;
        };
        check(both, Some(Hint::Adjust(Advice::TooDark)));
    }
}
