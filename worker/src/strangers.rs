//! How many attempts of strangers fail, for an alarm: somebody who tries one password with many numbers, or keeps many
//! owners out, stays below the limits of each.

use jiff::{SignedDuration, Timestamp};

/// Attempts are counted for so long.
const WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// Fewer attempts say nothing.
const LEAST: u32 = 200;

/// So many attempts of a hundred fail in quiet times at the most.
const QUIET_PERCENT: u64 = 75;

/// Attempts of strangers to sign in, to register and to show a face, within a window.
#[derive(Debug, Default)]
pub(crate) struct Strangers {
    since: Option<Timestamp>,
    attempts: u32,
    successes: u32,
    is_told: bool,
}

/// More attempts of strangers fail than in quiet times.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{failed} of {attempts} attempts of strangers within ten minutes failed")]
pub(crate) struct TooManyFail {
    failed: u32,
    attempts: u32,
}

impl Strangers {
    /// Notes an attempt. `Some` if too many have failed, once a window.
    pub(crate) fn note_attempt(&mut self, now: Timestamp) -> Option<TooManyFail> {
        self.begin_window(now);
        let attempts = self.attempts;
        self.attempts += 1;
        let failed = attempts.saturating_sub(self.successes);
        let is_quiet =
            attempts < LEAST || u64::from(failed) * 100 <= u64::from(attempts) * QUIET_PERCENT;
        if is_quiet || self.is_told {
            return None;
        }
        self.is_told = true;
        Some(TooManyFail { failed, attempts })
    }

    /// Notes that an attempt succeeded.
    pub(crate) fn note_success(&mut self, now: Timestamp) {
        self.begin_window(now);
        self.successes += 1;
    }

    fn begin_window(&mut self, now: Timestamp) {
        let is_over = |since| now.duration_since(since) >= WINDOW;
        if self.since.is_none_or(is_over) {
            *self = Self {
                since: Some(now),
                ..Self::default()
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    fn check(attempts: u32, successes: u32, expected: bool) {
        let mut strangers = Strangers::default();
        let mut alarms = 0;
        for attempt in 0..attempts {
            alarms += u32::from(strangers.note_attempt(NOW).is_some());
            if attempt < successes {
                strangers.note_success(NOW);
            }
        }
        assert_eq!(alarms, u32::from(expected), "{successes} of {attempts}");
    }

    #[test]
    fn an_alarm_is_raised_once_if_more_fail_than_in_quiet_times() {
        check(1_000, 0, true);
        check(1_000, 100, true);
        check(1_000, 300, false);
        check(LEAST, 0, false);
    }

    #[test]
    fn every_window_is_looked_at_by_itself() {
        let mut strangers = Strangers::default();
        for _ in 0..LEAST {
            assert_eq!(strangers.note_attempt(NOW), None);
        }
        let next = NOW.checked_add(WINDOW).unwrap();
        assert_eq!(strangers.note_attempt(next), None);
        let alarms = (0..LEAST * 2).filter_map(|_| strangers.note_attempt(next));
        let expected = TooManyFail {
            failed: LEAST,
            attempts: LEAST,
        };
        assert_eq!(alarms.collect::<Vec<_>>(), [expected]);
    }
}
