//! The thresholds of a decision, by version: those of an older one stay, so that what it decided can be decided again.

use crate::facts::Retraced;
use crate::next::FactsError;
use crate::selection::Ranking;
use liveness::Frame;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use verification::Purpose;

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
    /// From this cosine on, two faces are one person. Figures: `docs/authority.md`.
    pub likeness: i32,
    /// The same where the face stands in place of a password; since version 6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likeness_alone: Option<i32>,
    /// From this cosine on, the face of a chosen frame is the capture's own.
    pub continuity: i32,
    /// From this cosine on, a face in the middle of an action is: a lowered or turned face is less like itself. On 113
    /// frames of two persons who move the least was 413; among frames of six persons the most between two was 379.
    pub continuity_acting: i32,
    /// From this cosine on, two of the frames that make the capture's own face are one person: the mean of two persons is like
    /// both of them. Since version 7.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coherence: Option<i32>,
    /// From this cosine on, a person should look at what was refused: the least for which error rates were measured.
    pub review: i32,
    /// Below this mean score the capture shows a picture or a screen.
    pub live: i32,
    /// No face goes without being embedded for longer than this, in milliseconds; since version 6, before which every frame
    /// is embedded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_embedded_ms: Option<u64>,
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
    #[error("a likeness threshold lies between 450 and 700 thousandths")]
    Likeness,
    /// Another threshold than the version has.
    #[error("a threshold is not that of its version")]
    Thresholds,
}

impl Thresholds {
    /// What the rules have that are in force, where a deployment asks for nothing else.
    pub const USUAL: Self = Self {
        likeness: 450,
        likeness_alone: Some(480),
        continuity: 450,
        continuity_acting: 300,
        coherence: Some(450),
        review: 420,
        live: 500,
        not_embedded_ms: Some(300),
        recurring: Some(333),
        movement: Some(Retraced {
            straight: 996,
            mirrored: 985,
        }),
    };

    /// What versions 1 to 5 had, which compared the numbers of another network (MobileFaceNet).
    const OF_THE_FIRST_NETWORK: Self = Self {
        likeness: 500,
        likeness_alone: None,
        continuity: 500,
        continuity_acting: 250,
        coherence: None,
        review: 400,
        not_embedded_ms: None,
        ..Self::USUAL
    };
}

impl Rules {
    /// The newest version.
    const NEWEST: u32 = 7;

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
                ..Thresholds::OF_THE_FIRST_NETWORK
            },
            4 => Thresholds {
                movement: None,
                ..Thresholds::OF_THE_FIRST_NETWORK
            },
            5 => Thresholds::OF_THE_FIRST_NETWORK,
            6 => Thresholds {
                coherence: None,
                ..Thresholds::USUAL
            },
            7 => Thresholds::USUAL,
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

    /// The same rules where a deployment asks for `likeness` between two faces of one person. What is asked where the face
    /// stands in place of a password moves along, and so does the band in which a person looks at a refusal.
    pub fn with_likeness(mut self, likeness: i32) -> Result<Self, RulesError> {
        if !self.likenesses().contains(&likeness) {
            return Err(RulesError::Likeness);
        }
        let stricter = likeness - self.thresholds.likeness;
        self.thresholds.likeness += stricter;
        self.thresholds.review += stricter;
        if let Some(alone) = &mut self.thresholds.likeness_alone {
            *alone += stricter;
        }
        Ok(self)
    }

    /// The least likeness that a deployment may ask for, and the most that pictures of one person still reach.
    fn likenesses(self) -> RangeInclusive<i32> {
        if self.version < 6 {
            500..=800
        } else {
            450..=700
        }
    }

    /// From which cosine on the face before the camera is the one on file. The purpose is a fact since version 6.
    pub(crate) fn least_likeness(self, purpose: Option<Purpose>) -> Result<i32, FactsError> {
        match (self.thresholds.likeness_alone, purpose) {
            (Some(alone), Some(purpose)) if stands_alone(purpose) => Ok(alone),
            (None, None) | (Some(_), Some(_)) => Ok(self.thresholds.likeness),
            (None, Some(_)) | (Some(_), None) => Err(FactsError::Misfit),
        }
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

/// Whether a face is all that is asked for: elsewhere a session, whose password was given, asks for the scan, or the number
/// has no account yet.
fn stands_alone(purpose: Purpose) -> bool {
    match purpose {
        Purpose::SignIn | Purpose::ResetPassword => true,
        Purpose::Register
        | Purpose::RaiseLevel
        | Purpose::ChangeMobile
        | Purpose::Activate
        | Purpose::AuthoriseBusiness
        | Purpose::Filing => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(version: u32, likeness: i32, expected: Result<(i32, Option<i32>), RulesError>) {
        let rules = Rules::of_version(version).unwrap().with_likeness(likeness);
        let moved = |Thresholds {
                         review,
                         likeness_alone,
                         ..
                     }| (review, likeness_alone);
        assert_eq!(rules.map(|rules| moved(rules.thresholds)), expected);
    }

    #[test]
    fn a_deployment_may_be_stricter_within_reason() {
        check(6, 450, Ok((420, Some(480))));
        check(6, 550, Ok((520, Some(580))));
        check(6, 449, Err(RulesError::Likeness));
        check(6, 701, Err(RulesError::Likeness));
        check(5, 500, Ok((400, None)));
        check(5, 550, Ok((450, None)));
        check(5, 499, Err(RulesError::Likeness));
        check(5, 801, Err(RulesError::Likeness));
    }

    #[test]
    fn a_face_in_place_of_a_password_has_to_be_more_alike() {
        let rules = Rules::in_force(450).unwrap();
        for purpose in Purpose::SCANS {
            let is_alone = [Purpose::SignIn, Purpose::ResetPassword].contains(&purpose);
            let least = if is_alone { 480 } else { 450 };
            assert_eq!(rules.least_likeness(Some(purpose)), Ok(least));
        }
        assert_eq!(rules.least_likeness(None), Err(FactsError::Misfit));
        let earlier = Rules::of_version(5).unwrap();
        assert_eq!(earlier.least_likeness(None), Ok(500));
        let sign_in = earlier.least_likeness(Some(Purpose::SignIn));
        assert_eq!(sign_in, Err(FactsError::Misfit));
    }

    #[test]
    fn weakened_rules_and_unknown_versions_are_refused() {
        let rules = Rules::in_force(550).unwrap();
        assert_eq!(rules.check(), Ok(()));
        let mut weakened = rules;
        weakened.thresholds.live = 100;
        assert_eq!(weakened.check(), Err(RulesError::Thresholds));
        for alone in [None, Some(550)] {
            let mut weakened = rules;
            weakened.thresholds.likeness_alone = alone;
            assert_eq!(weakened.check(), Err(RulesError::Thresholds));
        }
        let unknown = Rules {
            version: 9,
            ..rules
        };
        assert_eq!(unknown.check(), Err(RulesError::Version));
    }
}
