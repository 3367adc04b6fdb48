//! The rules one by one, over a normalised number.

use super::IdNumberError;
use crate::{LegalDay, typed};

pub(super) const LENGTH: usize = 18;
pub(super) const FIRST_GENERATION_LENGTH: usize = 15;

/// GB/T 2260, first two digits, less the territories, whose residents have codes of their own. A finer check would
/// refuse the living: a number is for life, and districts are abolished.
const PROVINCES: [&str; 32] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
];

/// 国办发〔2018〕81号 art. 3.
const TERRITORIES: [&str; 3] = ["810000", "820000", "830000"];

/// Earlier years can only be slips of the finger.
const EARLIEST_BIRTH_YEAR: u32 = 1800;

/// GB 11643-1999: the weights, and the check digit for each remainder modulo 11 (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS: &str = "10X98765432";

pub(super) fn normalise(text: &str) -> String {
    typed::in_capitals(text).collect()
}

/// Eighteen characters, each allowed where it stands.
pub(super) fn check_shape(number: &str) -> Result<(), IdNumberError> {
    check_characters(number)?;
    match number.len() {
        LENGTH => Ok(()),
        0 => Err(IdNumberError::Empty),
        FIRST_GENERATION_LENGTH => Err(IdNumberError::FirstGeneration),
        found => Err(IdNumberError::Length { found }),
    }
}

/// Every character allowed where it stands, and none too many; afterwards the number is ASCII.
pub(super) fn check_characters(number: &str) -> Result<(), IdNumberError> {
    if is_former_permanent_resident(number) {
        return Err(IdNumberError::FormerPermanentResident);
    }
    let allowed = |(position, character): (usize, char)| {
        character.is_ascii_digit() || (character == 'X' && position == LENGTH - 1)
    };
    let first = number
        .chars()
        .take(LENGTH)
        .enumerate()
        .position(|entry| !allowed(entry));
    if let Some(position) = first {
        return Err(IdNumberError::Character { position });
    }
    match number.chars().count() {
        found if found > LENGTH => Err(IdNumberError::Length { found }),
        _ => Ok(()),
    }
}

/// Three letters of nationality and twelve digits, or the beginning of that.
fn is_former_permanent_resident(number: &str) -> bool {
    match number.as_bytes() {
        [a, b, c, digits @ ..] => {
            [a, b, c].iter().all(|letter| letter.is_ascii_uppercase())
                && digits.len() <= 12
                && digits.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Place and birth date of a number that may be incomplete.
pub(super) fn check_beginning(number: &str, today: LegalDay) -> Result<(), IdNumberError> {
    check_place(number)?;
    birth_date(number, today).map(|_earliest| ())
}

/// A known province or territory, or the beginning of one.
pub(super) fn check_place(number: &str) -> Result<(), IdNumberError> {
    if number.starts_with('8') {
        return known(number, &TERRITORIES, IdNumberError::Territory);
    }
    match number.strip_prefix('9') {
        Some(rest) => known(rest, &PROVINCES, IdNumberError::Province { position: 1 }),
        None => known(number, &PROVINCES, IdNumberError::Province { position: 0 }),
    }
}

fn known(digits: &str, codes: &[&str], error: IdNumberError) -> Result<(), IdNumberError> {
    let agrees = |code: &&str| code.starts_with(digits) || digits.starts_with(*code);
    if codes.iter().any(agrees) {
        Ok(())
    } else {
        Err(error)
    }
}

/// The birth date, or where digits are still to come the earliest that they can make of it.
pub(super) fn birth_date(number: &str, today: LegalDay) -> Result<LegalDay, IdNumberError> {
    let digits = number.get(6..number.len().min(14)).unwrap_or_default();
    let earliest = filled(digits, '0').max(EARLIEST_BIRTH_YEAR * 1_0000);
    match first_day_from(earliest) {
        Some(day) if as_number(day) > filled(digits, '9') => Err(IdNumberError::BirthDate),
        Some(day) if day > today => Err(IdNumberError::BirthDateInFuture),
        Some(day) => Ok(day),
        None => Err(IdNumberError::BirthDate),
    }
}

/// The eight digits YYYYMMDD as a number, those still to come taken as `missing`.
fn filled(digits: &str, missing: char) -> u32 {
    let all = digits.chars().chain(std::iter::repeat(missing)).take(8);
    all.fold(0, |number, digit| {
        number * 10 + digit.to_digit(10).unwrap_or(0)
    })
}

/// The first day of the calendar whose YYYYMMDD is at least this number.
fn first_day_from(number: u32) -> Option<LegalDay> {
    let first_of_month = number / 100 * 100 + 1;
    let first_of_year = number / 1_0000 * 1_0000 + 101;
    [
        number,
        first_of_month,
        first_of_month + 100,
        first_of_year,
        first_of_year + 1_0000,
    ]
    .into_iter()
    .filter(|candidate| *candidate >= number)
    .find_map(LegalDay::from_number)
}

fn as_number(day: LegalDay) -> u32 {
    let number =
        i32::from(day.year()) * 1_0000 + i32::from(day.month()) * 100 + i32::from(day.day());
    number.unsigned_abs()
}

/// The last character belongs to the first seventeen.
pub(super) fn check_last(number: &str) -> Result<(), IdNumberError> {
    let expected = number.get(..LENGTH - 1).and_then(check_digit);
    if expected.is_some() && expected == number.chars().last() {
        Ok(())
    } else {
        Err(IdNumberError::CheckDigit)
    }
}

pub(super) fn check_digit(body: &str) -> Option<char> {
    if body.len() != WEIGHTS.len() {
        return None;
    }
    let digits: Vec<u32> = body
        .chars()
        .map(|digit| digit.to_digit(10))
        .collect::<Option<_>>()?;
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    CHECK_DIGITS.chars().nth(usize::try_from(sum % 11).ok()?)
}
