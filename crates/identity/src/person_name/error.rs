//! Which rule a name breaks.

/// Why a text is no name; positions count characters from 0 in the normalised name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    /// Nothing was typed.
    #[error("the name is empty")]
    Empty,
    /// More than 50 characters, or 60 if none is Han.
    #[error("such a name has at most {most} characters, not {found}")]
    Length {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A control character, or the mark that a wrong encoding leaves behind.
    #[error("character {position} of the name is a control character")]
    Control {
        /// Where it stands.
        position: usize,
    },
    /// A digit.
    #[error("character {position} of the name is a digit")]
    Digit {
        /// Where it stands.
        position: usize,
    },
    /// A sign that no name contains.
    #[error("character {position} of the name is a symbol")]
    Symbol {
        /// Where it stands.
        position: usize,
    },
    /// A comma, a dash or an ideographic stop between Han characters, where documents have the interpunct.
    #[error("character {position} of the name is no interpunct")]
    Separator {
        /// Where it stands.
        position: usize,
    },
    /// An interpunct at the beginning, at the end, or next to another.
    #[error("the interpunct at {position} does not stand between two parts of the name")]
    Interpunct {
        /// Where it stands.
        position: usize,
    },
    /// Nothing but punctuation.
    #[error("the name has no letters")]
    Letters,
}

impl PersonNameError {
    /// The stable code of the rule that failed.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Length { .. } => "length",
            Self::Control { .. } => "control",
            Self::Digit { .. } => "digit",
            Self::Symbol { .. } => "symbol",
            Self::Separator { .. } => "separator",
            Self::Interpunct { .. } => "interpunct",
            Self::Letters => "letters",
        }
    }
}
