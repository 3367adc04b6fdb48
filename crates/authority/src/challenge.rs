//! Drawing challenges: which actions, in which order, until when.

use jiff::{SignedDuration, Timestamp};
use liveness::{Rules, draw_from_left, draw_timings};
use rand_core::CryptoRng;
use std::collections::HashSet;
use std::ops::RangeInclusive;
use verification::{
    Action, CaptureLimits, Challenge, ChallengeDraw, ClientTerms, Needs, Nonce, SealingKey,
    VerificationId,
};

/// How long a challenge is worth something.
const LIFETIME: SignedDuration = SignedDuration::from_mins(3);

/// The same for a longer capture, which takes longer to send as well.
const LONGER_LIFETIME: SignedDuration = SignedDuration::from_mins(5);

/// An action may take this long at the most, in milliseconds; all together fit into a capture.
const LONGEST_ACTION_MS: u32 = 7_000;

/// An action of a challenge that has more of them than an ordinary one.
const ACTION_OF_MANY_MS: u32 = 5_000;

/// An action of whoever asks for more time, at the most; all together fit into the longest capture.
const MORE_TIME_MS: u32 = 15_000;

/// How many actions a challenge asks for.
const COUNT: RangeInclusive<usize> = 2..=3;

/// What a deployment's challenges have in common.
#[derive(Clone, Debug)]
pub struct Style {
    actions: Vec<Action>,
    is_timed: bool,
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
            is_timed: true,
            sealing_key,
            clients,
        })
    }

    /// The same without timings: a recording cannot keep to them.
    #[must_use]
    pub fn for_recordings(self) -> Self {
        Self {
            is_timed: false,
            ..self
        }
    }

    /// Which clients may answer.
    #[must_use]
    pub fn clients(&self) -> &ClientTerms {
        &self.clients
    }

    /// Draws a challenge that answers `draw`; `None` if nothing is left that could be asked of the person. The actions
    /// that were asked `before` are repeated: otherwise an attacker could draw until they fit a recording. Their timings are
    /// drawn anew: otherwise an attacker could make a recording that fits.
    pub fn draw(
        &self,
        draw: &ChallengeDraw,
        before: Option<&[Action]>,
        now: Timestamp,
        randomness: &mut impl CryptoRng,
    ) -> Option<Challenge> {
        let before = before.filter(|actions| self.asks_for(actions, &draw.needs));
        let actions = match before {
            Some(actions) => actions.to_vec(),
            None => self.draw_actions(&draw.needs, randomness)?,
        };
        let timings = if self.is_timed {
            draw_timings(&actions, randomness)
        } else {
            Vec::new()
        };
        let (action_timeout_ms, limits) = time(actions.len(), draw.needs.more_time);
        let limits = if timings.is_empty() {
            limits
        } else {
            CaptureLimits::for_ms(CaptureLimits::LONGEST_MS)
        };
        let lifetime = if limits == CaptureLimits::default() {
            LIFETIME
        } else {
            LONGER_LIFETIME
        };
        Some(Challenge {
            id: VerificationId::draw(randomness),
            nonce: Nonce::draw(randomness),
            subject: draw.subject,
            purpose: draw.purpose,
            audience: draw.audience.clone(),
            actions,
            timings,
            action_timeout_ms,
            issued_at: now,
            expires_at: now.saturating_add(lifetime).unwrap_or(now),
            limits,
            sealing_key: self.sealing_key.clone(),
            minimum_client: self.clients.minimum,
            client_windows: self.clients.windows.clone(),
        })
    }

    /// Whether the deployment still asks for these actions.
    fn asks_for(&self, actions: &[Action], needs: &Needs) -> bool {
        let mut actions = actions.iter();
        actions.all(|action| self.actions.contains(action) && needs.allow(*action))
    }

    fn draw_actions(&self, needs: &Needs, randomness: &mut impl CryptoRng) -> Option<Vec<Action>> {
        let left: Vec<_> = self
            .actions
            .iter()
            .copied()
            .filter(|action| needs.allow(*action))
            .collect();
        let count = (COUNT, Rules::judge().most_actions);
        draw_from_left(&self.actions, &left, count, randomness)
    }
}

