//! When keys are made, used and forgotten: a key is published before it signs, and stays published after it has.

use jiff::{SignedDuration, Timestamp};

/// No copy of the published keys is older, at clients that keep to `Cache-Control`.
const LONGEST_CACHED: SignedDuration = SignedDuration::from_hours(1);

/// No isolate signs with what it read longer ago.
const LONGEST_HELD: SignedDuration = SignedDuration::from_mins(5);

/// A rhythm of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeySchedule {
    /// How long a key signs.
    period: SignedDuration,
    /// How long before and after that it is published.
    margin: SignedDuration,
}

/// What is to be done with the keys there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyPlan {
    /// From when on a key would sign that is to be made now; none where none is due.
    pub(crate) make: Option<Timestamp>,
    /// Which key signs now; none where there is none.
    pub(crate) signing: Option<usize>,
    /// How many, oldest first, are to be forgotten.
    pub(crate) forget: usize,
}

impl KeySchedule {
    /// The rhythm of keys that sign for `period` each.
    pub(crate) fn of(period: SignedDuration) -> Self {
        Self {
            period,
            margin: (period / 4).min(SignedDuration::from_hours(24)),
        }
    }

    /// How long others may keep the published keys.
    pub(crate) fn cached(&self) -> SignedDuration {
        (self.margin / 4).min(LONGEST_CACHED)
    }

    /// How long an isolate may keep what it read.
    pub(crate) fn held(&self) -> SignedDuration {
        (self.margin / 4).min(LONGEST_HELD)
    }

    /// What is to be done at `now` with keys that sign from these instants on, earliest first.
    pub(crate) fn plan(&self, signs_from: &[Timestamp], now: Timestamp) -> KeyPlan {
        let after = |at: Timestamp, span| at.saturating_add(span).unwrap_or(Timestamp::MAX);
        let make = match signs_from.last() {
            None => Some(now),
            Some(last) => {
                let next = after(*last, self.period);
                // Whoever was not asked for long still publishes ahead.
                (after(now, self.margin) >= next).then(|| next.max(after(now, self.margin)))
            }
        };
        let is_over = |pair: &&[Timestamp]| after(pair[1], self.margin) <= now;
        KeyPlan {
            make,
            signing: signs_from.iter().rposition(|from| *from <= now),
            forget: signs_from.windows(2).take_while(is_over).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 24 * 3600;

    fn day(number: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + number * DAY).unwrap()
    }

    fn check(
        signs_from: &[i64],
        now: i64,
        make: Option<i64>,
        signing: Option<usize>,
        forget: usize,
    ) {
        let schedule = KeySchedule::of(SignedDuration::from_hours(90 * 24));
        let days: Vec<Timestamp> = signs_from.iter().map(|number| day(*number)).collect();
        let expected = KeyPlan {
            make: make.map(day),
            signing,
            forget,
        };
        assert_eq!(schedule.plan(&days, day(now)), expected, "day {now}");
    }

    #[test]
    fn keys_follow_each_other() {
        check(&[], 0, Some(0), None, 0);
        check(&[0], 88, None, Some(0), 0);
        check(&[0], 89, Some(90), Some(0), 0);
        check(&[0, 90], 89, None, Some(0), 0);
        check(&[0, 90], 90, None, Some(1), 0);
        check(&[0, 90], 91, None, Some(1), 1);
        check(&[90], 178, None, Some(0), 0);
    }

    #[test]
    fn after_a_long_silence_the_old_key_signs_until_the_new_one_is_known() {
        check(&[0], 400, Some(401), Some(0), 0);
    }

    proptest! {
        #[test]
        fn whatever_signs_was_published_before_and_stays_after(
            period in 8..1_000_000_i64, gaps in prop::collection::vec(1..2_000_000_i64, 1..60)
        ) {
            let schedule = KeySchedule::of(SignedDuration::from_secs(period));
            let (mut keys, mut now): (Vec<(Timestamp, Timestamp)>, _) = (Vec::new(), day(0));
            for gap in gaps {
                let from: Vec<Timestamp> = keys.iter().map(|(_, from)| *from).collect();
                let plan = schedule.plan(&from, now);
                keys.extend(plan.make.map(|from| (now, from)));
                keys.drain(..plan.forget);
                let from: Vec<Timestamp> = keys.iter().map(|(_, from)| *from).collect();
                let plan = schedule.plan(&from, now);
                prop_assert_eq!(plan.make, None);
                let (made, from) = keys[plan.signing.unwrap()];
                let is_first = from == day(0);
                prop_assert!(is_first || now.duration_since(made) >= schedule.margin);
                prop_assert!(keys.len() <= 3);
                now = now.checked_add(SignedDuration::from_secs(gap)).unwrap();
            }
        }
    }
}
