//! Names that show nothing of what they name.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    SecretKeyError,
    length_separated::length_separated,
    secret_key::{LENGTH, SecretKey},
};

/// The block of SHA-256, to which HMAC fills up its key (RFC 2104).
const BLOCK_LENGTH: usize = 64;

/// The key of account, index and subject names. It never rotates, since a name once given must be found again, and so it
/// lives apart from the keys that do.
#[derive(Clone, Debug)]
pub struct NameKey(SecretKey);

impl NameKey {
    /// Reads 32 bytes in base64url without padding.
    pub fn parse(text: &str) -> Result<Self, SecretKeyError> {
        SecretKey::parse(text).map(Self)
    }

    /// A key of these 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; LENGTH]) -> Self {
        Self(SecretKey::from_bytes(bytes))
    }

    /// The 32-byte name of a value within a domain: HMAC-SHA256 over both, each after its length. Names of different
    /// domains cannot be linked without the key.
    #[must_use]
    pub fn name(&self, domain: &str, value: &[u8]) -> [u8; 32] {
        let mut block = Zeroizing::new([0; BLOCK_LENGTH]);
        block[..LENGTH].copy_from_slice(self.0.expose());
        let mut mac = Hmac::<Sha256>::new((&*block).into());
        mac.update(&Zeroizing::new(length_separated(&[
            domain.as_bytes(),
            value,
        ])));
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    fn check(domain: &str, value: &[u8], expected: &str) {
        let name = NameKey::from_bytes([1; 32]).name(domain, value);
        assert_eq!(HEXLOWER.encode(&name), expected);
    }

    #[test]
    fn a_name_never_changes() {
        check(
            "account",
            b"440524188001010014",
            "040ab84aca36ec673ffeddb3bcc931b60b83df3532dc338d82d7a2e8db99c87e",
        );
    }

    #[test]
    fn domain_value_and_key_each_change_the_name() {
        let key = NameKey::from_bytes([1; 32]);
        let name = key.name("account", b"value");
        assert_ne!(name, key.name("subject", b"value"));
        assert_ne!(name, key.name("account", b"other"));
        assert_ne!(name, key.name("accountv", b"alue"));
        assert_ne!(name, NameKey::from_bytes([2; 32]).name("account", b"value"));
    }

    #[test]
    fn printing_shows_nothing() {
        assert_eq!(
            format!("{:?}", NameKey::from_bytes([7; 32])),
            "NameKey(SecretKey(****))"
        );
    }
}
