//! Working days: weeks, but for the days on which the yearly notice of the State Council differs from them.

use std::collections::BTreeSet;

use crate::LegalDay;

/// A calendar of working days; without any exception, Saturdays and Sundays are free.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    free: BTreeSet<LegalDay>,
    working: BTreeSet<LegalDay>,
}

impl WorkingDays {
    /// A calendar in which `free` days are holidays (节假日) and `working` days make up for them (调休上班).
    pub fn new(
        free: impl IntoIterator<Item = LegalDay>,
        working: impl IntoIterator<Item = LegalDay>,
    ) -> Self {
        Self {
            free: free.into_iter().collect(),
            working: working.into_iter().collect(),
        }
    }

    /// Whether people work on `day`; a day that is said to be both is a working day.
    #[must_use]
    pub fn is_working(&self, day: LegalDay) -> bool {
        let weekday = day.date().weekday().to_monday_one_offset();
        self.working.contains(&day) || (weekday <= 5 && !self.free.contains(&day))
    }

    /// The last of `count` working days after `day`, which itself does not count; `day` where `count` is 0.
    #[must_use]
    pub fn after(&self, day: LegalDay, count: u16) -> LegalDay {
        let (mut day, mut left) = (day, count);
        while left > 0 {
            let Some(next) = day.next() else {
                return day;
            };
            day = next;
            left -= u16::from(self.is_working(day));
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> LegalDay {
        LegalDay::parse(text).unwrap()
    }

    fn check(calendar: &WorkingDays, from: &str, count: u16, expected: &str) {
        assert_eq!(calendar.after(day(from), count), day(expected), "{from}");
    }

    #[test]
    fn ten_working_days_are_two_weeks() {
        let plain = WorkingDays::default();
        check(&plain, "2026-11-24", 10, "2026-12-08");
        check(&plain, "2026-11-27", 1, "2026-11-30");
        check(&plain, "2026-11-28", 1, "2026-11-30");
        check(&plain, "2028-02-28", 1, "2028-02-29");
        check(&plain, "2026-11-24", 0, "2026-11-24");
    }

    #[test]
    fn holidays_put_it_off_and_make_up_days_bring_it_back() {
        let calendar = WorkingDays::new([day("2027-01-01")], [day("2027-01-02")]);
        check(&calendar, "2026-12-31", 1, "2027-01-02");
        check(&calendar, "2026-12-31", 2, "2027-01-04");
    }

    proptest! {
        #[test]
        fn there_are_as_many_working_days_in_between(second in 1_700_000_000..2_200_000_000_i64, count in 0..40_u16) {
            let from = LegalDay::of(jiff::Timestamp::from_second(second).unwrap());
            let plain = WorkingDays::default();
            let last = plain.after(from, count);
            let mut between = 0;
            let mut at = from;
            while at < last {
                at = at.next().unwrap();
                between += u16::from(plain.is_working(at));
            }
            prop_assert_eq!(between, count);
            prop_assert!(count == 0 || plain.is_working(last));
        }
    }
}
