//! Sealed tokens: the body, encrypted. Two portals cannot tell by their tokens that they serve the same person.

use jiff::Timestamp;
use keyring::{Keyring, SealedField, field_context};
use rand_core::CryptoRng;

use super::{Token, TokenKind};

/// A kind of token that is sealed.
pub(crate) trait Sealed: TokenKind {}

impl<K: Sealed> Token<K> {
    /// A fresh token for `names`: its text, and what it says.
    pub(crate) fn seal(
        names: K::Names,
        now: Timestamp,
        keys: &Keyring,
        randomness: &mut impl CryptoRng,
    ) -> (String, Self) {
        let (body, token) = Self::draw_body(names, now, randomness);
        let sealed = keys.seal(&field_context(K::DOMAIN, b""), &body, randomness);
        (sealed.to_string(), token)
    }

    /// What `text` says. `None` if it is not a token of this kind sealed under one of `keys`.
    pub(crate) fn open(text: &str, keys: &Keyring) -> Option<Self> {
        let field = SealedField::parse(text).ok()?;
        let body = keys.open(&field_context(K::DOMAIN, b""), &field).ok()?;
        Self::read_body(&body)
    }
}
