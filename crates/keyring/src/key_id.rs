//! The name by which a sealed field remembers its key.

use std::fmt;

const LONGEST: usize = 16;

/// A key's id: 1 to 16 characters of `a` to `z`, `0` to `9` and hyphen. It is no secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(String);

impl KeyId {
    /// Reads an id, or nothing if it is too long, empty or holds other characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let good = (1..=LONGEST).contains(&text.len()) && text.bytes().all(allowed);
        good.then(|| Self(text.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(KeyId::parse(text).is_some(), expected, "{text}");
    }

    #[test]
    fn an_id_is_short_and_plain() {
        check("2026-11", true);
        check("abcdefghij-12345", true);
        check("abcdefghij-123456", false);
        check("", false);
        check("A", false);
        check("a.b", false);
        check("é", false);
    }
}
