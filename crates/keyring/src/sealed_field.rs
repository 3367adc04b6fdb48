//! A sealed field as it is stored.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

use crate::KeyId;

pub(crate) const NONCE_LENGTH: usize = 24;
const TAG_LENGTH: usize = 16;
const VERSION: &str = "v1";

/// Ciphertext with its nonce and the id of its key: `v1.keyid.base64url(nonce‖ciphertext‖tag)` as text and in serde.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SealedField {
    pub(crate) key_id: KeyId,
    pub(crate) nonce: [u8; NONCE_LENGTH],
    pub(crate) ciphertext: Vec<u8>,
}

/// Why a text is no sealed field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealedFieldError {
    /// Not three parts with dots between them, the first `v1`.
    #[error("a sealed field is written v1.keyid.base64url")]
    Format,
    /// The second part is no key id.
    #[error("the sealed field's key id is malformed")]
    KeyId,
    /// The third part is not base64url without padding.
    #[error("the sealed field is not in base64url without padding")]
    Encoding,
    /// Shorter than a nonce and a tag.
    #[error("the sealed field is too short")]
    Length,
}

impl SealedField {
    /// Reads the text form; whether it opens is another question.
    pub fn parse(text: &str) -> Result<Self, SealedFieldError> {
        let mut parts = text.splitn(3, '.');
        let (Some(VERSION), Some(key_id), Some(body)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(SealedFieldError::Format);
        };
        let key_id = KeyId::parse(key_id).ok_or(SealedFieldError::KeyId)?;
        let decoded = BASE64URL_NOPAD.decode(body.as_bytes());
        let bytes = decoded.map_err(|_no_base64| SealedFieldError::Encoding)?;
        match bytes.split_first_chunk() {
            Some((nonce, ciphertext)) if ciphertext.len() >= TAG_LENGTH => Ok(Self {
                key_id,
                nonce: *nonce,
                ciphertext: ciphertext.to_vec(),
            }),
            _ => Err(SealedFieldError::Length),
        }
    }

    /// The id of the key that sealed it.
    #[must_use]
    pub fn key_id(&self) -> &KeyId {
        &self.key_id
    }
}

impl fmt::Display for SealedField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = BASE64URL_NOPAD.encode(&[&self.nonce[..], &self.ciphertext].concat());
        write!(formatter, "{VERSION}.{}.{body}", self.key_id)
    }
}

impl fmt::Debug for SealedField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SealedField({VERSION}.{}.****)", self.key_id)
    }
}

impl TryFrom<String> for SealedField {
    type Error = SealedFieldError;

    fn try_from(text: String) -> Result<Self, SealedFieldError> {
        Self::parse(&text)
    }
}

impl From<SealedField> for String {
    fn from(field: SealedField) -> Self {
        field.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: Option<SealedFieldError>) {
        assert_eq!(SealedField::parse(text).err(), expected, "{text}");
    }

    #[test]
    fn each_part_is_checked() {
        let body = "A".repeat(54);
        check(&format!("v1.a.{body}"), None);
        check(&format!("v2.a.{body}"), Some(SealedFieldError::Format));
        check("v1.a", Some(SealedFieldError::Format));
        check(&format!("v1.A.{body}"), Some(SealedFieldError::KeyId));
        check(&format!("v1.a.{body}."), Some(SealedFieldError::Encoding));
        check(
            &format!("v1.a.{}", "A".repeat(52)),
            Some(SealedFieldError::Length),
        );
        check("v1.a.", Some(SealedFieldError::Length));
    }

    proptest! {
        #[test]
        fn a_field_survives_serde(nonce: [u8; NONCE_LENGTH], ciphertext in prop::collection::vec(any::<u8>(), 16..80)) {
            let field = SealedField { key_id: KeyId::parse("a-1").unwrap(), nonce, ciphertext };
            let text = serde_json::to_string(&field).unwrap();
            prop_assert!(text.starts_with("\"v1.a-1."));
            prop_assert_eq!(serde_json::from_str::<SealedField>(&text).unwrap(), field);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*", body in "v1\\.a\\.[A-Za-z0-9_-]{0,80}") {
            let _ = (SealedField::parse(&text), SealedField::parse(&body));
        }
    }
}
