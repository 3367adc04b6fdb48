//! Names of persons as documents print them.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::typed::is_zero_width;

pub use error::PersonNameError;

mod canonical;
mod characters;
mod error;

/// 民委发〔2016〕33号 asks for 25 Han characters at least; twice that leaves room for any document.
const LONGEST: usize = 50;

/// As many as the chip of a residence permit holds.
const LONGEST_LATIN: usize = 60;

/// A person's name as it is printed: Han characters of any plane, interpuncts as U+00B7, or Latin letters with single
/// spaces. Two names are equal if they are the same person's: each is compared in its canonical form, and kept as printed.
#[derive(Clone)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name; look-alikes of the interpunct between Han characters become U+00B7 (民委发〔2016〕33号), and blanks go,
    /// except single spaces between letters that are not Han.
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let name = normalise(text.trim());
        check_length(&name)?;
        check_characters(&name)?;
        check_interpuncts(&name)?;
        Ok(Self(name))
    }

    /// Reads a name back that was stored: the rules of its own time took it, and only an empty one is refused.
    pub fn from_stored(text: &str) -> Result<Self, PersonNameError> {
        let name = normalise(text.trim());
        if name.is_empty() {
            return Err(PersonNameError::Empty);
        }
        Ok(Self(name))
    }

    /// The whole name as printed: to store, show, sign and send. Named so that it can be searched for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The form in which names are compared, and only that: look-alikes are one character, and case does not count.
    #[must_use]
    pub fn expose_canonical(&self) -> String {
        canonical::of(&self.0)
    }

    /// Whether any of it is written in Han characters.
    #[must_use]
    pub fn has_han(&self) -> bool {
        self.0.chars().any(characters::is_han)
    }

    /// The first character and one `＊` for however many follow; of a single character nothing is shown.
    #[must_use]
    pub fn masked(&self) -> String {
        let mut characters = self.0.chars();
        match (characters.next(), characters.next()) {
            (Some(first), Some(_)) => format!("{first}＊"),
            _ => "＊".to_owned(),
        }
    }
}

impl PartialEq for PersonName {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.expose_canonical() == other.expose_canonical()
    }
}

impl Eq for PersonName {}

impl Hash for PersonName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose_canonical().hash(state);
    }
}

fn normalise(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_zero_width(*c)).collect();
    let mut name = String::with_capacity(visible.len());
    for word in visible
        .split(characters::is_space)
        .filter(|word| !word.is_empty())
    {
        if is_parted(&name, word) {
            name.push(' ');
        }
        name.push_str(word);
    }
    with_interpuncts(&name)
}

/// Whether a space belongs between the two: not at the start, and not next to a Han character.
fn is_parted(before: &str, after: &str) -> bool {
    let is_other = |character: char| !characters::is_han(character);
    before.chars().next_back().is_some_and(is_other) && after.chars().next().is_some_and(is_other)
}

fn with_interpuncts(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let replace = |(position, character): (usize, &char)| {
        if characters::is_like_interpunct(*character) && is_between_han(&characters, position) {
            characters::INTERPUNCT
        } else {
            *character
        }
    };
    characters.iter().enumerate().map(replace).collect()
}

/// Whether a Han character stands on either side of `position`.
fn is_between_han(name: &[char], position: usize) -> bool {
    let is_han = |position: Option<usize>| {
        let character = position.and_then(|position| name.get(position));
        character.is_some_and(|character| characters::is_han(*character))
    };
    is_han(position.checked_sub(1)) && is_han(position.checked_add(1))
}

fn check_length(name: &str) -> Result<(), PersonNameError> {
    let found = name.chars().count();
    let most = if name.chars().any(characters::is_han) {
        LONGEST
    } else {
        LONGEST_LATIN
    };
    match found {
        0 => Err(PersonNameError::Empty),
        found if found > most => Err(PersonNameError::Length { found, most }),
        _ => Ok(()),
    }
}

fn check_characters(name: &str) -> Result<(), PersonNameError> {
    let characters: Vec<char> = name.chars().collect();
    for (position, &character) in characters.iter().enumerate() {
        if characters::is_control(character) {
            return Err(PersonNameError::Control { position });
        }
        if characters::is_digit(character) {
            return Err(PersonNameError::Digit { position });
        }
        if characters::is_other_separator(character) && is_between_han(&characters, position) {
            return Err(PersonNameError::Separator { position });
        }
        if characters::is_symbol(character) {
            return Err(PersonNameError::Symbol { position });
        }
    }
    if name.chars().all(characters::is_punctuation) {
        return Err(PersonNameError::Letters);
    }
    Ok(())
}

/// Interpuncts stand between two parts of a name.
fn check_interpuncts(name: &str) -> Result<(), PersonNameError> {
    let parts = name.split(characters::INTERPUNCT);
    let mut position = 0;
    for (index, part) in parts.enumerate() {
        if part.is_empty() {
            return Err(PersonNameError::Interpunct {
                position: position - usize::from(index > 0),
            });
        }
        position += part.chars().count() + 1;
    }
    Ok(())
}

