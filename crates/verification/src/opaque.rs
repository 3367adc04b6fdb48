//! Opaque values: random or keyed bytes that name a thing and tell nothing about it.

use data_encoding::BASE64URL_NOPAD;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

/// The text is not base64url of the expected number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an opaque value of {expected} bytes in base64url")]
pub struct OpaqueError {
    /// How many bytes the value has.
    pub expected: usize,
}

macro_rules! opaque {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name([u8; $length]);

        impl $name {
            /// How many bytes it has.
            pub const LENGTH: usize = $length;

            /// From its bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// A fresh one from `randomness`.
            pub fn draw(randomness: &mut (impl CryptoRng + ?Sized)) -> Self {
                let mut bytes = [0; $length];
                randomness.fill_bytes(&mut bytes);
                Self(bytes)
            }

            /// Its bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }

            /// From base64url without padding.
            pub fn parse(text: &str) -> Result<Self, OpaqueError> {
                let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
                let exact = bytes.and_then(|bytes| bytes.try_into().ok());
                exact.map(Self).ok_or(OpaqueError { expected: $length })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&BASE64URL_NOPAD.encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = OpaqueError;

            fn try_from(text: String) -> Result<Self, OpaqueError> {
                Self::parse(&text)
            }
        }
    };
}

opaque!(
    /// Names one verification, from its first request to its outcome.
    VerificationId,
    16
);
opaque!(
    /// Drawn once, spent once: what ties an answer to its question.
    Nonce,
    32
);
opaque!(
    /// Names a person between edge and authority without saying who it is: a keyed name that only
    /// the edge can compute.
    Subject,
    32
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bytes_are_the_same_value() {
        let id = VerificationId::from_bytes([7; 16]);
        assert_eq!(VerificationId::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn a_wrong_length_is_refused() {
        assert_eq!(Nonce::parse("AAAA"), Err(OpaqueError { expected: 32 }));
    }

    #[test]
    fn text_that_is_not_base64url_is_refused() {
        assert_eq!(
            VerificationId::parse("+/+/+/+/+/+/+/+/+/+/+w"),
            Err(OpaqueError { expected: 16 })
        );
    }
}
