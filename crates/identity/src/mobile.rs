//! Mobile numbers of mainland China.

use std::fmt;

use crate::typed;

const LENGTH: usize = 11;

/// A mainland mobile number: eleven digits that begin with 13 to 19. There is no table of segments, because new ones
/// are opened every year and numbers are carried between operators.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

/// Why a text is no mobile number; positions count from 0 in the number without country code, blanks and what groups it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MobileError {
    /// Nothing was typed.
    #[error("the mobile number is empty")]
    Empty,
    /// The number belongs to another country or region.
    #[error("the country code is not +86")]
    CountryCode,
    /// A character that is no digit.
    #[error("character {position} of the mobile number is no digit")]
    Character {
        /// Where it stands.
        position: usize,
    },
    /// Too few or too many digits.
    #[error("a mobile number has 11 digits, not {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// It does not begin with 13 to 19.
    #[error("a mobile number begins with 13 to 19")]
    Prefix,
}

impl MobileError {
    /// The stable code of the rule that failed.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::CountryCode => "country_code",
            Self::Character { .. } => "character",
            Self::Length { .. } => "length",
            Self::Prefix => "prefix",
        }
    }
}

impl Mobile {
    /// Reads a number as people write it: with +86, 0086, 86 or the 0 of long distance, blanks, hyphens, stops, brackets
    /// and full-width digits.
    pub fn parse(text: &str) -> Result<Self, MobileError> {
        let typed: String = typed::plain(text)
            .filter(|c| !typed::is_filler(*c))
            .collect();
        let number = without_country_code(&typed)?;
        if number.is_empty() {
            return Err(MobileError::Empty);
        }
        if let Some(position) = number.chars().position(|c| !c.is_ascii_digit()) {
            return Err(MobileError::Character { position });
        }
        match number.as_bytes() {
            [b'1', b'3'..=b'9', rest @ ..] if rest.len() == LENGTH - 2 => {
                Ok(Self(number.to_owned()))
            }
            digits if digits.len() == LENGTH => Err(MobileError::Prefix),
            digits => Err(MobileError::Length {
                found: digits.len(),
            }),
        }
    }

    /// The whole number: eleven digits. The one way to read it, named so that it can be searched for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The last two digits, by which the owner of several phones tells them apart.
    #[must_use]
    pub fn last_digits(&self) -> &str {
        self.0.get(LENGTH - 2..).unwrap_or_default()
    }

    /// The first three and the last four digits, such as `138****8000`.
    #[must_use]
    pub fn masked(&self) -> String {
        let hidden = 3..LENGTH - 4;
        let mask = |(position, digit)| {
            if hidden.contains(&position) {
                '*'
            } else {
                digit
            }
        };
        self.0.chars().enumerate().map(mask).collect()
    }
}

fn without_country_code(typed: &str) -> Result<&str, MobileError> {
    if let Some(number) = typed
        .strip_prefix("+86")
        .or_else(|| typed.strip_prefix("0086"))
    {
        return Ok(number);
    }
    if typed.starts_with('+') || typed.starts_with("00") {
        return Err(MobileError::CountryCode);
    }
    // Neither begins a mobile number: what is too long by it was dialled.
    let dialled = ["86", "0"].into_iter().find_map(|prefix| {
        let number = typed.strip_prefix(prefix)?;
        (number.len() == LENGTH && number.starts_with('1')).then_some(number)
    });
    Ok(dialled.unwrap_or(typed))
}

impl fmt::Display for Mobile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Mobile({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: Result<&str, MobileError>) {
        let read = Mobile::parse(text).map(|mobile| mobile.expose().to_owned());
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn fillers_and_the_country_code_are_removed() {
        check("+86 138-0013-8000", Ok("13800138000"));
        check("＋８６１３８００１３８０００", Ok("13800138000"));
        for text in [
            "(+86)13800138000",
            "8613800138000",
            "013800138000",
            "138.0013.8000",
            "138。0013。8000",
        ] {
            check(text, Ok("13800138000"));
        }
        check("\u{202D}0086 138 0013 8000\u{202C}", Ok("13800138000"));
    }

    #[test]
    fn each_refusal_names_its_rule() {
        check("", Err(MobileError::Empty));
        check("+86", Err(MobileError::Empty));
        check("+852 5123 4567", Err(MobileError::CountryCode));
        check("1380013800x", Err(MobileError::Character { position: 10 }));
        check("1380013800", Err(MobileError::Length { found: 10 }));
        check("12800138000", Err(MobileError::Prefix));
    }

    #[test]
    fn printing_masks() {
        let mobile = Mobile::parse("13800138000").unwrap();
        assert_eq!(
            format!("{mobile} {mobile:?}"),
            "138****8000 Mobile(138****8000)"
        );
    }

    proptest! {
        #[test]
        fn what_was_read_reads_again(number in "1[3-9][0-9]{9}") {
            let mobile = Mobile::parse(&number).unwrap();
            prop_assert_eq!(mobile.expose(), &number);
            prop_assert_eq!(Mobile::parse(&format!("+86{number}")), Ok(mobile));
        }

        #[test]
        fn the_mask_depends_on_seven_digits_only(head in "1[3-9][0-9]", one in "[0-9]{4}", other in "[0-9]{4}", tail in "[0-9]{4}") {
            let mask = |middle: &str| Mobile::parse(&format!("{head}{middle}{tail}")).unwrap().masked();
            prop_assert_eq!(mask(&one), mask(&other));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = Mobile::parse(&text);
        }
    }
}
