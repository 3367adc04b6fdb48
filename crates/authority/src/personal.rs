//! Personal data at rest: sealed field by field, found under keyed names.

use identity::IdNumber;
use keyring::{Keyring, KeyringError, NameKey, SealedField, SealedFieldError, field_context};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::surroundings::Randomness;

/// Why sealed personal data cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonalError {
    /// It is no sealed field.
    #[error(transparent)]
    Field(#[from] SealedFieldError),
    /// It does not open here.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// What was inside is not what should be.
    #[error("a sealed field holds something else")]
    Content,
}

/// The keys to personal data.
#[derive(Debug)]
pub struct Personal {
    keyring: Keyring,
    names: NameKey,
}

impl Personal {
    /// From the keys that seal and the key that names.
    #[must_use]
    pub fn new(keyring: Keyring, names: NameKey) -> Self {
        Self { keyring, names }
    }

    /// The name under which the register keeps the person with this number.
    #[must_use]
    pub fn name(&self, number: &IdNumber) -> [u8; 32] {
        self.names.name("register", number.expose().as_bytes())
    }

    /// Seals bytes as `field` of `owner`.
    #[must_use]
    pub fn seal(
        &self,
        field: &str,
        owner: &[u8],
        bytes: &[u8],
        randomness: &mut Randomness,
    ) -> Vec<u8> {
        let sealed = self
            .keyring
            .seal(&field_context(field, owner), bytes, randomness);
        sealed.to_string().into_bytes()
    }

    /// Opens what [`Self::seal`] gave for the same field and owner.
    pub fn open(
        &self,
        field: &str,
        owner: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, PersonalError> {
        let text = std::str::from_utf8(sealed).map_err(|_| PersonalError::Content)?;
        let sealed = SealedField::parse(text)?;
        Ok(self.keyring.open(&field_context(field, owner), &sealed)?)
    }

    /// Seals a value as JSON.
    pub fn seal_value(
        &self,
        field: &str,
        owner: &[u8],
        value: &impl Serialize,
        randomness: &mut Randomness,
    ) -> Result<Vec<u8>, PersonalError> {
        let json = Zeroizing::new(serde_json::to_vec(value).map_err(|_| PersonalError::Content)?);
        Ok(self.seal(field, owner, &json, randomness))
    }

    /// Opens what [`Self::seal_value`] gave.
    pub fn open_value<T: DeserializeOwned>(
        &self,
        field: &str,
        owner: &[u8],
        sealed: &[u8],
    ) -> Result<T, PersonalError> {
        serde_json::from_slice(&self.open(field, owner, sealed)?)
            .map_err(|_| PersonalError::Content)
    }
}
