//! How a check is named, and its object.

use data_encoding::BASE64URL_NOPAD;
use rand_core::CryptoRng;

const LENGTH: usize = 16;

/// Names a check, and its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CheckId([u8; LENGTH]);

impl CheckId {
    /// A fresh one.
    pub(crate) fn draw(randomness: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; LENGTH];
        randomness.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// From its bytes.
    pub(crate) fn from_bytes(bytes: [u8; LENGTH]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }

    /// From its text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl std::fmt::Display for CheckId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_text() {
        let id = CheckId::from_bytes([3; LENGTH]);
        assert_eq!(CheckId::parse(&id.to_string()), Some(id));
        assert_eq!(CheckId::parse("one-window"), None);
    }
}
