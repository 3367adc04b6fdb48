//! Drawing challenges: which actions, in which order, until when.

use jiff::{SignedDuration, Timestamp};
use rand_core::CryptoRng;
use verification::{
    Action, CaptureLimits, Challenge, ChallengeDraw, Nonce, SealingKey, VerificationId,
};

/// How long a challenge is worth something.
const LIFETIME: SignedDuration = SignedDuration::from_mins(3);

/// An action may take this long at the most, in milliseconds; all together fit into a capture.
const LONGEST_ACTION_MS: u32 = 7_000;

/// What a deployment's challenges have in common.
#[derive(Clone, Debug)]
pub struct Style {
    actions: Vec<Action>,
    sealing_key: SealingKey,
    minimum_client: u32,
}

/// The set of actions is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("challenges need at least two different actions to draw from")]
pub struct StyleError;

impl Style {
    /// Challenges over at least two different `actions`, so that none asks for a blink alone.
    pub fn new(
        actions: &[Action],
        sealing_key: SealingKey,
        minimum_client: u32,
    ) -> Result<Self, StyleError> {
        let mut different = Vec::new();
        for action in actions {
            if !different.contains(action) {
                different.push(*action);
            }
        }
        if different.len() < 2 {
            return Err(StyleError);
        }
        Ok(Self {
            actions: different,
            sealing_key,
            minimum_client,
        })
    }

    /// Draws a challenge that answers `draw`.
    pub fn draw(
        &self,
        draw: &ChallengeDraw,
        now: Timestamp,
        randomness: &mut (impl CryptoRng + ?Sized),
    ) -> Challenge {
        let actions = self.draw_actions(randomness);
        let limits = CaptureLimits::default();
        let count = u32::try_from(actions.len()).unwrap_or(1).max(1);
        Challenge {
            id: VerificationId::draw(randomness),
            nonce: Nonce::draw(randomness),
            subject: draw.subject,
            purpose: draw.purpose,
            audience: draw.audience.clone(),
            actions,
            action_timeout_ms: LONGEST_ACTION_MS.min(limits.longest_ms / count),
            issued_at: now,
            expires_at: now.saturating_add(LIFETIME).unwrap_or(now),
            limits,
            sealing_key: self.sealing_key.clone(),
            minimum_client: self.minimum_client,
        }
    }

    /// Two or three different actions in random order (Fisher–Yates).
    fn draw_actions(&self, randomness: &mut (impl CryptoRng + ?Sized)) -> Vec<Action> {
        let mut actions = self.actions.clone();
        for last in (1..actions.len()).rev() {
            actions.swap(last, below(last + 1, randomness));
        }
        actions.truncate(2 + below(2, randomness));
        actions
    }
}

/// A number below `bound`, which is so small that the bias of a remainder of 64 bits is none.
fn below(bound: usize, randomness: &mut (impl CryptoRng + ?Sized)) -> usize {
    let bound = u64::try_from(bound).unwrap_or(1).max(1);
    usize::try_from(randomness.next_u64() % bound).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use std::collections::HashSet;
    use verification::{Purpose, Subject};

    fn style(actions: &[Action]) -> Result<Style, StyleError> {
        Style::new(actions, SealingKey::new("a".to_owned(), &[1; 32]), 1)
    }

    fn draw(style: &Style) -> Challenge {
        let draw = ChallengeDraw {
            subject: Subject::from_bytes([1; 32]),
            purpose: Purpose::RaiseLevel,
            audience: "http://localhost:8787".to_owned(),
            name: "样例甲".to_owned(),
            number: "440524188001010014".to_owned(),
        };
        style.draw(
            &draw,
            Timestamp::constant(1_795_000_000, 0),
            &mut Surroundings::real().randomness(),
        )
    }

    #[test]
    fn two_or_three_different_actions_are_drawn_in_every_order() {
        let style = style(&Action::ALL).unwrap();
        let mut seen = HashSet::new();
        for _ in 0..2_000 {
            let Challenge { actions, .. } = draw(&style);
            assert!((2..=3).contains(&actions.len()));
            assert_eq!(actions.iter().collect::<HashSet<_>>().len(), actions.len());
            seen.insert(actions);
        }
        assert_eq!(seen.len(), 5 * 4 + 5 * 4 * 3);
    }

    #[test]
    fn one_action_is_too_few() {
        assert!(style(&[Action::Blink]).is_err());
        assert!(style(&[Action::Blink, Action::Blink]).is_err());
        assert!(style(&[Action::Blink, Action::Nod]).is_ok());
    }

    #[test]
    fn all_actions_fit_into_one_capture() {
        let challenge = draw(&style(&Action::ALL).unwrap());
        let count = u32::try_from(challenge.actions.len()).unwrap();
        assert!(challenge.action_timeout_ms * count <= challenge.limits.longest_ms);
        assert_eq!(
            challenge.expires_at.as_second() - challenge.issued_at.as_second(),
            180
        );
    }
}
