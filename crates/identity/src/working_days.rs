//! Working days: weeks, but for public holidays and the days on which the yearly notice of the State Council differs.

use std::collections::BTreeSet;

use crate::LegalDay;

/// Month and day of the public holidays that the solar calendar fixes: 元旦, 劳动节, 国庆节 (全国年节及纪念日放假办法, 2024,
/// art. 2). Of the others the notice says when they are.
const STATUTORY: [(i8, i8); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// A calendar of working days; in a year without any exception, Saturdays, Sundays and fixed public holidays are free.
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
        let is_free = STATUTORY.contains(&(day.month(), day.day())) || self.free.contains(&day);
        self.working.contains(&day) || (weekday <= 5 && !is_free)
    }

    /// The first year from that of `from` to that of `to` in which no day is listed: working days that are counted across
    /// it may be too many.
    #[must_use]
    pub fn unlisted_year(&self, from: LegalDay, to: LegalDay) -> Option<i16> {
        let is_listed = |year: &i16| {
            let mut days = self.free.iter().chain(&self.working);
            days.any(|day| day.year() == *year)
        };
        (from.year()..=to.year()).find(|year| !is_listed(year))
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
    fn fixed_public_holidays_are_free_in_any_year() {
        let plain = WorkingDays::default();
        check(&plain, "2026-12-31", 1, "2027-01-04");
        check(&plain, "2027-04-30", 1, "2027-05-03");
        check(&plain, "2030-09-30", 1, "2030-10-04");
        let made_up = WorkingDays::new([], [day("2027-05-02")]);
        check(&made_up, "2027-04-30", 1, "2027-05-02");
    }

    #[test]
    fn a_year_without_a_listed_day_is_told() {
        let calendar = WorkingDays::new([day("2026-10-01")], [day("2028-01-02")]);
        let told = |from: &str, to: &str| calendar.unlisted_year(day(from), day(to));
        assert_eq!(told("2026-11-30", "2026-12-31"), None);
        assert_eq!(told("2026-12-31", "2027-01-04"), Some(2027));
        assert_eq!(told("2026-12-31", "2028-01-03"), Some(2027));
        assert_eq!(told("2028-01-03", "2028-01-04"), None);
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
