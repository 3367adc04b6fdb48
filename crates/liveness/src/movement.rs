//! How far along an action one frame is, against the person's own baseline.

use crate::baseline::Baseline;
use crate::rules::{ApartRules, MovementRules};
use portrait::FaceScalars;
use verification::Action;

/// How far along an action a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Not begun, or returned from.
    Neutral,
    /// On the way.
    Between,
    /// Clearly done.
    Performed,
}

/// The level of one action.
pub(crate) fn level(
    action: Action,
    rules: &MovementRules,
    baseline: &Baseline,
    face: &FaceScalars,
) -> Level {
    match action {
        Action::TurnLeft => turn(rules, face.yaw.saturating_sub(baseline.yaw)),
        Action::TurnRight => turn(rules, baseline.yaw.saturating_sub(face.yaw)),
        Action::OpenMouth => mouth(rules, baseline, face),
        Action::Blink => eyes(rules, baseline, face),
        Action::Nod => nod(rules, face.pitch.saturating_sub(baseline.pitch)),
    }
}

/// The action of the other of mouth and eyes, where `action` is one of them.
pub(crate) fn counterpart(action: Action) -> Option<Action> {
    match action {
        Action::OpenMouth => Some(Action::Blink),
        Action::Blink => Some(Action::OpenMouth),
        Action::TurnLeft | Action::TurnRight | Action::Nod => None,
    }
}

/// Whether the face shows so much of an action that its counterpart does not count.
pub(crate) fn bars(
    action: Action,
    rules: &ApartRules,
    baseline: &Baseline,
    face: &FaceScalars,
) -> bool {
    match action {
        Action::OpenMouth => {
            let rise = face.mouth.saturating_sub(baseline.mouth);
            face.mouth >= rules.mouth_open && rise >= rules.mouth_rise
        }
        Action::Blink => {
            let left = share(face.eye_left, baseline.eye_left);
            let right = share(face.eye_right, baseline.eye_right);
            left.max(right) <= rules.eyes_closed.into()
        }
        Action::TurnLeft | Action::TurnRight | Action::Nod => false,
    }
}

fn turn(rules: &MovementRules, turned: i32) -> Level {
    rank(
        turned >= rules.turned,
        turned.saturating_abs() <= rules.unturned,
    )
}

fn nod(rules: &MovementRules, lowered: i32) -> Level {
    rank(
        lowered >= rules.nodded,
        lowered.saturating_abs() <= rules.level,
    )
}

fn mouth(rules: &MovementRules, baseline: &Baseline, face: &FaceScalars) -> Level {
    let rise = face.mouth.saturating_sub(baseline.mouth);
    let closed = rules.mouth_closed.max(baseline.mouth.saturating_add(50));
    rank(
        face.mouth >= rules.mouth_open && rise >= rules.mouth_rise,
        face.mouth <= closed,
    )
}

/// Both eyes, each against itself: a turned head narrows one of them.
fn eyes(rules: &MovementRules, baseline: &Baseline, face: &FaceScalars) -> Level {
    let left = share(face.eye_left, baseline.eye_left);
    let right = share(face.eye_right, baseline.eye_right);
    rank(
        left.max(right) <= rules.eyes_closed.into(),
        left.min(right) >= rules.eyes_open.into(),
    )
}

fn share(value: i32, of: i32) -> i64 {
    i64::from(value) * 1000 / i64::from(of.max(1))
}

fn rank(performed: bool, neutral: bool) -> Level {
    match (performed, neutral) {
        (true, _) => Level::Performed,
        (false, true) => Level::Neutral,
        (false, false) => Level::Between,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rules, script};

    fn check(action: Action, change: impl FnOnce(&mut FaceScalars), expected: Level) {
        let mut face = script::neutral();
        let baseline = Baseline::of(&[face]);
        change(&mut face);
        let found = level(action, &Rules::guide().movement, &baseline, &face);
        assert_eq!(found, expected, "{action:?}");
    }

    #[test]
    fn the_neutral_face_is_neutral_in_every_action() {
        for action in Action::ALL {
            check(action, |_| {}, Level::Neutral);
        }
    }

    #[test]
    fn turns_count_from_the_persons_own_yaw() {
        check(
            Action::TurnLeft,
            |face| face.yaw += 12_000,
            Level::Performed,
        );
        check(Action::TurnLeft, |face| face.yaw += 9_000, Level::Between);
        check(Action::TurnLeft, |face| face.yaw -= 15_000, Level::Between);
        check(
            Action::TurnRight,
            |face| face.yaw -= 15_000,
            Level::Performed,
        );
    }

    #[test]
    fn a_blink_needs_both_eyes() {
        check(Action::Blink, |face| face.eye_left = 100, Level::Between);
        let both = |face: &mut FaceScalars| (face.eye_left, face.eye_right) = (100, 110);
        check(Action::Blink, both, Level::Performed);
    }

    #[test]
    fn a_mouth_opens_and_a_head_is_lowered() {
        check(Action::OpenMouth, |face| face.mouth = 600, Level::Performed);
        check(Action::OpenMouth, |face| face.mouth = 400, Level::Between);
        check(Action::Nod, |face| face.pitch += 13_000, Level::Performed);
        check(Action::Nod, |face| face.pitch -= 13_000, Level::Between);
    }

    #[test]
    fn extreme_scalars_do_not_overflow() {
        for value in [i32::MIN, i32::MAX] {
            for action in Action::ALL {
                let mut face = script::neutral();
                (face.yaw, face.pitch, face.mouth, face.eye_left) = (value, value, value, value);
                let baseline = Baseline::of(&[face]);
                let _ = level(
                    action,
                    &Rules::guide().movement,
                    &baseline,
                    &script::neutral(),
                );
            }
        }
    }
}
