//! Identity numbers of eighteen characters (GB 11643-1999 and what grew from it).

use std::fmt;

use crate::{LegalDay, Region, RegionCode};

pub use error::IdNumberError;
pub use hint::IdNumberHint;
pub use kind::{IdNumberKind, Sex, Territory};

mod error;
mod hint;
mod kind;
mod rules;

/// An identity number whose place, birth date and check digit hold (GB 11643-1999; residence permits by 国办发〔2018〕81号
/// art. 3; foreign permanent residents by GA 2102-2023). `Debug` and `Display` mask it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber {
    text: String,
    birth_date: LegalDay,
}

/// How far a number that is being typed has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All eighteen characters are there, and right.
    Complete,
    /// Nothing is wrong so far, and so many characters are still to come.
    Remaining(usize),
}

impl IdNumber {
    /// A text as the number that it is meant to be, right or not: blanks are dropped, full-width characters and whatever
    /// is typed for X become what they stand for. Positions in errors count its characters.
    #[must_use]
    pub fn as_meant(text: &str) -> String {
        rules::normalise(text)
    }

    /// Reads a whole number as it is meant.
    pub fn parse(text: &str, today: LegalDay) -> Result<Self, IdNumberError> {
        let text = rules::normalise(text);
        rules::check_shape(&text)?;
        rules::check_place(&text)?;
        let birth_date = rules::birth_date(&text, today)?;
        rules::check_last(&text)?;
        Ok(Self { text, birth_date })
    }

    /// Looks at a number as it is typed, and tells what is wrong as soon as no further character can make it right.
    pub fn check_prefix(text: &str, today: LegalDay) -> Result<Progress, IdNumberError> {
        let text = rules::normalise(text);
        rules::check_characters(&text)?;
        if text.len() >= rules::LENGTH {
            return Self::parse(&text, today).map(|_complete| Progress::Complete);
        }
        match rules::check_beginning(&text, today) {
            // Read as the beginning of eighteen digits, the birth date of an old number rarely makes sense.
            Err(_) if text.len() == rules::FIRST_GENERATION_LENGTH => {
                Err(IdNumberError::FirstGeneration)
            }
            Err(error) => Err(error),
            Ok(()) => Ok(Progress::Remaining(rules::LENGTH - text.len())),
        }
    }

    /// The check digit, `0` to `9` or `X`, that belongs to the first seventeen digits (ISO 7064 MOD 11-2), or nothing
    /// if they are not seventeen digits.
    #[must_use]
    pub fn check_digit(body: &str) -> Option<char> {
        rules::check_digit(body)
    }

    /// The whole number: eighteen characters. The one way to read it, named so that it can be searched for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The first three and the last two characters, such as `440*************14`: nothing of the birth date.
    #[must_use]
    pub fn masked(&self) -> String {
        let hidden = 3..rules::LENGTH - 2;
        let mask = |(position, digit)| {
            if hidden.contains(&position) {
                '*'
            } else {
                digit
            }
        };
        self.text.chars().enumerate().map(mask).collect()
    }

    /// The day of birth that the number states.
    #[must_use]
    pub fn birth_date(&self) -> LegalDay {
        self.birth_date
    }

    /// The age in full years on that day.
    #[must_use]
    pub fn age_on(&self, day: LegalDay) -> u16 {
        self.birth_date.full_years_until(day)
    }

    /// The sex that the number states: an odd sequence number is male.
    #[must_use]
    pub fn sex(&self) -> Sex {
        match self.text.as_bytes().get(16) {
            Some(digit) if digit % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// The document that carries the number.
    #[must_use]
    pub fn kind(&self) -> IdNumberKind {
        match self.text.as_bytes() {
            [b'8', b'1', ..] => IdNumberKind::ResidencePermit(Territory::HongKong),
            [b'8', b'2', ..] => IdNumberKind::ResidencePermit(Territory::Macao),
            [b'8', b'3', ..] => IdNumberKind::ResidencePermit(Territory::Taiwan),
            [b'9', ..] => IdNumberKind::ForeignPermanentResident,
            _ => IdNumberKind::Citizen,
        }
    }

    /// The code of the place where the number was given out; none for a foreign permanent resident, whose digits name
    /// a province and a nationality (GA 2102-2023).
    #[must_use]
    pub fn region(&self) -> Option<RegionCode> {
        match self.kind() {
            IdNumberKind::ForeignPermanentResident => None,
            IdNumberKind::Citizen | IdNumberKind::ResidencePermit(_) => self
                .text
                .get(..6)
                .and_then(|digits| RegionCode::parse(digits).ok()),
        }
    }

    /// What to ask the holder to look at again, if anything is unusual.
    #[must_use]
    pub fn hint(&self) -> Option<IdNumberHint> {
        let unknown = |code: &RegionCode| Region::find(*code).is_none();
        self.region()
            .filter(unknown)
            .map(|_code| IdNumberHint::RegionUnknown)
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "IdNumber({self})")
    }
}

#[cfg(test)]
mod tests;
