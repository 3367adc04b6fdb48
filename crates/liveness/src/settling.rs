//! Before the first prompt: light, place, looking straight ahead, and still for a moment.

use crate::baseline::Baseline;
use crate::obstacle;
use crate::rules::{Rules, StillnessRules};
use crate::{Failure, Hint};
use portrait::{FaceScalars, Observation};
use serde::{Deserialize, Serialize};

/// The frames since the face became still. They are the first of the evidence: a replay that starts with
/// them goes the same way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settling {
    times: Vec<u64>,
    faces: Vec<FaceScalars>,
    obstacle: Option<Hint>,
}

/// What a frame made of settling.
pub(crate) enum Settled {
    /// Not yet; what to show.
    NotYet(Settling, Hint),
    /// The baseline, and the time of its first frame.
    Done(Baseline, u64),
}

impl Settling {
    /// The time of the first frame that belongs to the evidence, so far.
    pub(crate) fn began_ms(&self) -> Option<u64> {
        self.times.first().copied()
    }

    /// Why it never came to the first prompt.
    pub(crate) fn failure(&self) -> Failure {
        Failure::of_obstacle(self.obstacle.unwrap_or(Hint::HoldStill))
    }

    pub(crate) fn step(self, rules: &Rules, observation: &Observation, now: u64) -> Settled {
        let before = self.obstacle.filter(|_| self.times.is_empty());
        match obstacle::clear(rules, before, observation) {
            Ok(face) => self.add(rules, face, now),
            Err(hint) => Settled::NotYet(
                Self {
                    obstacle: Some(hint),
                    ..Self::default()
                },
                hint,
            ),
        }
    }

    fn add(mut self, rules: &Rules, face: FaceScalars, now: u64) -> Settled {
        if !self.goes_on(rules, &face, now) {
            self = Self {
                obstacle: Some(Hint::HoldStill),
                ..Self::default()
            };
        }
        self.times.push(now);
        self.faces.push(face);
        let from = self.began_ms().unwrap_or(now);
        if now - from >= rules.settle_ms && self.faces.len() >= rules.settle_frames {
            return Settled::Done(Baseline::of(&self.faces), from);
        }
        Settled::NotYet(self, Hint::HoldStill)
    }

    /// Whether the frame continues the still moment: no gap, no motion.
    fn goes_on(&self, rules: &Rules, face: &FaceScalars, now: u64) -> bool {
        let (Some(first), Some(last), Some(time)) =
            (self.faces.first(), self.faces.last(), self.times.last())
        else {
            return true;
        };
        now - time <= rules.longest_gap_ms
            && keeps_pose(&rules.stillness, first, face)
            && motion(last, face, now - time) <= i64::from(rules.stillness.motion)
    }
}

fn keeps_pose(rules: &StillnessRules, first: &FaceScalars, face: &FaceScalars) -> bool {
    face.yaw.abs_diff(first.yaw) <= rules.yaw_change.unsigned_abs()
        && face.pitch.abs_diff(first.pitch) <= rules.pitch_change.unsigned_abs()
}

/// Thousandths of the face's own size in 100 ms, the larger of the two directions.
fn motion(last: &FaceScalars, face: &FaceScalars, elapsed_ms: u64) -> i64 {
    let elapsed = i64::try_from(elapsed_ms).unwrap_or(i64::MAX).max(1);
    let share = |from: i32, to: i32, size: i32| {
        i64::from(from.abs_diff(to)) * 100_000 / i64::from(size.max(1)) / elapsed
    };
    let across = share(last.centre_x, face.centre_x, face.width);
    across.max(share(last.centre_y, face.centre_y, face.height))
}
