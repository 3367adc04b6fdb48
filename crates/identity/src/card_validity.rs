//! The term printed on a resident identity card.
//!
//! Days are counted by GA 214.8-2004, in the words and examples that others quote of it. A catalogue says that GA/T
//! 2000.16-2014 replaced it; the text of that one was not seen.

use std::fmt;

use crate::{LegalDay, LegalDayError, typed};

const LONG_TERM: &str = "long_term";

/// From which day to which day a card is valid, both included.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardValidity {
    /// The day of issue.
    pub start: LegalDay,
    /// The last day.
    pub end: CardEnd,
}

/// The last day of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardEnd {
    /// Valid up to and including this day.
    On(LegalDay),
    /// 长期: for life.
    LongTerm,
}

/// The end that the age at issue implies, where the card's own end differs: worth a second look, not a refusal, since
/// clerks make exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidityHint {
    /// The end by the rule.
    pub expected: CardEnd,
}

/// The input that a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardField {
    /// The day of issue.
    Start,
    /// The last day.
    End,
}

impl CardField {
    /// The stable code: `start` or `end`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
        }
    }
}

/// Why two texts are no term of a card that is valid today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardValidityError {
    /// No start was given.
    #[error("the start of validity is empty")]
    StartEmpty,
    /// The start is no day.
    #[error("the start of validity is no day")]
    StartNotADay,
    /// The card is issued after today.
    #[error("the start of validity lies in the future")]
    StartInFuture,
    /// The card is older than its holder.
    #[error("the start of validity lies before the birth")]
    StartBeforeBirth,
    /// No end was given.
    #[error("the end of validity is empty")]
    EndEmpty,
    /// The end is neither a day nor 长期.
    #[error("the end of validity is neither a day nor long-term")]
    EndNotADay,
    /// The end lies before the start.
    #[error("the end of validity lies before its start")]
    EndBeforeStart,
    /// The end lies before today.
    #[error("the card has expired")]
    Expired,
}

impl CardValidityError {
    /// The stable code of the rule that failed.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::StartEmpty => "start_empty",
            Self::StartNotADay => "start_not_a_day",
            Self::StartInFuture => "start_in_future",
            Self::StartBeforeBirth => "start_before_birth",
            Self::EndEmpty => "end_empty",
            Self::EndNotADay => "end_not_a_day",
            Self::EndBeforeStart => "end_before_start",
            Self::Expired => "expired",
        }
    }

    /// The input to correct.
    #[must_use]
    pub fn field(self) -> CardField {
        match self {
            Self::StartEmpty
            | Self::StartNotADay
            | Self::StartInFuture
            | Self::StartBeforeBirth => CardField::Start,
            Self::EndEmpty | Self::EndNotADay | Self::EndBeforeStart | Self::Expired => {
                CardField::End
            }
        }
    }
}

impl CardValidity {
    /// Reads both ends as `YYYY-MM-DD`, `YYYYMMDD` or `YYYY.MM.DD` (as printed on the card); a lifelong end as `长期`,
    /// `00000000` or `long_term`. The card must be valid today and not older than its holder.
    pub fn parse(
        start: &str,
        end: &str,
        birth: LegalDay,
        today: LegalDay,
    ) -> Result<Self, CardValidityError> {
        let start = parse_start(start, birth, today)?;
        let end = CardEnd::parse(end)?;
        match end {
            CardEnd::On(day) if day < start => Err(CardValidityError::EndBeforeStart),
            CardEnd::On(day) if day < today => Err(CardValidityError::Expired),
            CardEnd::On(_) | CardEnd::LongTerm => Ok(Self { start, end }),
        }
    }

    /// The end that a citizen's age on the day of issue implies: 5 years under 16, 10 under 26, 20 under 46, for life
    /// from then on (居民身份证法 art. 5; days by GA 214.8-2004).
    #[must_use]
    pub fn expected_end(&self, birth: LegalDay) -> CardEnd {
        match birth.full_years_until(self.start) {
            0..16 => CardEnd::On(self.start.plus_years(5)),
            16..26 => CardEnd::On(self.start.plus_years(10)),
            26..46 => CardEnd::On(self.start.plus_years(20)),
            46.. => CardEnd::LongTerm,
        }
    }

