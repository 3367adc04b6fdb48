//! What a person is to be seen doing, and by which thresholds.

use crate::rules::Rules;
use verification::{Action, Challenge};

/// A challenge's actions under a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    actions: Vec<Action>,
    action_timeout_ms: u32,
    rules: Rules,
}

/// Why there is no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The rules do not take these actions: too few, too many, or blinks alone.
    #[error("the rules do not take these actions")]
    ActionsRefused,
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
        Self::new(&challenge.actions, challenge.action_timeout_ms, rules)
    }

    /// What the person is asked to do, in this order.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
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

    /// How long the capture may be: a longer challenge has a longer one, under rules that let it grow.
    pub(crate) fn longest_ms(&self) -> u64 {
        let actions = u64::try_from(self.actions.len()).unwrap_or(u64::MAX);
        let stated_ms = actions.saturating_mul(self.action_timeout_ms.into());
        let more_ms = stated_ms.saturating_sub(Rules::ORDINARY_MS);
        self.rules.longest_ms + if self.rules.grows { more_ms } else { 0 }
    }
}
