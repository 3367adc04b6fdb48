//! What the person is told, frame by frame.

use portrait::Advice;
use serde::{Deserialize, Serialize};
use verification::Action;

/// What one step says to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    /// What to show now.
    pub hint: Hint,
    /// How far the person is.
    pub progress: Progress,
    /// The action, in the one step that begins to ask for it: the moment to speak.
    pub prompt: Option<Action>,
    /// The time of the first frame that belongs to the evidence, as things stand; earlier frames are
    /// dropped. Nothing is worth keeping where it is absent.
    pub capture_from_ms: Option<u64>,
}

/// How far the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Actions done.
    pub done: usize,
    /// Actions in all.
    pub of: usize,
}

/// What to show; the words for people hang on the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// Something about the picture must change.
    Adjust(Advice),
    /// Look straight ahead, mouth closed.
    LookStraight,
    /// All is well: do not move.
    HoldStill,
    /// Do this.
    Do(Action),
    /// Keep the mouth open.
    KeepOpen,
    /// Every action was seen.
    Done,
    /// It is over, and why; a new start is a new [`crate::State`].
    Failed(Failure),
}

impl Hint {
    /// The hint's code in the catalogues of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Adjust(advice) => advice.code(),
            Self::LookStraight => "look_straight",
            Self::HoldStill => "hold_still",
            Self::Do(action) => action.code(),
            Self::KeepOpen => "keep_open",
            Self::Done => "done",
            Self::Failed(failure) => failure.hint_code(),
        }
    }

    /// Whether it may wait for the hint before it to be read.
    pub(crate) fn may_wait(self) -> bool {
        matches!(self, Self::Adjust(_) | Self::LookStraight | Self::HoldStill)
    }
}

/// Why a session failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason", content = "what")]
pub enum Failure {
    /// The action was not seen in its time.
    ActionNotSeen(Action),
    /// The action was not seen in its time, but a later one was.
    OutOfOrder(Action),
    /// The action was seen too often where it was not asked for.
    ActionUnasked(Action),
    /// There was no face to begin with.
    NoFace,
    /// The face was lost during the actions.
    FaceLost,
    /// There were several faces.
    SeveralFaces,
    /// The picture was not good enough to begin.
    Quality(Advice),
    /// The person did not look straight ahead and hold still.
    NotStill,
    /// Two frames lie too far apart.
    FramesMissing,
    /// A frame's time is not after the one before.
    TimesNotIncreasing,
}

impl Failure {
    /// The failure's code in transcripts and reports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ActionNotSeen(_) => "action_not_seen",
            Self::OutOfOrder(_) => "out_of_order",
            Self::ActionUnasked(_) => "action_unasked",
            Self::NoFace => "no_face",
            Self::FaceLost => "face_lost",
            Self::SeveralFaces => "several_faces",
            Self::Quality(_) => "quality",
            Self::NotStill => "not_still",
            Self::FramesMissing => "frames_missing",
            Self::TimesNotIncreasing => "times_not_increasing",
        }
    }

    fn hint_code(self) -> &'static str {
        match self {
            Self::FaceLost => "face_lost",
            Self::SeveralFaces => "several_faces",
            Self::FramesMissing | Self::TimesNotIncreasing => "frames_missing",
            Self::ActionNotSeen(_)
            | Self::OutOfOrder(_)
            | Self::ActionUnasked(_)
            | Self::NoFace
            | Self::Quality(_)
            | Self::NotStill => "timed_out",
        }
    }

    /// The failure that an obstacle to settling becomes when time is up.
    pub(crate) fn of_obstacle(obstacle: Hint) -> Self {
        match obstacle {
            Hint::Adjust(Advice::NoFace) => Self::NoFace,
            Hint::Adjust(Advice::SeveralFaces) => Self::SeveralFaces,
            Hint::Adjust(advice) => Self::Quality(advice),
            Hint::LookStraight | Hint::HoldStill | Hint::Do(_) | Hint::KeepOpen | Hint::Done => {
                Self::NotStill
            }
            Hint::Failed(failure) => failure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hint: Hint, expected: &str) {
        assert_eq!(hint.code(), expected);
    }

    #[test]
    fn codes_are_those_of_the_catalogue() {
        check(Hint::Adjust(Advice::TooDark), "too_dark");
        check(Hint::Do(Action::TurnLeft), "turn_left");
        check(Hint::HoldStill, "hold_still");
        check(Hint::KeepOpen, "keep_open");
        check(
            Hint::Failed(Failure::ActionNotSeen(Action::Nod)),
            "timed_out",
        );
        check(Hint::Failed(Failure::SeveralFaces), "several_faces");
    }

    #[test]
    fn a_failures_wire_form_names_its_code() {
        let wire = serde_json::to_value(Failure::Quality(Advice::TooDark)).unwrap();
        assert_eq!(
            wire,
            serde_json::json!({"reason": "quality", "what": "too_dark"})
        );
        let wire = serde_json::to_value(Failure::FaceLost).unwrap();
        assert_eq!(wire["reason"], Failure::FaceLost.code());
    }
}