    /// What to ask the holder of a citizen's card to look at again, if its end is not the expected one.
    #[must_use]
    pub fn hint(&self, birth: LegalDay) -> Option<ValidityHint> {
        let expected = self.expected_end(birth);
        (expected != self.end).then_some(ValidityHint { expected })
    }
}

impl CardEnd {
    /// Reads an end: a day, or `长期`, `00000000`, `long_term`.
    pub fn parse(text: &str) -> Result<Self, CardValidityError> {
        match normalise(text).as_str() {
            "" => Err(CardValidityError::EndEmpty),
            "长期" | "00000000" | LONG_TERM => Ok(Self::LongTerm),
            day => parse_day(day)
                .map(Self::On)
                .map_err(|_no_day| CardValidityError::EndNotADay),
        }
    }

    /// The form on the wire: `YYYY-MM-DD` or `long_term`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::On(day) => day.to_string(),
            Self::LongTerm => LONG_TERM.to_owned(),
        }
    }
}

fn parse_start(
    text: &str,
    birth: LegalDay,
    today: LegalDay,
) -> Result<LegalDay, CardValidityError> {
    let text = normalise(text);
    if text.is_empty() {
        return Err(CardValidityError::StartEmpty);
    }
    match parse_day(&text) {
        Err(_) => Err(CardValidityError::StartNotADay),
        Ok(day) if day > today => Err(CardValidityError::StartInFuture),
        Ok(day) if day < birth => Err(CardValidityError::StartBeforeBirth),
        Ok(day) => Ok(day),
    }
}

fn normalise(text: &str) -> String {
    typed::plain(text).collect()
}

fn parse_day(text: &str) -> Result<LegalDay, LegalDayError> {
    LegalDay::parse(&text.replace('.', "-"))
}

/// The term is one of the four elements that open an account, so it is not printed.
impl fmt::Debug for CardValidity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CardValidity(****)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> LegalDay {
        LegalDay::parse(text).unwrap()
    }

    fn check(start: &str, end: &str, expected: Result<&str, CardValidityError>) {
        let read = CardValidity::parse(start, end, day("1990-01-01"), day("2026-11-23"));
        let read = read.map(|validity| format!("{} {}", validity.start, validity.end.code()));
        assert_eq!(read, expected.map(str::to_owned), "{start} {end}");
    }

    #[test]
    fn every_spelling_of_an_end_is_read() {
        check(
            "2020.01.01",
            "２０４０．０１．０１",
            Ok("2020-01-01 2040-01-01"),
        );
        check("2020—01—01", "2040。01。01", Ok("2020-01-01 2040-01-01"));
        check("20200101", "长期", Ok("2020-01-01 long_term"));
        check("2020-01-01", "00000000", Ok("2020-01-01 long_term"));
        check("2020-01-01", " long_term ", Ok("2020-01-01 long_term"));
    }

    #[test]
    fn a_card_is_valid_on_its_first_and_last_day() {
        check("2026-11-23", "2046-11-23", Ok("2026-11-23 2046-11-23"));
        check("2006-11-23", "2026-11-23", Ok("2006-11-23 2026-11-23"));
        check(
            "2026-11-24",
            "2046-11-24",
            Err(CardValidityError::StartInFuture),
        );
        check("2006-11-22", "2026-11-22", Err(CardValidityError::Expired));
    }

    #[test]
    fn the_term_is_never_printed() {
        let validity = CardValidity {
            start: day("2020-01-01"),
            end: CardEnd::LongTerm,
        };
        assert_eq!(format!("{validity:?}"), "CardValidity(****)");
    }

    proptest! {
        #[test]
        fn an_end_survives_the_wire(year in 1..=9999_i16, month in 1..=12_i8, number in 1..=28_i8) {
            let end = CardEnd::On(LegalDay::from_ymd(year, month, number).unwrap());
            prop_assert_eq!(CardEnd::parse(&end.code()), Ok(end));
        }

        #[test]
        fn no_text_makes_it_panic(start in ".*", end in ".*") {
            let _ = CardValidity::parse(&start, &end, day("1990-01-01"), day("2026-11-23"));
        }
    }
}
