//! Thirty-two secret bytes.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use zeroize::Zeroizing;

pub(crate) const LENGTH: usize = 32;

/// A key of 32 bytes, wiped from memory when dropped and never printed.
#[derive(Clone)]
pub(crate) struct SecretKey(Zeroizing<[u8; LENGTH]>);

/// Why a text is no key of 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretKeyError {
    /// Not base64url without padding (RFC 4648 section 5).
    #[error("a key is written in base64url without padding")]
    Encoding,
    /// Not 32 bytes long.
    #[error("a key has 32 bytes, not {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
}

impl SecretKey {
    /// Reads 32 bytes in base64url without padding.
    pub(crate) fn parse(text: &str) -> Result<Self, SecretKeyError> {
        let decoded = BASE64URL_NOPAD.decode(text.as_bytes());
        let bytes = Zeroizing::new(decoded.map_err(|_no_base64| SecretKeyError::Encoding)?);
        let mut key = Zeroizing::new([0; LENGTH]);
        if bytes.len() != LENGTH {
            return Err(SecretKeyError::Length { found: bytes.len() });
        }
        key.copy_from_slice(&bytes);
        Ok(Self(key))
    }

    pub(crate) fn from_bytes(bytes: [u8; LENGTH]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn expose(&self) -> &[u8; LENGTH] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretKey(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<SecretKeyError>) {
        assert_eq!(SecretKey::parse(text).err(), expected, "{text}");
    }

    #[test]
    fn a_key_has_thirty_two_bytes() {
        check(&"A".repeat(43), None);
        check(&"A".repeat(42), Some(SecretKeyError::Length { found: 31 }));
        check(&"A".repeat(41), Some(SecretKeyError::Encoding));
        check(
            &format!("{}=", "A".repeat(43)),
            Some(SecretKeyError::Encoding),
        );
        check("", Some(SecretKeyError::Length { found: 0 }));
    }

    #[test]
    fn printing_shows_nothing() {
        let key = SecretKey::from_bytes([7; LENGTH]);
        assert_eq!(format!("{key:?}"), "SecretKey(****)");
    }
}
