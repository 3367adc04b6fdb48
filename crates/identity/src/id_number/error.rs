//! Which rule an identity number breaks, and where.

use std::ops::Range;

use super::rules::LENGTH;

/// Why a text is no identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Nothing was typed.
    #[error("the id number is empty")]
    Empty,
    /// Neither 18 characters nor any form that is recognised and answered.
    #[error("an id number has 18 characters, not {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that cannot stand there: no digit, or an X before the end.
    #[error("character {position} of the id number is no digit")]
    Character {
        /// Where it stands, from 0.
        position: usize,
    },
    /// Fifteen digits (GB 11643-1989), out of use: the number on the second-generation card has eighteen.
    #[error("a first-generation number has 15 digits: use the 18 of the second-generation card")]
    FirstGeneration,
    /// Three letters and twelve digits, the foreign permanent resident's number before 2023: the new card has eighteen
    /// digits and begins with 9.
    #[error("a permanent resident's former number has 15 characters: use the 18 of the new card")]
    FormerPermanentResident,
    /// No province has this number.
    #[error("no province has this number")]
    Province {
        /// Where its two digits begin, from 0: after the 9 of a foreign permanent resident.
        position: usize,
    },
    /// A number that begins with 8 but with none of 810000, 820000 and 830000.
    #[error("a residence permit's number begins with 810000, 820000 or 830000")]
    Territory,
    /// The birth date is not in the calendar, or before 1800.
    #[error("no such birth date")]
    BirthDate,
    /// The birth date is later than today.
    #[error("the birth date lies in the future")]
    BirthDateInFuture,
    /// The last character does not belong to the seventeen before it: one of the eighteen is wrong.
    #[error("the check digit does not match")]
    CheckDigit,
}

impl IdNumberError {
    /// The stable code of the rule that failed.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Length { .. } => "length",
            Self::Character { .. } => "character",
            Self::FirstGeneration => "first_generation",
            Self::FormerPermanentResident => "former_permanent_resident",
            Self::Province { .. } => "province",
            Self::Territory => "territory",
            Self::BirthDate => "birth_date",
            Self::BirthDateInFuture => "birth_date_in_future",
            Self::CheckDigit => "check_digit",
        }
    }

    /// The characters to look at, counted from 0 in the normalised number: for a wrong length those that are missing or
    /// too many.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        match self {
            Self::Empty => 0..0,
            Self::Length { found } => found.min(LENGTH)..found.max(LENGTH),
            Self::Character { position } => position..position + 1,
            Self::FirstGeneration | Self::FormerPermanentResident => 0..15,
            Self::Province { position } => position..position + 2,
            Self::Territory => 0..6,
            Self::BirthDate | Self::BirthDateInFuture => 6..14,
            Self::CheckDigit => 17..18,
        }
    }
}
