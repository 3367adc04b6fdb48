//! Drawing challenges: which actions, in which order, until when.

use jiff::{SignedDuration, Timestamp};
use liveness::draw_actions;
use rand_core::CryptoRng;
use std::collections::HashSet;
use std::ops::RangeInclusive;
use verification::{
    Action, CaptureLimits, Challenge, ChallengeDraw, ClientTerms, Nonce, SealingKey, VerificationId,
};

/// How long a challenge is worth something.
const LIFETIME: SignedDuration = SignedDuration::from_mins(3);

/// An action may take this long at the most, in milliseconds; all together fit into a capture.
const LONGEST_ACTION_MS: u32 = 7_000;

/// How many actions a challenge asks for.
const COUNT: RangeInclusive<usize> = 2..=3;

/// What a deployment's challenges have in common.
#[derive(Clone, Debug)]
pub struct Style {
    actions: Vec<Action>,
    sealing_key: SealingKey,
    clients: ClientTerms,
}

/// The set of actions is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too few different actions to draw challenges from")]
pub struct StyleError;

impl Style {
    /// Challenges over `actions`, of which at least `fewest` are different, and not a blink alone.
    pub fn new(
        actions: &[Action],
        fewest: usize,
        sealing_key: SealingKey,
        clients: ClientTerms,
    ) -> Result<Self, StyleError> {
        let different: HashSet<_> = actions.iter().collect();
        if different.len() < fewest || actions.iter().all(|action| *action == Action::Blink) {
            return Err(StyleError);
        }
        Ok(Self {
            actions: actions.to_vec(),
            sealing_key,
            clients,
        })
    }

    /// Which clients may answer.
    #[must_use]
    pub fn clients(&self) -> &ClientTerms {
        &self.clients
    }

    /// Draws a challenge that answers `draw`.
    pub fn draw(
        &self,
        draw: &ChallengeDraw,
        now: Timestamp,
        randomness: &mut impl CryptoRng,
    ) -> Challenge {
        let actions = draw_actions(&self.actions, COUNT, randomness).unwrap_or_default();
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
            minimum_client: self.clients.minimum,
            client_windows: self.clients.windows.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use verification::{Purpose, Subject};

    fn style(actions: &[Action]) -> Result<Style, StyleError> {
        let key = SealingKey::new("a".to_owned(), &[1; 32]);
        Style::new(actions, 2, key, ClientTerms::default())
    }

    fn draw(style: &Style) -> Challenge {
        let draw = ChallengeDraw {
            subject: Subject::from_bytes([1; 32]),
            purpose: Purpose::RaiseLevel,
            audience: "http://localhost:8787".to_owned(),
            name: Some("样例甲".to_owned()),
            number: "440524188001010014".to_owned(),
        };
        style.draw(
            &draw,
            Timestamp::constant(1_795_000_000, 0),
            &mut Surroundings::real().randomness(),
        )
    }

    #[test]
    fn two_or_three_actions_are_drawn_in_every_order() {
        let style = style(&Action::ALL).unwrap();
        let mut seen = HashSet::new();
        for _ in 0..4_000 {
            let Challenge { actions, .. } = draw(&style);
            assert!((2..=3).contains(&actions.len()));
            assert!(actions.windows(2).all(|pair| pair[0] != pair[1]));
            seen.insert(actions);
        }
        assert_eq!(seen.len(), 5 * 4 + 5 * 4 * 4);
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
