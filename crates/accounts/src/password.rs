//! What a password must be: long, not common, and nothing of one's own. No classes of characters are asked for
//! (NIST SP 800-63B, OWASP ASVS 6.2.5).

use identity::{Mobile, PersonName};
use serde::{Deserialize, Serialize};

use crate::Person;

mod common;

/// Fewest code points.
pub const SHORTEST: usize = 12;

/// Most code points.
pub const LONGEST: usize = 128;

/// So many characters in a row of one's own number or mobile are too many.
const OWN_RUN: usize = 6;

/// A name of fewer letters stands in ordinary words too.
const FEWEST_LETTERS: usize = 4;

/// Han characters say more than letters.
const FEWEST_HAN: usize = 2;

/// The PHC string of a hashed password. It prints nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordDigest(String);

impl PasswordDigest {
    /// From the PHC string.
    #[must_use]
    pub fn from_phc(text: String) -> Self {
        Self(text)
    }

    /// The PHC string.
    #[must_use]
    pub fn as_phc(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordDigest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PasswordDigest(…)")
    }
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PasswordError {
    /// Fewer than [`SHORTEST`] code points.
    #[error("the password is too short")]
    TooShort,
    /// More than [`LONGEST`] code points.
    #[error("the password is too long")]
    TooLong,
    /// A control character, which no keyboard types.
    #[error("the password has a control character")]
    Control,
    /// One or two characters, over and over.
    #[error("the password repeats itself")]
    Repetitive,
    /// One that everybody guesses.
    #[error("the password is a common one")]
    Common,
    /// It holds a piece of one's own ID number, mobile number or name.
    #[error("the password holds personal data")]
    Personal,
}

impl PasswordError {
    /// The stable code of the rule that failed.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Control => "control",
            Self::Repetitive => "repetitive",
            Self::Common => "common",
            Self::Personal => "personal",
        }
    }
}

/// Whether `password` may be a password at all; for whose, [`check_for`] says.
pub fn check(password: &str) -> Result<(), PasswordError> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordError::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordError::TooLong);
    }
    if password.chars().any(char::is_control) {
        return Err(PasswordError::Control);
    }
    if is_repetitive(password) {
        return Err(PasswordError::Repetitive);
    }
    if common::is_common(&password.to_lowercase()) {
        return Err(PasswordError::Common);
    }
    Ok(())
}

/// Whether `password` may be the password of `person`.
pub fn check_for(password: &str, person: &Person) -> Result<(), PasswordError> {
    check(password)?;
    let lower = password.to_lowercase();
    let names = [
        person.name.expose().to_lowercase(),
        person.name.expose_canonical(),
    ];
    let mobile = person.mobile.as_ref().map(Mobile::expose);
    let mut own = [person.number.expose()].into_iter().chain(mobile);
    let holds_name = is_telling(&person.name) && names.iter().any(|name| lower.contains(name));
    let holds_own = |text: &str| has_common_run(&lower, &text.to_lowercase());
    if holds_name || own.any(holds_own) {
        return Err(PasswordError::Personal);
    }
    Ok(())
}

/// Whether a name is long enough to say whose a password is.
fn is_telling(name: &PersonName) -> bool {
    let letters = name.expose().chars().filter(|c| c.is_alphabetic());
    let fewest = if name.has_han() {
        FEWEST_HAN
    } else {
        FEWEST_LETTERS
    };
    letters.count() >= fewest
}

fn is_repetitive(password: &str) -> bool {
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    different.len() <= 2
}

/// Whether both hold the same run of [`OWN_RUN`] characters; `own` is ASCII.
fn has_common_run(password: &str, own: &str) -> bool {
    own.as_bytes()
        .windows(OWN_RUN)
        .filter_map(|run| std::str::from_utf8(run).ok())
        .any(|run| password.contains(run))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixtures;

    fn check_password(password: &str, expected: Result<(), PasswordError>) {
        assert_eq!(
            check_for(password, &fixtures::person()),
            expected,
            "{password}"
        );
    }

    #[test]
    fn length_counts_code_points() {
        check_password("eleven char", Err(PasswordError::TooShort));
        check_password("twelve chars", Ok(()));
        check_password("春眠不觉晓处处闻啼鸟夜来", Ok(()));
        check_password(&"ab9".repeat(43), Err(PasswordError::TooLong));
    }

    #[test]
    fn what_everybody_guesses_is_refused() {
        check_password("aaaaaaaaaaaa", Err(PasswordError::Repetitive));
        check_password("ababababababab", Err(PasswordError::Repetitive));
        check_password("Password1234!", Err(PasswordError::Common));
        check_password("qwerty123456", Err(PasswordError::Common));
        check_password("woaini5201314", Err(PasswordError::Common));
        check_password("with\tcontrol char", Err(PasswordError::Control));
    }

    #[test]
    fn nothing_of_ones_own_is_taken() {
        let text = fixtures::person().to_text();
        check_password(
            &format!("xx{}yy", &text.number[6..14]),
            Err(PasswordError::Personal),
        );
        check_password(
            &format!("tel {}", text.mobile),
            Err(PasswordError::Personal),
        );
        check_password(
            &format!("{}的长长长长密码密码", text.name),
            Err(PasswordError::Personal),
        );
    }

    #[test]
    fn a_short_name_stands_in_ordinary_words_too() {
        let named = |name: &str, password: &str| {
            let person = Person {
                name: PersonName::parse(name).unwrap(),
                ..fixtures::person()
            };
            check_for(password, &person)
        };
        assert_eq!(named("Ida", "friday holiday candle river"), Ok(()));
        assert_eq!(named("Zoë", "zoë candle river stone"), Ok(()));
        let personal = Err(PasswordError::Personal);
        assert_eq!(named("Anna", "savannah candle river"), personal);
        assert_eq!(named("ＡＮＮＡ", "anna candle river"), personal);
        assert_eq!(named("甲乙", "甲乙的长长长长密码密码密码"), personal);
        assert_eq!(named("甲", "甲乙的长长长长密码密码密码"), Ok(()));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = check_for(&text, &fixtures::person());
        }

        #[test]
        fn random_words_are_taken(text in "[a-z]{4} [k-t]{4} [0-9a-f]{5}q") {
            prop_assume!(!is_repetitive(&text));
            prop_assert_eq!(check_for(&text, &fixtures::person()), Ok(()));
        }
    }
}
