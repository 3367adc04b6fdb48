//! What was decided, and by which step.

use liveness::Span;
use serde::{Deserialize, Serialize};
use verification::{Decision, Refusal};

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Yes, or no and why.
    pub outcome: Decision,
    /// Which step decided.
    pub step: Step,
    /// Whether a person should look at it: refused, but not by far.
    pub review: bool,
    /// The frames that show the face best, as far as they were looked for.
    pub chosen: Vec<usize>,
    /// When each action was seen; empty where they were not.
    pub spans: Vec<Span>,
}

/// The step of judging that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What the register says of the person.
    Register,
    /// The sandbox forced it, or waived the comparison.
    Sandbox,
    /// Whether the actions were seen.
    Liveness,
    /// Whether all frames show one person.
    Continuity,
    /// The score for presentation attacks.
    Presentation,
    /// Whether the capture was seen before.
    Recurrence,
    /// The comparison with the portrait on file.
    Comparison,
    /// A clerk, who saw person and card.
    Counter,
}

impl Verdict {
    /// A verdict of `step` that rests on no frame.
    #[must_use]
    pub fn of(step: Step, reason: Option<Refusal>) -> Self {
        Self {
            outcome: reason.map_or(Decision::Passed, |reason| Decision::Refused { reason }),
            step,
            review: false,
            chosen: Vec::new(),
            spans: Vec::new(),
        }
    }

    /// Its JSON without white space, names in the order of their letters (RFC 8785): the same verdict always gives
    /// the same bytes.
    #[must_use]
    pub fn canonical(&self) -> String {
        // A `Value` sorts the names of its objects, and all numbers here are whole.
        serde_json::to_value(self).map_or_else(|_| String::new(), |value| value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use verification::Action;

    #[test]
    fn the_canonical_form_is_pinned() {
        let mut verdict = Verdict::of(Step::Comparison, Some(Refusal::FaceDiffers));
        verdict.chosen = vec![4, 2];
        verdict.spans = vec![Span {
            action: Action::Nod,
            prompted_ms: 1,
            performed_ms: 2,
            returned_ms: 3,
        }];
        assert_eq!(
            verdict.canonical(),
            concat!(
                r#"{"chosen":[4,2],"outcome":{"decision":"refused","reason":{"code":"face_differs"}},"review":false,"#,
                r#""spans":[{"action":"nod","performed_ms":2,"prompted_ms":1,"returned_ms":3}],"step":"comparison"}"#
            )
        );
    }
}
