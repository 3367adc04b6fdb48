//! Bytes as base64url without padding, for serde.

use data_encoding::BASE64URL_NOPAD;
use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

pub(crate) fn serialize<const N: usize, S: Serializer>(
    bytes: &[u8; N],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64URL_NOPAD.encode(bytes))
}

pub(crate) fn deserialize<'de, const N: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<[u8; N], D::Error> {
    let text = String::deserialize(deserializer)?;
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    let exact = bytes.and_then(|bytes| bytes.try_into().ok());
    exact.ok_or_else(|| D::Error::custom("the value has another length or alphabet"))
}
