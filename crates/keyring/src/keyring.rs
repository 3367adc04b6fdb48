//! Keys that seal fields, the current one and those before it.

use std::fmt;

use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    KeyId, SealedField, SecretKeyError, length_separated::length_separated,
    sealed_field::NONCE_LENGTH, secret_key::SecretKey,
};

/// Distinguishes these ciphertexts from any other use of the same key.
const PURPOSE: &[u8] = b"shiming sealed field v1";

/// The key that seals now, and the older ones that still open. `Debug` shows ids only.
#[derive(Clone)]
pub struct Keyring {
    current: (KeyId, SecretKey),
    older: Vec<(KeyId, SecretKey)>,
}

/// Why keys cannot be read, or a field cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// An entry is not `id:key`.
    #[error("a keyring is written id:key,id:key")]
    Format,
    /// An id is not 1 to 16 characters of a-z, 0-9 and hyphen.
    #[error("a key id in the keyring is malformed")]
    KeyId,
    /// Two keys have the same id.
    #[error("two keys of the keyring have the same id")]
    DuplicateKeyId,
    /// A key is not 32 bytes in base64url.
    #[error("a key of the keyring is malformed")]
    Key(#[source] SecretKeyError),
    /// The field was sealed under a key that is not here.
    #[error("the field was sealed under an unknown key")]
    UnknownKey,
    /// The field was altered, or belongs to another field or owner.
    #[error("the sealed field is not authentic here")]
    NotAuthentic,
}

impl Keyring {
    /// Reads `id:key` entries with commas between them, the current one first; a key is 32 bytes in base64url without
    /// padding. White space around entries is ignored.
    pub fn parse(text: &str) -> Result<Self, KeyringError> {
        let mut entries = text.split(',').map(parse_entry);
        let current = entries.next().ok_or(KeyringError::Format)??;
        let older = entries.collect::<Result<Vec<_>, _>>()?;
        let keyring = Self { current, older };
        let mut ids: Vec<&str> = keyring.entries().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(KeyringError::DuplicateKeyId);
        }
        Ok(keyring)
    }

    /// Encrypts under the current key (XChaCha20-Poly1305, random nonce of 24 bytes) and binds to `context`, which names
    /// field and owner: see [`field_context`](crate::field_context).
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the cipher fails beyond 256 GiB only"
    )]
    pub fn seal(&self, context: &[u8], plaintext: &[u8], rng: &mut impl CryptoRng) -> SealedField {
        let (key_id, key) = &self.current;
        let mut nonce = [0; NONCE_LENGTH];
        rng.fill_bytes(&mut nonce);
        let aad = associated_data(key_id, context);
        let payload = Payload {
            msg: plaintext,
            aad: &aad,
        };
        let ciphertext = cipher(key)
            .encrypt(&nonce.into(), payload)
            .expect("a field fits into memory");
        SealedField {
            key_id: key_id.clone(),
            nonce,
            ciphertext,
        }
    }

    /// Decrypts a field that was sealed with the same `context`.
    pub fn open(
        &self,
        context: &[u8],
        field: &SealedField,
    ) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        let mut entries = self.entries();
        let entry = entries.find(|(id, _)| *id == field.key_id);
        let (key_id, key) = entry.ok_or(KeyringError::UnknownKey)?;
        let aad = associated_data(key_id, context);
        let payload = Payload {
            msg: &field.ciphertext,
            aad: &aad,
        };
        let plaintext = cipher(key).decrypt(&field.nonce.into(), payload);
        plaintext
            .map(Zeroizing::new)
            .map_err(|_opaque| KeyringError::NotAuthentic)
    }

    /// Whether the field was sealed under another key than the current one.
    #[must_use]
    pub fn needs_rotation(&self, field: &SealedField) -> bool {
        field.key_id != self.current.0
    }

    /// The id of the key that seals now.
    #[must_use]
    pub fn current_key_id(&self) -> &KeyId {
        &self.current.0
    }

    fn entries(&self) -> impl Iterator<Item = &(KeyId, SecretKey)> {
        std::iter::once(&self.current).chain(&self.older)
    }
}

fn parse_entry(entry: &str) -> Result<(KeyId, SecretKey), KeyringError> {
    let (id, key) = entry.trim().split_once(':').ok_or(KeyringError::Format)?;
    let id = KeyId::parse(id).ok_or(KeyringError::KeyId)?;
    Ok((id, SecretKey::parse(key).map_err(KeyringError::Key)?))
}

fn associated_data(key_id: &KeyId, context: &[u8]) -> Vec<u8> {
    length_separated(&[PURPOSE, key_id.as_str().as_bytes(), context])
}

fn cipher(key: &SecretKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

impl fmt::Debug for Keyring {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids = self.entries().map(|(id, _)| id.as_str());
        formatter.debug_list().entries(ids).finish()
    }
}

#[cfg(test)]
mod tests;
