//! What opens a check: check id ‖ secret ‖ tag, as a token that is redeemed or as the ticket that it is redeemed for. The
//! tag is checked before any object is touched, so that forged ones cost nothing; of the secret only its SHA-256 is kept.

use accounts::check::KeyDigest;
use data_encoding::BASE64URL_NOPAD;
use keyring::NameKey;
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

const ID_LENGTH: usize = 16;
const SECRET_LENGTH: usize = 32;
const TAG_LENGTH: usize = 16;
const LENGTH: usize = ID_LENGTH + SECRET_LENGTH + TAG_LENGTH;

/// Letters that both screens show and nobody confuses or reads as a word (RFC 8628, section 6.1).
const LETTERS: [char; 16] = [
    'B', 'C', 'D', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'X',
];
const CODE_LENGTH: usize = 4;

/// Names a check, and its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CheckId([u8; ID_LENGTH]);

/// Keeps a token from passing for a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Redeemed once.
    Token,
    /// Goes with every further request.
    Ticket,
}

/// A check as a token or a ticket names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct CheckKey {
    /// Which check.
    pub(crate) id: CheckId,
    /// What is kept of its secret.
    pub(crate) digest: KeyDigest,
}

impl CheckId {
    /// A fresh one.
    pub(crate) fn draw(randomness: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; ID_LENGTH];
        randomness.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// From its text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl std::fmt::Display for CheckId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

/// A fresh token or ticket for the check `id`, and what it names.
pub(crate) fn draw(
    kind: Kind,
    id: CheckId,
    key: &NameKey,
    randomness: &mut impl CryptoRng,
) -> (String, CheckKey) {
    let mut text = [0; LENGTH];
    text[..ID_LENGTH].copy_from_slice(&id.0);
    randomness.fill_bytes(&mut text[ID_LENGTH..ID_LENGTH + SECRET_LENGTH]);
    let (body, tag_place) = text.split_at_mut(ID_LENGTH + SECRET_LENGTH);
    tag_place.copy_from_slice(&tag(kind, body, key));
    let named = CheckKey {
        id,
        digest: digest(&body[ID_LENGTH..]),
    };
    (BASE64URL_NOPAD.encode(&text), named)
}

/// What `text` names, if this edge made it and it is of this kind.
pub(crate) fn read(kind: Kind, text: &str, key: &NameKey) -> Option<CheckKey> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
    let (body, given) = bytes.split_at(ID_LENGTH + SECRET_LENGTH);
    if !bool::from(tag(kind, body, key).ct_eq(given)) {
        return None;
    }
    let (id, secret) = body.split_first_chunk()?;
    Some(CheckKey {
        id: CheckId(*id),
        digest: digest(secret),
    })
}

/// A code for both screens of a hand-over: it is compared by people, and opens nothing.
pub(crate) fn short_code(randomness: &mut impl CryptoRng) -> String {
    let mut bytes = [0; CODE_LENGTH];
    randomness.fill_bytes(&mut bytes);
    let letters = bytes.map(|byte| LETTERS[usize::from(byte) % LETTERS.len()]);
    letters.iter().collect()
}

fn tag(kind: Kind, body: &[u8], key: &NameKey) -> [u8; TAG_LENGTH] {
    let domain = match kind {
        Kind::Token => "check token",
        Kind::Ticket => "check ticket",
    };
    let name = key.name(domain, body);
    let mut tag = [0; TAG_LENGTH];
    tag.copy_from_slice(&name[..TAG_LENGTH]);
    tag
}

fn digest(secret: &[u8]) -> KeyDigest {
    KeyDigest::from_bytes(Sha256::digest(secret).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;
    use proptest::prelude::*;

    const ID: CheckId = CheckId([3; ID_LENGTH]);

    fn key(byte: u8) -> NameKey {
        NameKey::from_bytes([byte; 32])
    }

    fn token() -> (String, CheckKey) {
        draw(Kind::Token, ID, &key(1), &mut randomness())
    }

    #[test]
    fn a_token_names_its_check_and_is_no_ticket() {
        let (text, named) = token();
        assert!(read(Kind::Token, &text, &key(1)) == Some(named));
        assert!(read(Kind::Ticket, &text, &key(1)).is_none());
        assert!(read(Kind::Token, &text, &key(2)).is_none());
        assert!(token().0 != text);
    }

    #[test]
    fn an_id_is_its_text() {
        assert_eq!(CheckId::parse(&ID.to_string()), Some(ID));
        assert_eq!(CheckId::parse("one-window"), None);
    }

    #[test]
    fn a_short_code_has_four_plain_letters() {
        let code = short_code(&mut randomness());
        assert_eq!(code.len(), CODE_LENGTH);
        assert!(code.chars().all(|letter| LETTERS.contains(&letter)));
    }

    proptest! {
        #[test]
        fn a_changed_token_names_nothing(position in 0..LENGTH, change in 1..=255_u8) {
            let mut bytes = BASE64URL_NOPAD.decode(token().0.as_bytes()).unwrap();
            bytes[position] ^= change;
            prop_assert!(read(Kind::Token, &BASE64URL_NOPAD.encode(&bytes), &key(1)).is_none());
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            prop_assert!(read(Kind::Token, &text, &key(1)).is_none());
        }
    }
}
