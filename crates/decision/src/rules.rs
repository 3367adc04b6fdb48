//! The thresholds of a decision, by version: those of an older one stay, so that what it decided can be decided again.

use crate::facts::Retraced;
use crate::selection::Ranking;
use liveness::Frame;
use serde::{Deserialize, Serialize};

/// The rules of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Which version of this crate's rules; liveness has its own.
    pub version: u32,
    /// What counts as alike and live.
    pub thresholds: Thresholds,
}

/// What counts as alike and live, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// From this cosine on, two faces are one person.
    pub likeness: i32,
    /// From this cosine on, the face of a chosen frame is the capture's own.
    pub continuity: i32,
    /// From this cosine on, a face in the middle of an action is: a lowered or turned face is less like itself. On 226
    /// frames of two persons who move the least was 300, at a bent head; strangers lie around zero.
    pub continuity_acting: i32,
    /// From this cosine on, a person should look at what was refused.
    pub review: i32,
    /// Below this mean score the capture shows a picture or a screen.
    pub live: i32,
    /// From this share of frames on that recur in one earlier capture, both are of one film; since version 4. Figures:
    /// `docs/authority.md`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurring: Option<i32>,
    /// From these shares on of the face's movement that one earlier capture explains, both are of one film; since version
    /// 5. Figures: `docs/authority.md`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub movement: Option<Retraced>,
}

/// The rules cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// No version of the rules has this number.
    #[error("no version of the rules has this number")]
    Version,
    /// A threshold that would let strangers through, or hardly anybody.
    #[error("a likeness threshold lies between 500 and 800 thousandths")]
    Likeness,
    /// Another threshold than the version has.
    #[error("a threshold is not that of its version")]
    Thresholds,
}

impl Thresholds {
    /// What the rules have that are in force, where a deployment asks for nothing else.
    pub const USUAL: Self = Self {
        likeness: 500,
        continuity: 500,
        continuity_acting: 250,
        review: 400,
        live: 500,
        recurring: Some(333),
        movement: Some(Retraced {
            straight: 996,
            mirrored: 985,
        }),
    };
}

impl Rules {
    /// The newest version.
    const NEWEST: u32 = 5;
    /// The least likeness that a deployment may ask for, and the most that pictures of one person still reach.
    const LIKENESS: std::ops::RangeInclusive<i32> = 500..=800;

    /// The rules in force, where a deployment asks for `likeness` between two faces of one person.
    pub fn in_force(likeness: i32) -> Result<Self, RulesError> {
        Self::of_version(Self::NEWEST)?.with_likeness(likeness)
    }

    /// The rules of a version, as that version had them by itself.
    pub fn of_version(version: u32) -> Result<Self, RulesError> {
        let thresholds = match version {
            1..=3 => Thresholds {
                recurring: None,
                movement: None,
                ..Thresholds::USUAL
            },
            4 => Thresholds {
                movement: None,
                ..Thresholds::USUAL
            },
            5 => Thresholds::USUAL,
            _ => return Err(RulesError::Version),
        };
        Ok(Self {
            version,
            thresholds,
        })
    }

    /// Whether these are the rules of their version, no weaker than that has them.
    pub fn check(self) -> Result<(), RulesError> {
        let own = Self::of_version(self.version)?.with_likeness(self.thresholds.likeness)?;
        if own == self {
            Ok(())
        } else {
            Err(RulesError::Thresholds)
        }
    }

    /// The band in which a person looks at a refusal moves along.
    fn with_likeness(mut self, likeness: i32) -> Result<Self, RulesError> {
        if !Self::LIKENESS.contains(&likeness) {
            return Err(RulesError::Likeness);
        }
        self.thresholds.review += likeness - self.thresholds.likeness;
        self.thresholds.likeness = likeness;
        Ok(self)
    }

    /// The frames of a capture that are looked at for presentation attacks: the best of each part of it.
    #[must_use]
    pub fn chosen(self, frames: &[Frame]) -> Vec<usize> {
        self.ranking().spread(frames)
    }

    /// Of the `chosen` frames those whose faces are fused into the capture's own, the best first.
    #[must_use]
    pub fn fused(self, frames: &[Frame], chosen: &[usize]) -> Vec<usize> {
        self.ranking().fused(frames, chosen)
    }

    /// Whether an answer gives away what the register says only after a look at the pictures: since version 3.
    pub(crate) fn looks_first(self) -> bool {
        self.version >= 3
    }

    /// By what frames are ranked: since version 2 by more than how frontal they are.
    fn ranking(self) -> Ranking {
        if self.version == 1 {
            Ranking::Frontal
        } else {
            Ranking::Quality
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(likeness: i32, expected: Result<i32, RulesError>) {
        let rules = Rules::in_force(likeness);
        assert_eq!(rules.map(|rules| rules.thresholds.review), expected);
    }

    #[test]
    fn a_deployment_may_be_stricter_within_reason() {
        check(500, Ok(400));
        check(550, Ok(450));
        check(499, Err(RulesError::Likeness));
        check(801, Err(RulesError::Likeness));
    }

    #[test]
    fn weakened_rules_and_unknown_versions_are_refused() {
        let rules = Rules::in_force(550).unwrap();
        assert_eq!(rules.check(), Ok(()));
        let mut weakened = rules;
        weakened.thresholds.live = 100;
        assert_eq!(weakened.check(), Err(RulesError::Thresholds));
        let unknown = Rules {
            version: 9,
            ..rules
        };
        assert_eq!(unknown.check(), Err(RulesError::Version));
    }
}
