//! Tagged tokens: the body ‖ a keyed hash of it, in base64url. Its holder can read what it names, and cannot alter it.

use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use keyring::NameKey;
use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;

use super::{Token, TokenKind};

const TAG_LENGTH: usize = 16;

/// A kind of token that is tagged.
pub(crate) trait Tagged: TokenKind {}

impl<K: Tagged> Token<K> {
    /// A fresh token for `names`: its text, and what it says.
    pub(crate) fn draw(
        names: K::Names,
        now: Timestamp,
        key: &NameKey,
        randomness: &mut impl CryptoRng,
    ) -> (String, Self) {
        let (mut body, token) = Self::draw_body(names, now, randomness);
        body.extend(tag::<K>(&body, key));
        (BASE64URL_NOPAD.encode(&body), token)
    }

    /// What `text` says. `None` if it is not a token of this kind drawn under `key`.
    pub(crate) fn read(text: &str, key: &NameKey) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (body, given) = bytes.split_last_chunk::<TAG_LENGTH>()?;
        if !bool::from(tag::<K>(body, key).ct_eq(given)) {
            return None;
        }
        Self::read_body(body)
    }
}

fn tag<K: Tagged>(body: &[u8], key: &NameKey) -> [u8; TAG_LENGTH] {
    let name = key.name(K::DOMAIN, body);
    let mut tag = [0; TAG_LENGTH];
    tag.copy_from_slice(&name[..TAG_LENGTH]);
    tag
}
