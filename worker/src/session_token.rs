//! Session tokens: account id ‖ secret ‖ tag. The tag is checked before any object is touched, so that forged tokens
//! cost nothing; of the secret only its SHA-256 is kept.

use accounts::SessionDigest;
use data_encoding::BASE64URL_NOPAD;
use keyring::NameKey;
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::account_names::AccountId;

const ID_LENGTH: usize = 32;
const SECRET_LENGTH: usize = 32;
const TAG_LENGTH: usize = 16;
const LENGTH: usize = ID_LENGTH + SECRET_LENGTH + TAG_LENGTH;

/// A session as a token names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SessionName {
    /// Whose it is.
    pub(crate) account: AccountId,
    /// What is kept of its secret.
    pub(crate) digest: SessionDigest,
}

/// A fresh token for `account`, and the session it names.
pub(crate) fn draw(
    account: AccountId,
    key: &NameKey,
    randomness: &mut impl CryptoRng,
) -> (String, SessionName) {
    let mut token = [0; LENGTH];
    token[..ID_LENGTH].copy_from_slice(account.as_bytes());
    randomness.fill_bytes(&mut token[ID_LENGTH..ID_LENGTH + SECRET_LENGTH]);
    let (body, tag_place) = token.split_at_mut(ID_LENGTH + SECRET_LENGTH);
    tag_place.copy_from_slice(&tag(body, key));
    let name = SessionName {
        account,
        digest: digest(&body[ID_LENGTH..]),
    };
    (BASE64URL_NOPAD.encode(&token), name)
}

/// The session that `token` names, if this edge made the token.
pub(crate) fn read(token: &str, key: &NameKey) -> Option<SessionName> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
    let (body, given) = bytes.split_at(ID_LENGTH + SECRET_LENGTH);
    if !bool::from(tag(body, key).ct_eq(given)) {
        return None;
    }
    let (id, secret) = body.split_first_chunk()?;
    Some(SessionName {
        account: AccountId::from_bytes(*id),
        digest: digest(secret),
    })
}

fn tag(body: &[u8], key: &NameKey) -> [u8; TAG_LENGTH] {
    let name = key.name("session token", body);
    let mut tag = [0; TAG_LENGTH];
    tag.copy_from_slice(&name[..TAG_LENGTH]);
    tag
}

fn digest(secret: &[u8]) -> SessionDigest {
    SessionDigest::from_bytes(Sha256::digest(secret).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;
    use proptest::prelude::*;

    fn key(byte: u8) -> NameKey {
        NameKey::from_bytes([byte; 32])
    }

    fn token() -> (String, SessionName) {
        draw(AccountId::from_bytes([3; 32]), &key(1), &mut randomness())
    }

    #[test]
    fn a_token_names_its_session() {
        let (token, session) = token();
        assert_eq!(read(&token, &key(1)), Some(session));
        assert_eq!(session.account, AccountId::from_bytes([3; 32]));
    }

    #[test]
    fn another_key_reads_nothing() {
        assert_eq!(read(&token().0, &key(2)), None);
    }

    #[test]
    fn no_two_tokens_are_alike() {
        assert_ne!(token().0, token().0);
    }

    proptest! {
        #[test]
        fn a_changed_token_names_nothing(position in 0..LENGTH, change in 1..=255_u8) {
            let mut bytes = BASE64URL_NOPAD.decode(token().0.as_bytes()).unwrap();
            bytes[position] ^= change;
            prop_assert_eq!(read(&BASE64URL_NOPAD.encode(&bytes), &key(1)), None);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            prop_assert_eq!(read(&text, &key(1)), None);
        }
    }
}
