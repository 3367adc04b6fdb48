//! Six digits that may name a place.

use std::fmt;

const LENGTH: usize = 6;

/// A code of GB/T 2260: two digits for the province, two for the prefecture, two for the county; `00` stands for all of
/// it. Whether a place has or had it is another question. `Debug` masks it: it is a third of somebody's number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RegionCode(u32);

/// Why a text is no region code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegionCodeError {
    /// Not six ASCII digits.
    #[error("a region code has six digits")]
    Format,
}

impl RegionCode {
    /// Reads six ASCII digits.
    pub fn parse(text: &str) -> Result<Self, RegionCodeError> {
        if text.len() != LENGTH || !text.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(RegionCodeError::Format);
        }
        let number = text.parse();
        number
            .map(Self)
            .map_err(|_no_number| RegionCodeError::Format)
    }

    /// The code of the province around.
    #[must_use]
    pub fn province(self) -> Self {
        Self(self.0 / 1_0000 * 1_0000)
    }

    /// The code of the prefecture, if it says more than the province.
    #[must_use]
    pub fn prefecture(self) -> Option<Self> {
        let prefecture = Self(self.0 / 100 * 100);
        (prefecture != self.province()).then_some(prefecture)
    }

    /// The code itself, if it says more than the prefecture.
    #[must_use]
    pub fn county(self) -> Option<Self> {
        (!self.0.is_multiple_of(100)).then_some(self)
    }

    pub(super) fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RegionCode({:02}****)", self.0 / 1_0000)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Region;

    fn check(text: &str, expected: Result<u32, RegionCodeError>) {
        assert_eq!(
            RegionCode::parse(text).map(RegionCode::number),
            expected,
            "{text}"
        );
    }

    #[test]
    fn six_ascii_digits_are_a_code() {
        check("440582", Ok(44_0582));
        check("000001", Ok(1));
        check("44058", Err(RegionCodeError::Format));
        check("+44058", Err(RegionCodeError::Format));
        check("４４", Err(RegionCodeError::Format));
    }

    #[test]
    fn only_the_province_is_printed() {
        let code = RegionCode::parse("440582").unwrap();
        assert_eq!(format!("{code:?}"), "RegionCode(44****)");
    }

    proptest! {
        #[test]
        fn six_digits_never_make_it_panic(text in "[0-9]{6}") {
            let code = RegionCode::parse(&text).unwrap();
            prop_assert_eq!(code.number(), text.parse::<u32>().unwrap());
            let _ = Region::find(code).map(|region| region.full_name());
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = RegionCode::parse(&text);
        }
    }
}
