//! What a person is to be seen doing, and by which thresholds.

use crate::rules::{Rules, TimedRules};
use verification::{Action, CaptureLimits, Challenge, Timing};

/// A challenge's actions under a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    actions: Vec<Action>,
    timings: Vec<Timing>,
    action_timeout_ms: u32,
    rules: Rules,
}

/// Why there is no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The rules do not take these actions: too few, too many, or blinks alone.
    #[error("the rules do not take these actions")]
    ActionsRefused,
    /// The rules do not take these timings: not one for each action, or too long, or none is known to them.
    #[error("the rules do not take these timings")]
    TimingsRefused,
}

impl Session {
    /// A session over actions, each of which may take `action_timeout_ms`.
    pub fn new(
        actions: &[Action],
        action_timeout_ms: u32,
        rules: Rules,
    ) -> Result<Self, SessionError> {
        if !rules.accepts(actions) {
            return Err(SessionError::ActionsRefused);
        }
        let mut session = Self {
            actions: actions.to_vec(),
            timings: Vec::new(),
            action_timeout_ms,
            rules,
        };
        if rules.open_mouth_allowed && !actions.contains(&Action::OpenMouth) {
            session.rules.stillness.mouth = i32::MAX;
        }
        Ok(session)
    }

    /// A session over a challenge.
    pub fn of(challenge: &Challenge, rules: Rules) -> Result<Self, SessionError> {
        Self::new(&challenge.actions, challenge.action_timeout_ms, rules)?
            .with_timings(&challenge.timings)
    }

    /// The same with the timing of each action; with none, each is asked for as soon as the one before is done.
    pub fn with_timings(self, timings: &[Timing]) -> Result<Self, SessionError> {
        let is_one_each = timings.len() == self.actions.len();
        let are_known = self.rules.timed.is_some() && self.rules.apart.is_some();
        let fits = is_one_each && are_known && timings.iter().all(Timing::is_within_bounds);
        if !timings.is_empty() && !fits {
            return Err(SessionError::TimingsRefused);
        }
        Ok(Self {
            timings: timings.to_vec(),
            ..self
        })
    }

    /// What the person is asked to do, in this order.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The timing of each action; empty if there is none.
    pub(crate) fn timings(&self) -> &[Timing] {
        &self.timings
    }

    /// The timing of the action at `index`, and what counts there.
    pub(crate) fn timed(&self, index: usize) -> Option<(Timing, TimedRules)> {
        Some((*self.timings.get(index)?, self.rules.timed?))
    }

    /// The thresholds in force.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The challenge's own time for each action.
    pub(crate) fn stated_timeout_ms(&self) -> u32 {
        self.action_timeout_ms
    }

    /// The time for each action under these rules.
    pub(crate) fn action_timeout_ms(&self) -> u64 {
        u64::from(self.action_timeout_ms) * self.rules.action_timeout_times
    }

    /// From a prompt to the action, at the most, where the challenge has timings.
    pub(crate) fn answer_ms(&self, rules: TimedRules) -> u64 {
        u64::from(self.action_timeout_ms) * u64::from(rules.answer) / 1_000
    }

    /// How long the capture may be: a longer challenge has a longer one, under rules that let it grow.
    pub(crate) fn longest_ms(&self) -> u64 {
        let actions = u64::try_from(self.actions.len()).unwrap_or(u64::MAX);
        let stated_ms = actions.saturating_mul(self.action_timeout_ms.into());
        let timed_ms: u64 = self.timings.iter().map(Timing::total_ms).sum();
        let most_ms = u64::from(CaptureLimits::LONGEST_MS).saturating_sub(Rules::ORDINARY_MS);
        let more_ms = stated_ms.saturating_sub(Rules::ORDINARY_MS);
        let more_ms = more_ms.saturating_add(timed_ms);
        let more_ms = if self.timings.is_empty() {
            more_ms
        } else {
            more_ms.min(most_ms)
        };
        self.rules.longest_ms + if self.rules.grows { more_ms } else { 0 }
    }
}
