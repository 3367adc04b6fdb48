//! Personal data at rest: sealed field by field, found under keyed names.

use identity::IdNumber;
use keyring::{Keyring, KeyringError, NameKey, SealedField, SealedFieldError, field_context};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::str::Utf8Error;
use verification::{ChallengeDraw, JsonError};
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
    /// It is no text.
    #[error("a sealed field is no text")]
    Text(#[from] Utf8Error),
    /// What was inside is not what should be.
    #[error("a sealed field holds something else")]
    Content(#[from] JsonError),
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

    /// The name under which the captures of the person with this number are kept: another than the register's.
    #[must_use]
    pub fn captures_of(&self, number: &IdNumber) -> [u8; 32] {
        self.names.name("captures", number.expose().as_bytes())
    }

    /// The name of a frame with this digest.
    #[must_use]
    pub fn frame(&self, digest: &[u8; 32]) -> [u8; 32] {
        self.names.name("frame", digest)
    }

    /// The name of what a challenge asks of whom.
    #[must_use]
    pub fn asked(&self, draw: &ChallengeDraw) -> [u8; 32] {
        let mut without: Vec<_> = draw.needs.without.iter().map(|it| *it as u8).collect();
        without.sort_unstable();
        without.dedup();
        let more_time = draw.needs.more_time;
        let asked = format!(
            "{}\n{}\n{without:?}\n{more_time}",
            draw.number,
            draw.purpose.code()
        );
        self.names
            .name("challenge", Zeroizing::new(asked).as_bytes())
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
        let text = std::str::from_utf8(sealed)?;
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
        let json = Zeroizing::new(serde_json::to_vec(value).map_err(JsonError::from)?);
        Ok(self.seal(field, owner, &json, randomness))
    }

    /// Opens what [`Self::seal_value`] gave.
    pub fn open_value<T: DeserializeOwned>(
        &self,
        field: &str,
        owner: &[u8],
        sealed: &[u8],
    ) -> Result<T, PersonalError> {
        let json = self.open(field, owner, sealed)?;
        Ok(serde_json::from_slice(&json).map_err(JsonError::from)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Surroundings;
    use crate::log::chain;
    use crate::source::SourceError;

    const MARKER: &str = "440524188001010014";

    #[test]
    fn a_record_that_cannot_be_read_is_told_of_without_its_values() {
        let key = "A".repeat(42) + "E";
        let keyring = Keyring::parse(&format!("k1:{key}")).unwrap();
        let personal = Personal::new(keyring, NameKey::from_bytes([1; 32]));
        let randomness = &mut Surroundings::real().randomness();
        let sealed = personal.seal_value("record", b"1", &MARKER, randomness);
        let read = personal.open_value::<u32>("record", b"1", &sealed.unwrap());
        assert_eq!(
            chain(&SourceError::from(read.unwrap_err())),
            "a sealed field holds something else: JSON of another shape at line 1, column 20"
        );
    }
}
