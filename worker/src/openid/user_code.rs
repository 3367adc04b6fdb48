//! The code that both screens show (RFC 8628, section 6.1): letters that spell no words and are not mistaken for others.

use std::fmt;

use identity::typed_code;
use rand_core::CryptoRng;

/// Consonants alone.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

/// How many letters a code has.
pub(crate) const LENGTH: usize = 8;

/// A code of eight letters. It prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct UserCode(String);

impl UserCode {
    /// A fresh one; each letter is as likely as any other.
    pub(crate) fn draw(randomness: &mut impl CryptoRng) -> Self {
        let mut letters = String::with_capacity(LENGTH);
        while letters.len() < LENGTH {
            let mut byte = [0];
            randomness.fill_bytes(&mut byte);
            // Of 256 values the last 16 are left out: they would make some letters likelier.
            if let Some(place) = (byte[0] < 240).then_some(usize::from(byte[0]) % LETTERS.len()) {
                letters.push(LETTERS[place].into());
            }
        }
        Self(letters)
    }

    /// As somebody types it: in whatever case and width, with or without what stands between the letters.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let letters = typed_code(text);
        let is_code = letters.len() == LENGTH && letters.bytes().all(|c| LETTERS.contains(&c));
        is_code.then_some(Self(letters))
    }

    /// The eight letters.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// As it is shown: `BCDF-GHJK`.
    pub(crate) fn shown(&self) -> String {
        let (first, second) = self.0.split_at(LENGTH / 2);
        format!("{first}-{second}")
    }
}

impl fmt::Debug for UserCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UserCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;
    use proptest::prelude::*;

    #[test]
    fn every_spelling_is_read() {
        let code = UserCode::draw(&mut randomness());
        let shown = code.shown();
        let dash = shown.replace('-', "\u{2013}");
        let spellings = [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            dash,
        ];
        for text in spellings {
            assert_eq!(UserCode::parse(&text), Some(code.clone()));
        }
        for text in ["", "BCDF-GHJ", "BCDF-GHJA", "BCDF-GHJ1", "BCDF-GHJK-L"] {
            assert_eq!(UserCode::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = UserCode::parse(&text);
        }
    }
}
