//! The short code of a voucher: eight letters and digits that nobody confuses, read aloud or scanned.

use identity::typed_code;
use rand_core::CryptoRng;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J',
    'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// 40 bits: enough, for only staff can look a code up, and only so often.
const LENGTH: usize = 8;

/// Names a voucher. It is worth nothing without a clerk, and still does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct VoucherCode(String);

/// The text is no code of a voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoucherCodeError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// It has more or fewer than eight characters.
    #[error("a code has eight characters")]
    Length,
    /// A character does not occur in codes.
    #[error("a code has letters and digits, without I, L, O and U")]
    Character,
}

impl VoucherCodeError {
    /// The rule's code.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Length => "length",
            Self::Character => "character",
        }
    }
}

impl VoucherCode {
    /// A fresh code.
    pub fn draw(randomness: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; LENGTH];
        randomness.fill_bytes(&mut bytes);
        Self(
            bytes
                .map(|byte| ALPHABET[usize::from(byte % 32)])
                .iter()
                .collect(),
        )
    }

    /// From what was typed or scanned: case, width, spaces and hyphens do not matter, nor do O for 0 and I or L for 1.
    pub fn parse(text: &str) -> Result<Self, VoucherCodeError> {
        let code = typed_code(text).replace('O', "0").replace(['I', 'L'], "1");
        if code.is_empty() {
            return Err(VoucherCodeError::Empty);
        }
        if code.chars().any(|it| !ALPHABET.contains(&it)) {
            return Err(VoucherCodeError::Character);
        }
        if code.chars().count() != LENGTH {
            return Err(VoucherCodeError::Length);
        }
        Ok(Self(code))
    }

    /// The code, eight characters.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The code as people read it: two groups of four.
    #[must_use]
    pub fn grouped(&self) -> String {
        let (first, second) = self.0.split_at(LENGTH / 2);
        format!("{first}-{second}")
    }
}

impl std::fmt::Debug for VoucherCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("VoucherCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn people_write_a_code_in_many_ways() {
        let expected = VoucherCode::parse("ABCD0123").unwrap();
        for text in [
            "abcd-0123",
            " AB CD 01 23 ",
            "abcdo123",
            "ABCD-OI23",
            "abcd0l23",
            "ＡＢＣＤ—０１２３",
            "\u{200B}ABCD\u{2011}0123",
        ] {
            assert_eq!(VoucherCode::parse(text), Ok(expected.clone()), "{text}");
        }
        assert_eq!(expected.grouped(), "ABCD-0123");
        assert_eq!(format!("{expected:?}"), "VoucherCode(…)");
    }

    #[test]
    fn the_broken_rule_is_named() {
        for (text, rule) in [
            ("", "empty"),
            (" - ", "empty"),
            ("ABCD012", "length"),
            ("ABCD-01234", "length"),
            ("ABCD-012U", "character"),
            ("中文中文中文中文", "character"),
        ] {
            let error = VoucherCode::parse(text).unwrap_err();
            assert_eq!(error.rule(), rule, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            if let Ok(code) = VoucherCode::parse(&text) {
                prop_assert_eq!(VoucherCode::parse(&code.grouped()), Ok(code));
            }
        }
    }
}
