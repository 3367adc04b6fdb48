//! The thresholds, as data. Scalars are in thousandths, as `portrait::Observation` has them.

use portrait::Advice;
use serde::{Deserialize, Serialize};
use verification::Action;

/// All thresholds of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Names this set of thresholds in transcripts.
    pub version: u32,
    /// Actions in a challenge, at the least.
    pub fewest_actions: usize,
    /// Actions in a challenge, at the most.
    pub most_actions: usize,
    /// How long the face is still before the first prompt.
    pub settle_ms: u64,
    /// Frames in that time, at the least.
    pub settle_frames: usize,
    /// How long the person may take to settle.
    pub settle_timeout_ms: u64,
    /// From a prompt to the action, at the least: nobody reacts faster.
    pub reaction_ms: u64,
    /// Frames in a row that show an action (one is enough for a blink).
    pub sustained_frames: u32,
    /// What the challenge's time for an action is multiplied by.
    pub action_timeout_times: u64,
    /// From the first frame of the capture to the last.
    pub longest_ms: u64,
    /// Whether that grows where the challenge gives its actions more time than [`Rules::ORDINARY_MS`] in all.
    #[serde(default)]
    pub grows: bool,
    /// Between two frames of the capture.
    pub longest_gap_ms: u64,
    /// How long the single face may be out of sight during the actions.
    pub face_lost_ms: u64,
    /// How long another hint waits before it replaces the one shown.
    pub hint_hold_ms: u64,
    /// How long a hint about picture or place is shown, at the least.
    #[serde(default)]
    pub hint_shown_ms: u64,
    /// Whether the mouth may stay open where no action of the challenge opens it: not everybody can close it.
    #[serde(default)]
    pub open_mouth_allowed: bool,
    /// By how many thousandths what was amiss must be better than its limit before it counts as mended.
    #[serde(default)]
    pub margin: i32,
    /// Light, distance and place while settling.
    pub quality: QualityRules,
    /// Pose and motion while settling.
    pub stillness: StillnessRules,
    /// What counts as an action.
    pub movement: MovementRules,
    /// Where mouth and eyes are both asked for: what of the other bars an action. None: nothing does.
    #[serde(default)]
    pub apart: Option<ApartRules>,
    /// Of challenges that have timings. `None`: there are none.
    #[serde(default)]
    pub timed: Option<TimedRules>,
}

/// Light, distance and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityRules {
    /// Mean luminance (linear), at the least.
    pub darkest: i32,
    /// Mean luminance, at the most.
    pub brightest: i32,
    /// The share of dark pixels, at the most.
    pub under_exposed: i32,
    /// The share of washed-out pixels, at the most.
    pub over_exposed: i32,
    /// Sharpness, at the least.
    pub sharpness: i32,
    /// Pixels between the eyes, at the least.
    pub inter_eye_px: i32,
    /// Inter-eye distance over the shorter side, at the least.
    pub farthest: i32,
    /// Inter-eye distance over the shorter side, at the most.
    pub closest: i32,
    /// The face's middle from the frame's, at the most, over the side.
    pub off_centre: i32,
    /// How far the face may reach outside the frame, over the side.
    pub outside: i32,
}

/// Looking straight ahead, without moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StillnessRules {
    /// Yaw either way, at the most.
    pub yaw: i32,
    /// The pitch of a face that looks straight ahead, by the mesh.
    pub level_pitch: i32,
    /// Pitch from there, either way, at the most.
    pub pitch: i32,
    /// Roll either way, at the most.
    pub roll: i32,
    /// Openness of the mouth, at the most.
    pub mouth: i32,
    /// Change of yaw since settling began, at the most.
    pub yaw_change: i32,
    /// Change of pitch since settling began, at the most.
    pub pitch_change: i32,
    /// Motion in 100 ms over the face's own size, at the most.
    pub motion: i32,
}