/// How long each of `count` actions may take, and the capture of them all; `more` where more time is asked for.
#[must_use]
pub fn time(count: usize, more: bool) -> (u32, CaptureLimits) {
    let count = u32::try_from(count).unwrap_or(1).max(1);
    let ordinary_ms = CaptureLimits::default().longest_ms;
    let each_ms = if more {
        MORE_TIME_MS.min(CaptureLimits::LONGEST_MS / count)
    } else if usize::try_from(count).is_ok_and(|count| COUNT.contains(&count)) {
        LONGEST_ACTION_MS.min(ordinary_ms / count)
    } else {
        ACTION_OF_MANY_MS
    };
    (each_ms, CaptureLimits::for_ms(each_ms * count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use verification::{Inability, Purpose, Subject};

    fn style(actions: &[Action]) -> Result<Style, StyleError> {
        let key = SealingKey::new("a".to_owned(), &[1; 32]);
        Style::new(actions, 2, key, ClientTerms::default())
    }

    fn draw(style: &Style) -> Challenge {
        draw_for(style, Needs::default()).unwrap()
    }

    fn draw_for(style: &Style, needs: Needs) -> Option<Challenge> {
        draw_after(style, needs, None)
    }

    fn draw_after(style: &Style, needs: Needs, before: Option<&[Action]>) -> Option<Challenge> {
        let draw = ChallengeDraw {
            subject: Subject::from_bytes([1; 32]),
            purpose: Purpose::RaiseLevel,
            audience: "http://localhost:8787".to_owned(),
            name: Some("样例甲".to_owned()),
            number: "440524188001010014".to_owned(),
            needs,
        };
        style.draw(
            &draw,
            before,
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
        assert_eq!(seen.len(), 5 * 4 + 5 * 4 * 4 - 4);
    }

    #[test]
    fn actions_are_asked_again_as_long_as_they_may_be() {
        use Action::{Blink, Nod, OpenMouth, TurnLeft};
        let before = [Nod, Blink, OpenMouth];
        let everyone = style(&Action::ALL).unwrap();
        for _ in 0..20 {
            let drawn = draw_after(&everyone, Needs::default(), Some(&before)).unwrap();
            assert_eq!(drawn.actions, before);
        }
        let fewer = style(&[Nod, TurnLeft]).unwrap();
        let drawn = draw_after(&fewer, Needs::default(), Some(&before)).unwrap();
        assert!(!drawn.actions.contains(&Blink));
    }

    #[test]
    fn mouth_and_eyes_alone_are_timed_anew_in_each_challenge() {
        let needs = || Needs {
            without: vec![Inability::Head],
            more_time: false,
        };
        let style = style(&Action::ALL).unwrap();
        let first = draw_for(&style, needs()).unwrap();
        assert_eq!(first.timings.len(), first.actions.len());
        assert_eq!(first.limits.longest_ms, CaptureLimits::LONGEST_MS);
        let again = draw_after(&style, needs(), Some(&first.actions)).unwrap();
        assert_eq!(again.actions, first.actions);
        assert_ne!(again.timings, first.timings);
        for _ in 0..200 {
            let challenge = draw(&style);
            assert!(challenge.actions.iter().any(|action| action.moves_head()));
            assert!(challenge.timings.is_empty());
        }
        let recordings = draw_for(&style.for_recordings(), needs()).unwrap();
        assert!(recordings.timings.is_empty());
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

    /// What a person gets who says this: how long an action and the capture may take.
    fn check(without: &[Inability], more_time: bool, expected: Option<(u32, u32)>) {
        let style = style(&Action::ALL).unwrap();
        let needs = Needs {
            without: without.to_vec(),
            more_time,
        };
        let mut longest = None;
        for _ in 0..200 {
            let Some(challenge) = draw_for(&style, needs.clone()) else {
                break;
            };
            assert!(challenge.actions.iter().all(|action| needs.allow(*action)));
            let count = u32::try_from(challenge.actions.len()).unwrap();
            let limits = challenge.limits;
            assert!(challenge.action_timeout_ms * count <= limits.longest_ms);
            assert!(limits.most_bytes <= CaptureLimits::MOST_BYTES);
            let time = (challenge.action_timeout_ms, limits.longest_ms);
            longest = longest.max(Some((time.1, time.0)));
        }
        let longest = longest.map(|(capture_ms, action_ms)| (action_ms, capture_ms));
        assert_eq!(longest, expected, "{without:?}");
    }

    #[test]
    fn more_time_and_more_actions_make_a_longer_capture_within_bounds() {
        use Inability::{Eyes, Head, Mouth};
        check(&[], false, Some((7_000, 15_000)));
        check(&[], true, Some((15_000, 45_000)));
        check(&[Eyes], false, Some((5_000, 20_000)));
        check(&[Mouth, Eyes], true, Some((15_000, 45_000)));
        check(&[Head], false, Some((5_000, 45_000)));
        check(&[Head], true, Some((7_500, 45_000)));
    }

    #[test]
    fn where_nothing_is_left_to_ask_nothing_is_drawn() {
        use Inability::{Eyes, Head, Mouth};
        check(&[Head, Eyes], false, None);
        check(&[Head, Mouth], true, None);
        check(&[Eyes, Mouth, Head], false, None);
    }
}
