//! The calendar day that law and documents count in.

use std::fmt;

use jiff::{Timestamp, civil::Date, tz::Offset};

/// China Standard Time. A fixed offset: there has been no summer time since 1991, and wasm carries no zone database.
const ASIA_SHANGHAI: Offset = Offset::constant(8);

/// A calendar day in Asia/Shanghai.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalDay(Date);

/// Why a text or three numbers are no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LegalDayError {
    /// Neither `YYYY-MM-DD` nor `YYYYMMDD`.
    #[error("a day is written YYYY-MM-DD or YYYYMMDD")]
    Format,
    /// Well written, but not in the calendar.
    #[error("no such day in the calendar")]
    Calendar,
}

impl LegalDay {
    /// The day written as `YYYY-MM-DD` or `YYYYMMDD`, in ASCII digits.
    pub fn parse(text: &str) -> Result<Self, LegalDayError> {
        let digits = match text.as_bytes() {
            [_, _, _, _, b'-', _, _, b'-', _, _] => text.replace('-', ""),
            _ => text.to_owned(),
        };
        if digits.len() != 8 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(LegalDayError::Format);
        }
        let number: u32 = digits.parse().map_err(|_no_number| LegalDayError::Format)?;
        Self::from_number(number).ok_or(LegalDayError::Calendar)
    }

    /// The day whose YYYYMMDD is this number, if the calendar has it.
    pub(crate) fn from_number(number: u32) -> Option<Self> {
        let year = i16::try_from(number / 1_0000).ok()?;
        let month = i8::try_from(number / 100 % 100).ok()?;
        let day = i8::try_from(number % 100).ok()?;
        Self::from_ymd(year, month, day).ok()
    }

    /// The day of these numbers (month and day from 1); years run from 1 to 9999.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Result<Self, LegalDayError> {
        match Date::new(year, month, day) {
            Ok(date) if year >= 1 => Ok(Self(date)),
            _ => Err(LegalDayError::Calendar),
        }
    }

    /// The day in Asia/Shanghai at this instant.
    #[must_use]
    pub fn of(timestamp: Timestamp) -> Self {
        Self(ASIA_SHANGHAI.to_datetime(timestamp).date())
    }

    /// The first instant after this day: midnight in Asia/Shanghai.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.0
            .tomorrow()
            .and_then(|next| ASIA_SHANGHAI.to_timestamp(next.at(0, 0, 0, 0)))
            .unwrap_or(Timestamp::MAX)
    }

    /// The day after; none after the last day of the year 9999.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// The year, such as 2026.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The same day as a civil date, for calendar arithmetic.
    #[must_use]
    pub fn date(self) -> Date {
        self.0
    }

    /// The same month and day so many years later; 29 February becomes 1 March in a year without one (GA 214.8-2004).
    #[must_use]
    pub fn plus_years(self, years: u16) -> Self {
        let year = self
            .year()
            .saturating_add(i16::try_from(years).unwrap_or(i16::MAX));
        let date = Date::new(year, self.month(), self.day())
            .or_else(|_no_29_february| Date::new(year, 3, 1));
        Self(date.unwrap_or(Date::MAX))
    }

    /// Full years from this day to `on`, 0 if `on` is earlier: the age on that day of one born on this day, who
    /// when born on 29 February reaches it on 1 March of a year without one (GA 214.8-2004).
    #[must_use]
    pub fn full_years_until(self, on: Self) -> u16 {
        let years = u16::try_from(on.year() - self.year()).unwrap_or(0);
        if self.plus_years(years) > on {
            years.saturating_sub(1)
        } else {
            years
        }
    }
}

impl fmt::Display for LegalDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.year(), self.month(), self.day());
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for LegalDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> LegalDay {
        LegalDay::parse(text).unwrap()
    }

    fn check(text: &str, expected: Result<&str, LegalDayError>) {
        let read = LegalDay::parse(text).map(|day| day.to_string());
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn both_spellings_are_read_and_nothing_else() {
        check("2026-11-23", Ok("2026-11-23"));
        check("20261123", Ok("2026-11-23"));
        check("2026-11-3", Err(LegalDayError::Format));
        check("2026/11/23", Err(LegalDayError::Format));
        check("+2026112", Err(LegalDayError::Format));
        check("2026-02-29", Err(LegalDayError::Calendar));
        check("00000000", Err(LegalDayError::Calendar));
        check("", Err(LegalDayError::Format));
    }

    #[test]
    fn a_day_turns_at_midnight_in_shanghai() {
        let before: Timestamp = "2026-11-23T15:59:59.999Z".parse().unwrap();
        let after: Timestamp = "2026-11-23T16:00:00Z".parse().unwrap();
        assert_eq!(LegalDay::of(before), day("2026-11-23"));
        assert_eq!(LegalDay::of(after), day("2026-11-24"));
        assert_eq!(day("2026-11-23").end(), after);
        assert_eq!(day("9999-12-31").end(), Timestamp::MAX);
    }

    #[test]
    fn a_leap_day_comes_back_on_the_first_of_march() {
        assert_eq!(day("2004-02-29").plus_years(10), day("2014-03-01"));
        assert_eq!(day("2004-02-29").plus_years(20), day("2024-02-29"));
        assert_eq!(day("1992-02-29").full_years_until(day("2018-02-28")), 25);
        assert_eq!(day("1992-02-29").full_years_until(day("2018-03-01")), 26);
        assert_eq!(day("2018-03-01").full_years_until(day("1992-02-29")), 0);
    }

    proptest! {
        #[test]
        fn a_day_survives_being_written(year in 1..=9999_i16, month in 1..=12_i8, number in 1..=28_i8) {
            let day = LegalDay::from_ymd(year, month, number).unwrap();
            prop_assert_eq!(LegalDay::parse(&day.to_string()), Ok(day));
            prop_assert_eq!(LegalDay::parse(&day.to_string().replace('-', "")), Ok(day));
        }

        #[test]
        fn the_last_nanosecond_still_belongs_to_the_day(year in 1..=9998_i16, month in 1..=12_i8, number in 1..=28_i8) {
            let day = LegalDay::from_ymd(year, month, number).unwrap();
            let last = day.end().as_nanosecond() - 1;
            prop_assert_eq!(LegalDay::of(Timestamp::from_nanosecond(last).unwrap()), day);
            prop_assert!(LegalDay::of(day.end()) > day);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = LegalDay::parse(&text);
        }
    }
}
