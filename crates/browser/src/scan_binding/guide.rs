//! What the page is told after a frame.

use liveness::{Guidance, Hint};
use serde::Serialize;

/// Words by `code`, colour by `tone`, progress by numbers.
#[derive(Serialize, Debug, PartialEq)]
pub(super) struct Guide {
    code: &'static str,
    tone: &'static str,
    done: usize,
    of: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'static str>,
}

impl Guide {
    pub(super) fn of(guidance: &Guidance) -> Self {
        Self {
            code: guidance.hint.code(),
            tone: tone(guidance.hint),
            done: guidance.progress.done,
            of: guidance.progress.of,
            prompt: guidance.prompt.map(verification::Action::code),
            failure: match guidance.hint {
                Hint::Failed(failure) => Some(failure.code()),
                _ => None,
            },
        }
    }
}

fn tone(hint: Hint) -> &'static str {
    match hint {
        Hint::Adjust(_) | Hint::LookStraight => "adjust",
        Hint::HoldStill => "hold",
        Hint::Do(_) | Hint::KeepOpen => "act",
        Hint::Done => "done",
        Hint::Failed(_) => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liveness::{Failure, Progress};
    use verification::Action;

    fn check(hint: Hint, code: &str, tone: &str, failure: Option<&str>) {
        let progress = Progress { done: 1, of: 2 };
        let guidance = Guidance {
            hint,
            progress,
            prompt: None,
            capture_from_ms: None,
        };
        let guide = Guide::of(&guidance);
        assert_eq!(
            (guide.code, guide.tone, guide.failure),
            (code, tone, failure)
        );
    }

    #[test]
    fn every_kind_of_hint_has_its_colour() {
        check(Hint::LookStraight, "look_straight", "adjust", None);
        check(Hint::HoldStill, "hold_still", "hold", None);
        check(Hint::KeepOpen, "keep_open", "act", None);
        check(Hint::Do(Action::Nod), "nod", "act", None);
        check(Hint::Done, "done", "done", None);
    }

    #[test]
    fn a_failure_says_why() {
        let failed = Hint::Failed(Failure::ActionNotSeen(Action::Nod));
        check(failed, "timed_out", "failed", Some("action_not_seen"));
    }
}