/// What counts as an action, and what as back to neutral, against the person's own baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovementRules {
    /// Yaw from the baseline that is a turn.
    pub turned: i32,
    /// Yaw from the baseline that is none.
    pub unturned: i32,
    /// Openness of the mouth that is open.
    pub mouth_open: i32,
    /// Rise above the baseline that an open mouth needs besides.
    pub mouth_rise: i32,
    /// Openness of the mouth that is closed, unless the baseline is higher.
    pub mouth_closed: i32,
    /// Eye openness over the baseline, both eyes, that is closed.
    pub eyes_closed: i32,
    /// Eye openness over the baseline, both eyes, that is open.
    pub eyes_open: i32,
    /// Pitch below the baseline that is a nod.
    pub nodded: i32,
    /// Pitch from the baseline that is none.
    pub level: i32,
}

/// Which mouth bars a blink, and which eyes bar an open mouth: one face that shows both at once has done neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApartRules {
    /// Openness of the mouth from which a blink does not count.
    pub mouth_open: i32,
    /// Rise above the baseline that such a mouth has besides.
    pub mouth_rise: i32,
    /// Eye openness over the baseline, both eyes, up to which an open mouth does not count.
    pub eyes_closed: i32,
}

/// What counts where a challenge says when each action is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimedRules {
    /// From the prompt to the action, at the most, in thousandths of the challenge's time for an action.
    pub answer: u32,
    /// Openness of the mouth below which it is not held open any longer.
    pub held: i32,
    /// From an action to neutral, at the most.
    pub return_ms: u32,
    /// How often the mouth may open without being asked to.
    pub unasked: u32,
}

impl Rules {
    /// The time that the actions of an ordinary challenge have in all, at the most.
    pub const ORDINARY_MS: u64 = 15_000;

    /// The browser's: stricter.
    #[must_use]
    pub fn guide() -> Self {
        Self {
            hint_shown_ms: 900,
            margin: 60,
            apart: Some(ApartRules::guide()),
            ..Self::guide_1().second().third(TimedRules::guide())
        }
    }

    /// The authority's: a little wider in every respect. Wider thresholds see the beginning of an action
    /// a frame earlier, hence the shorter reaction; and an action seen early starts the next one's time
    /// early too, hence the multiple, which the length of the whole capture bounds.
    #[must_use]
    pub fn judge() -> Self {
        Self::judge_2().third(TimedRules::judge())
    }

    /// The authority's rules of a version, so that what was judged by them can be judged again.
    #[must_use]
    pub fn of_version(version: u32) -> Option<Self> {
        match version {
            1 => Some(Self::judge_1()),
            2 => Some(Self::judge_2()),
            3 => Some(Self::judge()),
            _ => None,
        }
    }

    fn judge_2() -> Self {
        Self {
            apart: Some(ApartRules::judge()),
            ..Self::judge_1().second()
        }
    }

    /// What both sides have anew in version 2: longer challenges, and more time for them; a mouth that may stay open. And
    /// angles are those of a head that is fitted to the mesh, no longer of the network's own depth: on the footage at hand
    /// the same thresholds tell turns from none.
    fn second(self) -> Self {
        Self {
            version: 2,
            most_actions: 7,
            grows: true,
            open_mouth_allowed: true,
            ..self
        }
    }

    /// What both sides have anew in version 3: challenges with timings. Those without are judged as by version 2.
    fn third(self, timed: TimedRules) -> Self {
        Self {
            version: 3,
            timed: Some(timed),
            ..self
        }
    }

    fn guide_1() -> Self {
        Self {
            version: 1,
            fewest_actions: 2,
            most_actions: 3,
            settle_ms: 500,
            settle_frames: 5,
            settle_timeout_ms: 60_000,
            reaction_ms: 150,
            sustained_frames: 2,
            action_timeout_times: 1,
            longest_ms: 14_500,
            grows: false,
            longest_gap_ms: 250,
            face_lost_ms: 800,
            hint_hold_ms: 300,
            hint_shown_ms: 0,
            open_mouth_allowed: false,
            margin: 0,
            quality: QualityRules::guide(),
            stillness: StillnessRules::guide(),
            movement: MovementRules::guide(),
            apart: None,
            timed: None,
        }
    }

    fn judge_1() -> Self {
        Self {
            settle_frames: 4,
            settle_timeout_ms: 15_000,
            reaction_ms: 50,
            action_timeout_times: 3,
            longest_ms: 15_000,
            longest_gap_ms: 300,
            face_lost_ms: 1_000,
            quality: QualityRules::judge(),
            stillness: StillnessRules::judge(),
            movement: MovementRules::judge(),
            ..Self::guide_1()
        }
    }

