//! Names of persons as documents print them.

use std::fmt;

use crate::typed::is_zero_width;

pub use error::PersonNameError;

mod characters;
mod error;

/// 民委发〔2016〕33号 asks for 25 Han characters at least; twice that leaves room for any document.
const LONGEST: usize = 50;

/// A person's name: Han characters of any plane, interpuncts as U+00B7, or Latin letters with single spaces. There is no
/// compatibility normalisation, which would change the very characters that tell two persons apart.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name; look-alikes of the interpunct between Han characters become U+00B7 (民委发〔2016〕33号), and blanks go,
    /// except single spaces between letters that are not Han.
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let name = normalise(text.trim());
        let found = name.chars().count();
        if found == 0 {
            return Err(PersonNameError::Empty);
        }
        if found > LONGEST {
            return Err(PersonNameError::Length { found });
        }
        check_characters(&name)?;
        check_interpuncts(&name)?;
        Ok(Self(name))
    }

    /// The whole name. The one way to read it, named so that it can be searched for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
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
    let is_han = |position: Option<usize>| {
        let character = position.and_then(|position| characters.get(position));
        character.is_some_and(|character| characters::is_han(*character))
    };
    let replace = |(position, character): (usize, &char)| {
        let between = is_han(position.checked_sub(1)) && is_han(position.checked_add(1));
        if between && characters::is_like_interpunct(*character) {
            characters::INTERPUNCT
        } else {
            *character
        }
    };
    characters.iter().enumerate().map(replace).collect()
}

fn check_characters(name: &str) -> Result<(), PersonNameError> {
    for (position, character) in name.chars().enumerate() {
        if characters::is_control(character) {
            return Err(PersonNameError::Control { position });
        }
        if characters::is_digit(character) {
            return Err(PersonNameError::Digit { position });
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
            "\u{387}",
            " · ",
            "\u{3000}．",
        ] {
            check(&format!("甲乙{dot}丙丁"), Ok("甲乙·丙丁"));
        }
        check("Jr. A", Ok("Jr. A"));
    }

    #[test]
    fn an_interpunct_stands_between_two_parts() {
        check("·甲", Err(PersonNameError::Interpunct { position: 0 }));
        check("甲·", Err(PersonNameError::Interpunct { position: 1 }));
        check("甲··乙", Err(PersonNameError::Interpunct { position: 1 }));
    }

    #[test]
    fn rare_characters_are_kept_as_they_are() {
        for name in ["𠮷", "㛃", "𬭎", "\u{2EBF0}", "\u{F967}", "\u{E81E}", "〇"] {
            check(&format!("甲{name}"), Ok(&format!("甲{name}")));
        }
    }

    #[test]
    fn fifty_characters_are_enough_for_anyone() {
        check(&"𠮷".repeat(50), Ok(&"𠮷".repeat(50)));
        check(&"𠮷".repeat(51), Err(PersonNameError::Length { found: 51 }));
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
                prop_assert_eq!(PersonName::parse(name.expose()), Ok(name));
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