impl fmt::Display for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PersonName({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: Result<&str, PersonNameError>) {
        let read = PersonName::parse(text).map(|name| name.expose().to_owned());
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }

    /// Whether both are the same person's name.
    fn check_same(one: &str, other: &str, expected: bool) {
        let read = |text| PersonName::parse(text).unwrap();
        assert_eq!(read(one) == read(other), expected, "{one} {other}");
    }

    #[test]
    fn interpuncts_are_made_one() {
        for dot in [
            "·",
            "•",
            "‧",
            "・",
            "･",
            "．",
            ".",
            "˙",
            "●",
            "᛫",
            "ᐧ",
            "ㆍ",
            "ꞏ",
            "\u{387}",
            "\u{2E30}",
            "\u{2E31}",
            "\u{2E33}",
            " · ",
            "\u{3000}．",
        ] {
            check(&format!("甲乙{dot}丙丁"), Ok("甲乙·丙丁"));
        }
        check("Jr. A", Ok("Jr. A"));
    }

    #[test]
    fn another_sign_between_han_characters_is_refused() {
        for sign in [",", "，", "-", "—", "－", "。", "、"] {
            let separator = PersonNameError::Separator { position: 2 };
            check(&format!("甲乙{sign}丙丁"), Err(separator));
        }
        check("Anne-Marie", Ok("Anne-Marie"));
    }

    #[test]
    fn an_interpunct_stands_between_two_parts() {
        check("·甲", Err(PersonNameError::Interpunct { position: 0 }));
        check("甲·", Err(PersonNameError::Interpunct { position: 1 }));
        check("甲··乙", Err(PersonNameError::Interpunct { position: 1 }));
    }

    #[test]
    fn rare_characters_are_printed_as_they_are() {
        for name in ["𠮷", "㛃", "𬭎", "\u{2EBF0}", "\u{F967}", "\u{E81E}", "〇"] {
            check(&format!("甲{name}"), Ok(&format!("甲{name}")));
        }
    }

    #[test]
    fn characters_that_look_alike_are_one_person() {
        for (one, other) in [
            ("\u{E863}甲", "䶮甲"),
            ("\u{E81E}甲", "\u{9FB4}甲"),
            ("⾦甲", "金甲"),
            ("\u{E815}甲", "厂甲"),
            ("\u{F9F4}甲", "林甲"),
            ("甲\u{FE00}乙\u{E0101}", "甲乙"),
            ("ＡＮＮＡ Ｏ＇Neill", "Anna O’Neill"),
            ("Anne‐Marie", "ANNE－MARIE"),
            ("Zoe\u{308}", "ZOË"),
        ] {
            check_same(one, other, true);
        }
        check_same("甲乙", "甲丙", false);
        check_same("\u{FA0E}甲", "甲\u{FA0E}", false);
    }

    #[test]
    fn fifty_han_characters_or_sixty_letters_are_enough_for_anyone() {
        check(&"𠮷".repeat(50), Ok(&"𠮷".repeat(50)));
        let length = |found, most| Err(PersonNameError::Length { found, most });
        check(&"𠮷".repeat(51), length(51, 50));
        check(&"A".repeat(60), Ok(&"A".repeat(60)));
        check(&"A".repeat(61), length(61, 60));
    }

    #[test]
    fn a_name_that_was_taken_once_is_read_back() {
        let stored = PersonName::from_stored("甲乙-丙丁").unwrap();
        assert_eq!(stored.expose(), "甲乙-丙丁");
        assert!(PersonName::parse("甲乙-丙丁").is_err());
        assert_eq!(PersonName::from_stored(" "), Err(PersonNameError::Empty));
    }

    #[test]
    fn printing_masks() {
        let name = PersonName::parse("甲乙丙").unwrap();
        assert_eq!(format!("{name} {name:?}"), "甲＊ PersonName(甲＊)");
        assert_eq!(PersonName::parse("甲").unwrap().masked(), "＊");
    }

    proptest! {
        #[test]
        fn what_was_read_reads_again(text in "[甲乙𠮷\u{E81E}A-Za-z·•. \u{3000}'-]{1,50}") {
            if let Ok(name) = PersonName::parse(&text) {
                let again = PersonName::parse(name.expose()).unwrap();
                prop_assert_eq!(again.expose(), name.expose());
            }
        }

        #[test]
        fn the_mask_shows_the_first_character_at_most(first in "[甲乙A-Z]", one in "[甲乙a-z]{1,9}", other in "[甲乙a-z]{1,9}") {
            let mask = |rest: &str| PersonName::parse(&format!("{first}{rest}")).unwrap().masked();
            prop_assert_eq!(mask(&one), mask(&other));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = PersonName::parse(&text);
        }
    }
}