    /// Whether a challenge of these actions is taken: as many as the rules say, and never blinks alone.
    #[must_use]
    pub fn accepts(&self, actions: &[Action]) -> bool {
        (self.fewest_actions..=self.most_actions).contains(&actions.len())
            && actions.iter().any(|action| *action != Action::Blink)
    }
}

impl QualityRules {
    /// The same with the limits of one piece of advice stricter by `margin` thousandths.
    pub(crate) fn beyond(self, advice: Advice, margin: i32) -> Self {
        let up = |limit: i32| limit + limit * margin / 1000;
        let down = |limit: i32| limit - limit * margin / 1000;
        let mut rules = self;
        match advice {
            Advice::TooDark => {
                rules.darkest = up(rules.darkest);
                rules.under_exposed = down(rules.under_exposed);
            }
            Advice::TooBright => {
                rules.brightest = down(rules.brightest);
                rules.over_exposed = down(rules.over_exposed);
            }
            Advice::TooFar => rules.farthest = up(rules.farthest),
            Advice::TooClose => rules.closest = down(rules.closest),
            Advice::TooFewPixels => rules.inter_eye_px = up(rules.inter_eye_px),
            Advice::NotCentred => rules.off_centre = down(rules.off_centre),
            Advice::Blurred => rules.sharpness = up(rules.sharpness),
            _ => {}
        }
        rules
    }

    fn guide() -> Self {
        Self {
            darkest: 45,
            brightest: 800,
            under_exposed: 700,
            over_exposed: 200,
            sharpness: 50,
            inter_eye_px: 48_000,
            farthest: 110,
            closest: 330,
            off_centre: 180,
            outside: 0,
        }
    }

    fn judge() -> Self {
        Self {
            darkest: 30,
            brightest: 870,
            under_exposed: 850,
            over_exposed: 350,
            sharpness: 20,
            inter_eye_px: 42_000,
            farthest: 95,
            closest: 380,
            off_centre: 220,
            outside: 40,
        }
    }
}

impl StillnessRules {
    fn guide() -> Self {
        Self {
            yaw: 10_000,
            level_pitch: 2_000,
            pitch: 13_000,
            roll: 22_000,
            mouth: 280,
            yaw_change: 5_000,
            pitch_change: 8_000,
            motion: 150,
        }
    }

    fn judge() -> Self {
        Self {
            yaw: 13_000,
            pitch: 16_000,
            roll: 27_000,
            mouth: 350,
            yaw_change: 7_500,
            pitch_change: 11_000,
            motion: 250,
            ..Self::guide()
        }
    }
}

impl MovementRules {
    fn guide() -> Self {
        Self {
            turned: 11_000,
            unturned: 6_000,
            mouth_open: 500,
            mouth_rise: 250,
            mouth_closed: 300,
            eyes_closed: 600,
            eyes_open: 800,
            nodded: 11_000,
            level: 5_500,
        }
    }

    fn judge() -> Self {
        Self {
            turned: 9_000,
            unturned: 7_000,
            mouth_open: 420,
            mouth_rise: 200,
            mouth_closed: 350,
            eyes_closed: 660,
            eyes_open: 750,
            nodded: 9_500,
            level: 7_000,
        }
    }
}

/// What bars is the other way round: the guide sees it sooner.
impl ApartRules {
    fn guide() -> Self {
        Self {
            mouth_open: 420,
            mouth_rise: 200,
            eyes_closed: 600,
        }
    }

    fn judge() -> Self {
        Self {
            mouth_open: 500,
            mouth_rise: 250,
            eyes_closed: 500,
        }
    }
}

impl TimedRules {
    fn guide() -> Self {
        Self {
            answer: 600,
            held: 400,
            return_ms: 3_000,
            unasked: 1,
        }
    }

    fn judge() -> Self {
        Self {
            answer: 700,
            held: 330,
            return_ms: 3_500,
            unasked: 1,
        }
    }
}

#[cfg(test)]
mod tests;
