//! Beyond the vectors: properties over numbers made from the published example 440524 18800101 and its like.

use proptest::prelude::*;

use super::*;

fn today() -> LegalDay {
    LegalDay::from_ymd(2026, 11, 23).unwrap()
}

fn check(text: &str, expected: Result<&str, IdNumberError>) {
    let read = IdNumber::parse(text, today()).map(|number| number.expose().to_owned());
    assert_eq!(read, expected.map(str::to_owned), "{text}");
}

/// Numbers of all kinds of document, born on any day from 1800 to 2025.
fn numbers() -> impl Strategy<Value = String> {
    let places = prop_oneof![
        "(11|37|44|65|71)[0-9]{4}",
        "8[123]0000",
        "9(11|31|54)[0-9]{3}"
    ];
    let births = (1800..2026_u32, 1..=12_u32, 1..=28_u32);
    (places, births, 0..1000_u32).prop_map(|(place, (year, month, day), sequence)| {
        let body = format!("{place}{year:04}{month:02}{day:02}{sequence:03}");
        let last = IdNumber::check_digit(&body).unwrap();
        format!("{body}{last}")
    })
}

fn with_digit(number: &str, position: usize, digit: char) -> String {
    let replace = |(at, old)| if at == position { digit } else { old };
    number.chars().enumerate().map(replace).collect()
}

fn with_neighbours_swapped(number: &str, position: usize) -> String {
    let mut characters: Vec<char> = number.chars().collect();
    characters.swap(position, position + 1);
    characters.into_iter().collect()
}

fn to_full_width(number: &str) -> String {
    let widen = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
    number.chars().map(widen).collect()
}

#[test]
fn the_first_rule_broken_is_told() {
    check("", Err(IdNumberError::Empty));
    check(
        "44052418800101001",
        Err(IdNumberError::Length { found: 17 }),
    );
    check(
        "4405241880010100144",
        Err(IdNumberError::Length { found: 19 }),
    );
    check(
        "44052418800101OO14",
        Err(IdNumberError::Character { position: 14 }),
    );
    check("44052418800101001X", Err(IdNumberError::CheckDigit));
    check(
        "X40524188001010014",
        Err(IdNumberError::Character { position: 0 }),
    );
}

#[test]
fn printing_masks() {
    let number = IdNumber::parse("440524188001010014", today()).unwrap();
    assert_eq!(number.to_string(), "440*************14");
    assert_eq!(format!("{number:?}"), "IdNumber(440*************14)");
}

#[test]
fn a_person_born_today_is_of_age_zero() {
    let body = "44052420261123001";
    let text = format!("{body}{}", IdNumber::check_digit(body).unwrap());
    assert_eq!(IdNumber::parse(&text, today()).unwrap().age_on(today()), 0);
}

#[test]
fn a_check_digit_needs_seventeen_digits() {
    assert_eq!(IdNumber::check_digit("44052418800101001"), Some('4'));
    assert_eq!(IdNumber::check_digit("4405241880010100"), None);
    assert_eq!(IdNumber::check_digit("4405241880010100甲"), None);
}

proptest! {
    #[test]
    fn a_number_survives_being_read(number in numbers()) {
        let read = IdNumber::parse(&number, today()).unwrap();
        prop_assert_eq!(read.expose(), &number);
        prop_assert_eq!(IdNumber::parse(&to_full_width(&number), today()), Ok(read.clone()));
        let spaced = format!("\u{3000}{}\u{A0} {}", &number[..6], number[6..].to_lowercase());
        prop_assert_eq!(IdNumber::parse(&spaced, today()), Ok(read));
    }

    #[test]
    fn every_wrong_digit_is_caught(number in numbers(), position in 0..18_usize, digit in "[0-9X]") {
        let wrong = with_digit(&number, position, digit.chars().next().unwrap());
        prop_assume!(wrong != number);
        prop_assert!(IdNumber::parse(&wrong, today()).is_err());
    }

    #[test]
    fn every_swap_of_neighbours_is_caught(number in numbers(), position in 0..17_usize) {
        let wrong = with_neighbours_swapped(&number, position);
        prop_assume!(wrong != number);
        prop_assert!(IdNumber::parse(&wrong, today()).is_err());
    }

    #[test]
    fn the_mask_shows_five_characters(number in numbers()) {
        let masked = IdNumber::parse(&number, today()).unwrap().masked();
        prop_assert_eq!(masked, format!("{}*************{}", &number[..3], &number[16..]));
    }

    #[test]
    fn the_beginning_of_a_good_number_is_never_refused(number in numbers(), length in 0..=18_usize) {
        let expected = match length {
            18 => Progress::Complete,
            typed => Progress::Remaining(18 - typed),
        };
        prop_assert_eq!(IdNumber::check_prefix(&number[..length], today()), Ok(expected));
    }

    #[test]
    fn what_is_refused_while_typing_stays_refused(beginning in "[0-9]{1,17}", rest in "[0-9]{17}[0-9X]") {
        let whole: String = beginning.chars().chain(rest.chars().skip(beginning.len())).collect();
        if IdNumber::check_prefix(&beginning, today()).is_err() {
            prop_assert!(IdNumber::parse(&whole, today()).is_err());
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in ".*", digits in "[0-9A-ZＸ甲 ]{0,20}") {
        for text in [text, digits] {
            let _ = IdNumber::check_prefix(&text, today());
            if let Err(error) = IdNumber::parse(&text, today()) {
                prop_assert!(error.span().start <= error.span().end);
            }
        }
    }
}
