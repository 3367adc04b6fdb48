//! What a form is told about an element that was read.

use crate::failure::failure;
use identity::{
    CardValidity, CardValidityError, IdNumber, IdNumberHint, IdNumberKind, LegalDay,
    PersonNameError, Region,
};
use jiff::Timestamp;
use serde::Serialize;
use std::ops::Range;
use wasm_bindgen::JsValue;

/// An element as it travels, and as it may be shown.
#[derive(Serialize)]
pub(super) struct Element {
    pub(super) value: String,
    pub(super) masked: String,
}

/// A number and what it says, with a hint where its place is not known.
#[derive(Serialize, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) struct NumberRead {
    value: String,
    masked: String,
    birth: String,
    kind: &'static str,
    age: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    region_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'static str>,
}

/// A card's term, and the end that the age implies where it differs.
#[derive(Serialize, Debug, PartialEq)]
pub(super) struct ValidityRead {
    start: String,
    end: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl ValidityRead {
    pub(super) fn parse(
        start: &str,
        end: &str,
        number: &str,
        today: LegalDay,
    ) -> Result<Self, CardValidityError> {
        let number = IdNumber::parse(number, today).ok();
        let birth = number
            .as_ref()
            .map_or_else(|| LegalDay::of(Timestamp::MIN), IdNumber::birth_date);
        let validity = CardValidity::parse(start, end, birth, today)?;
        let citizen = number.filter(|number| number.kind() == IdNumberKind::Citizen);
        Ok(Self {
            start: validity.start.to_string(),
            end: validity.end.code(),
            hint: citizen
                .and_then(|_citizen| validity.hint(birth))
                .map(|hint| hint.expected.code()),
        })
    }
}

impl NumberRead {
    pub(super) fn of(number: &IdNumber, today: LegalDay) -> Self {
        let region = number.region().and_then(Region::find);
        Self {
            value: number.expose().to_owned(),
            masked: number.masked(),
            birth: number.birth_date().to_string(),
            kind: number.kind().code(),
            age: number.age_on(today),
            region_name: region.map(|region| region.full_name()),
            hint: number.hint().map(IdNumberHint::rule),
        }
    }
}

/// The legal day at `now_ms`; a clock beyond the calendar is refused with code `clock`.
pub(super) fn today(now_ms: f64) -> Result<LegalDay, JsValue> {
    day_at(now_ms).ok_or_else(|| failure("clock", "the clock is outside the calendar"))
}

fn day_at(now_ms: f64) -> Option<LegalDay> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a clock counts whole milliseconds, and `as` saturates"
    )]
    let milliseconds = now_ms as i64;
    Timestamp::from_millisecond(milliseconds)
        .ok()
        .map(LegalDay::of)
}

/// The characters of a name to look at.
pub(super) fn name_span(error: PersonNameError) -> Range<usize> {
    match error {
        PersonNameError::Empty | PersonNameError::Letters => 0..0,
        PersonNameError::Length { found, most } => most..found,
        PersonNameError::Control { position }
        | PersonNameError::Digit { position }
        | PersonNameError::Symbol { position }
        | PersonNameError::Separator { position }
        | PersonNameError::Interpunct { position } => position..position + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(now_ms: f64, expected: Option<&str>) {
        assert_eq!(
            day_at(now_ms).map(|day| day.to_string()).as_deref(),
            expected
        );
    }

    #[test]
    fn the_day_turns_at_midnight_in_shanghai() {
        check(1_795_363_199_999.0, Some("2026-11-22"));
        check(1_795_363_200_000.0, Some("2026-11-23"));
    }

    #[test]
    fn a_clock_beyond_the_calendar_is_no_day() {
        check(f64::INFINITY, None);
    }

    #[test]
    fn a_number_tells_birth_and_kind_and_age() {
        let today = LegalDay::parse("2026-11-23").unwrap();
        let number = IdNumber::parse("440524188001010014", today).unwrap();
        let read = NumberRead::of(&number, today);
        assert_eq!(
            (read.birth.as_str(), read.kind, read.age),
            ("1880-01-01", "citizen", 146)
        );
        assert_eq!(read.masked, number.masked());
    }

    fn check_region(number: &str, name: Option<&str>, hint: Option<&str>) {
        let today = LegalDay::parse("2026-11-23").unwrap();
        let read = NumberRead::of(&IdNumber::parse(number, today).unwrap(), today);
        assert_eq!(
            (read.region_name.as_deref(), read.hint),
            (name, hint),
            "{number}"
        );
    }

    #[test]
    fn a_number_tells_its_place_or_that_no_list_has_it() {
        check_region("440524188001010014", Some("广东省 汕头市 潮阳县"), None);
        check_region("440599188001010015", None, Some("region_unknown"));
        check_region("932682198501010017", None, None);
    }

    fn check_hint(number: &str, expected: Option<&str>) {
        let today = LegalDay::parse("2026-11-23").unwrap();
        let read = ValidityRead::parse("2020-01-01", "2040-01-01", number, today).unwrap();
        assert_eq!(read.hint.as_deref(), expected, "{number}");
    }

    #[test]
    fn only_a_citizen_whose_number_is_read_gets_a_hint() {
        check_hint("440524188001010014", Some("long_term"));
        check_hint("810000199408230021", None);
        check_hint("4405241880", None);
    }

    #[test]
    fn a_name_is_marked_where_it_breaks_the_rule() {
        assert_eq!(name_span(PersonNameError::Digit { position: 2 }), 2..3);
        let length = PersonNameError::Length {
            found: 61,
            most: 60,
        };
        assert_eq!(name_span(length), 60..61);
    }
}
