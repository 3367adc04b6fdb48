//! Codes of invitations: filing id ‖ secret ‖ tag, as session tokens are. A forged one opens no filing, and of the secret
//! only its SHA-256 is kept.

use data_encoding::BASE64URL_NOPAD;
use keyring::NameKey;
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::account_names::FilingId;

const ID_LENGTH: usize = 32;
const SECRET_LENGTH: usize = 16;
const TAG_LENGTH: usize = 16;
const LENGTH: usize = ID_LENGTH + SECRET_LENGTH + TAG_LENGTH;

/// An invitation as its code names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InvitationName {
    /// In which filing.
    pub(crate) filing: FilingId,
    /// What is kept of its secret.
    pub(crate) digest: [u8; 32],
}

/// A fresh code for a person of `filing`, and the invitation it names.
pub(crate) fn draw(
    filing: FilingId,
    key: &NameKey,
    randomness: &mut impl CryptoRng,
) -> (String, InvitationName) {
    let mut code = [0; LENGTH];
    let (body, tag_place) = code.split_at_mut(ID_LENGTH + SECRET_LENGTH);
    body[..ID_LENGTH].copy_from_slice(filing.as_bytes());
    randomness.fill_bytes(&mut body[ID_LENGTH..]);
    tag_place.copy_from_slice(&tag(body, key));
    let name = InvitationName {
        filing,
        digest: Sha256::digest(&body[ID_LENGTH..]).into(),
    };
    (BASE64URL_NOPAD.encode(&code), name)
}

/// The invitation that `code` names, if this edge made the code.
pub(crate) fn read(code: &str, key: &NameKey) -> Option<InvitationName> {
    let bytes = BASE64URL_NOPAD.decode(code.as_bytes()).ok()?;
    let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
    let (body, given) = bytes.split_at(ID_LENGTH + SECRET_LENGTH);
    if !bool::from(tag(body, key).ct_eq(given)) {
        return None;
    }
    let (id, secret) = body.split_first_chunk()?;
    Some(InvitationName {
        filing: FilingId::from_bytes(*id),
        digest: Sha256::digest(secret).into(),
    })
}

fn tag(body: &[u8], key: &NameKey) -> [u8; TAG_LENGTH] {
    let name = key.name("invitation", body);
    let mut tag = [0; TAG_LENGTH];
    tag.copy_from_slice(&name[..TAG_LENGTH]);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;
    use proptest::prelude::*;

    fn key(byte: u8) -> NameKey {
        NameKey::from_bytes([byte; 32])
    }

    fn code() -> (String, InvitationName) {
        draw(FilingId::from_bytes([3; 32]), &key(1), &mut randomness())
    }

    #[test]
    fn a_code_names_its_invitation_to_the_same_key_alone() {
        let (code, name) = code();
        assert_eq!(read(&code, &key(1)), Some(name));
        assert_eq!(name.filing, FilingId::from_bytes([3; 32]));
        assert_eq!(read(&code, &key(2)), None);
        assert_ne!(code, self::code().0);
    }

    proptest! {
        #[test]
        fn a_changed_code_names_nothing(position in 0..LENGTH, change in 1..=255_u8) {
            let mut bytes = BASE64URL_NOPAD.decode(code().0.as_bytes()).unwrap();
            bytes[position] ^= change;
            prop_assert_eq!(read(&BASE64URL_NOPAD.encode(&bytes), &key(1)), None);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            prop_assert_eq!(read(&text, &key(1)), None);
        }
    }
}
