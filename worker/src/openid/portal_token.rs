//! Codes and tokens of portals: account ‖ visit ‖ secret, sealed, so that the object is found at once, a forged one costs
//! nothing, and two portals cannot tell by their tokens that they serve the same person. Of the secret only its SHA-256
//! is kept.

use accounts::{SecretDigest, VisitId};
use keyring::{Keyring, SealedField, field_context};
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

use super::user_code::UserCode;
use crate::account_names::AccountId;

const ACCOUNT: usize = 32;
const VISIT: usize = 16;
const SECRET: usize = 32;

/// What a token is for; one kind is none of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To be redeemed once.
    Code,
    /// To ask for what the portal may know.
    Access,
    /// To ask for further tokens.
    Refresh,
}

impl Kind {
    fn context(self) -> Vec<u8> {
        let name = match self {
            Self::Code => "portal code",
            Self::Access => "access token",
            Self::Refresh => "refresh token",
        };
        field_context(name, b"")
    }
}

/// What a token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TokenName {
    /// Whose account.
    pub(crate) account: AccountId,
    /// Which sign-in.
    pub(crate) visit: VisitId,
    /// What is kept of its secret.
    pub(crate) digest: SecretDigest,
}

/// The digest of a secret, a verifier or an address.
pub(crate) fn digest(secret: &[u8]) -> SecretDigest {
    SecretDigest(Sha256::digest(secret).into())
}

/// A fresh token of this kind, and what is kept of it.
pub(crate) fn draw(
    kind: Kind,
    (account, visit): (AccountId, VisitId),
    keys: &Keyring,
    randomness: &mut impl CryptoRng,
) -> (String, SecretDigest) {
    let mut secret = [0; SECRET];
    randomness.fill_bytes(&mut secret);
    let body = [account.as_bytes().as_slice(), &visit.0, &secret].concat();
    let sealed = keys.seal(&kind.context(), &body, randomness);
    (sealed.to_string(), digest(&secret))
}

/// What `text` names, if this edge made it as one of this kind.
pub(crate) fn read(kind: Kind, text: &str, keys: &Keyring) -> Option<TokenName> {
    let field = SealedField::parse(text).ok()?;
    let body = keys.open(&kind.context(), &field).ok()?;
    let body: &[u8; ACCOUNT + VISIT + SECRET] = body.as_slice().try_into().ok()?;
    let (account, rest) = body.split_first_chunk()?;
    let (visit, secret) = rest.split_first_chunk()?;
    Some(TokenName {
        account: AccountId::from_bytes(*account),
        visit: VisitId(*visit),
        digest: digest(secret),
    })
}

/// A device code (RFC 8628): the user code beside it, and a secret.
pub(crate) fn draw_device(
    user_code: &UserCode,
    keys: &Keyring,
    randomness: &mut impl CryptoRng,
) -> (String, SecretDigest) {
    let mut secret = [0; SECRET];
    randomness.fill_bytes(&mut secret);
    let body = [&secret, user_code.expose().as_bytes()].concat();
    let sealed = keys.seal(&device_context(), &body, randomness);
    (sealed.to_string(), digest(&secret))
}

/// The user code beside a device code, and what is kept of its secret.
pub(crate) fn read_device(text: &str, keys: &Keyring) -> Option<(UserCode, SecretDigest)> {
    let field = SealedField::parse(text).ok()?;
    let body = keys.open(&device_context(), &field).ok()?;
    let (secret, user_code) = body.split_first_chunk::<SECRET>()?;
    let user_code = UserCode::parse(std::str::from_utf8(user_code).ok()?)?;
    Some((user_code, digest(secret)))
}

fn device_context() -> Vec<u8> {
    field_context("device code", b"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;
    use proptest::prelude::*;

    fn keys(letter: char) -> Keyring {
        let key = letter.to_string().repeat(42) + "E";
        Keyring::parse(&format!("k1:{key}")).unwrap()
    }

    fn token(kind: Kind) -> (String, SecretDigest) {
        let owner = (AccountId::from_bytes([3; 32]), VisitId([4; 16]));
        draw(kind, owner, &keys('A'), &mut randomness())
    }

    #[test]
    fn a_token_names_its_visit_as_its_own_kind_alone() {
        let (text, digest) = token(Kind::Access);
        let name = read(Kind::Access, &text, &keys('A')).unwrap();
        assert_eq!(name.account, AccountId::from_bytes([3; 32]));
        assert_eq!((name.visit, name.digest), (VisitId([4; 16]), digest));
        assert_eq!(read(Kind::Refresh, &text, &keys('A')), None);
        assert_eq!(read(Kind::Code, &text, &keys('A')), None);
        assert_eq!(read(Kind::Access, &text, &keys('B')), None);
        assert_eq!(read_device(&text, &keys('A')), None);
    }

    #[test]
    fn two_tokens_of_one_account_have_nothing_in_common() {
        let [one, other] = [Kind::Access, Kind::Access].map(|kind| token(kind).0);
        let alike = one
            .bytes()
            .zip(other.bytes())
            .filter(|(a, b)| a == b)
            .count();
        assert!(alike < one.len() / 4, "{alike} of {}", one.len());
    }

    #[test]
    fn a_device_code_names_its_user_code() {
        let user_code = UserCode::draw(&mut randomness());
        let (text, digest) = draw_device(&user_code, &keys('A'), &mut randomness());
        assert_eq!(read_device(&text, &keys('A')), Some((user_code, digest)));
    }

    proptest! {
        #[test]
        fn a_changed_token_names_nothing(place in 6..140_usize) {
            let mut text = token(Kind::Code).0.into_bytes();
            text[place] = if text[place] == b'A' { b'B' } else { b'A' };
            let text = String::from_utf8(text).unwrap();
            prop_assert_eq!(read(Kind::Code, &text, &keys('A')), None);
        }
    }
}
