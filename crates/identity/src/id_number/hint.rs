//! What an identity number may be looked at again for.

use std::ops::Range;

/// Something unusual about a number that is valid: worth a second look, not a refusal, since a number is for life and
/// lists of places have gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdNumberHint {
    /// No list from 1980 to 2026 has the place.
    RegionUnknown,
}

impl IdNumberHint {
    /// The stable code of what is unusual.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::RegionUnknown => "region_unknown",
        }
    }

    /// The characters to look at, counted from 0 in the normalised number.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        match self {
            Self::RegionUnknown => 0..6,
        }
    }
}
