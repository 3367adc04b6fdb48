//! Device tokens: whoever signs in leaves one on the device, so that the device is known again and strangers who try
//! the same number cannot keep its owner out.

use data_encoding::BASE64URL_NOPAD;
use keyring::NameKey;
use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;

use crate::account_names::AccountId;

const ID_LENGTH: usize = 32;
const SECRET_LENGTH: usize = 16;
const TAG_LENGTH: usize = 16;
const LENGTH: usize = ID_LENGTH + SECRET_LENGTH + TAG_LENGTH;

/// Accounts that one device is known to at once: families share phones.
const MOST: usize = 4;

/// The cookie's value after signing in to `account`: a fresh token, and those of others who sign in here.
pub(crate) fn with(
    account: AccountId,
    cookie: Option<&str>,
    key: &NameKey,
    randomness: &mut impl CryptoRng,
) -> String {
    let others = cookie.into_iter().flat_map(|cookie| cookie.split('.'));
    let others = others.filter(|token| read(token, key).is_some_and(|id| id != account));
    let fresh = draw(account, key, randomness);
    let tokens: Vec<&str> = [fresh.as_str()]
        .into_iter()
        .chain(others)
        .take(MOST)
        .collect();
    tokens.join(".")
}

/// The token in the cookie by which this device is known to `account`.
pub(crate) fn find<'a>(cookie: &'a str, account: AccountId, key: &NameKey) -> Option<&'a str> {
    cookie
        .split('.')
        .take(MOST)
        .find(|token| read(token, key) == Some(account))
}

fn draw(account: AccountId, key: &NameKey, randomness: &mut impl CryptoRng) -> String {
    let mut token = [0; LENGTH];
    token[..ID_LENGTH].copy_from_slice(account.as_bytes());
    let (body, tag_place) = token.split_at_mut(ID_LENGTH + SECRET_LENGTH);
    randomness.fill_bytes(&mut body[ID_LENGTH..]);
    tag_place.copy_from_slice(&tag(body, key));
    BASE64URL_NOPAD.encode(&token)
}

fn read(token: &str, key: &NameKey) -> Option<AccountId> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
    let (body, given) = bytes.split_at(ID_LENGTH + SECRET_LENGTH);
    let (id, _) = body.split_first_chunk()?;
    bool::from(tag(body, key).ct_eq(given)).then(|| AccountId::from_bytes(*id))
}

fn tag(body: &[u8], key: &NameKey) -> [u8; TAG_LENGTH] {
    let name = key.name("device token", body);
    let mut tag = [0; TAG_LENGTH];
    tag.copy_from_slice(&name[..TAG_LENGTH]);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::randomness;

    fn key(byte: u8) -> NameKey {
        NameKey::from_bytes([byte; 32])
    }

    fn id(byte: u8) -> AccountId {
        AccountId::from_bytes([byte; 32])
    }

    fn cookie(accounts: &[u8]) -> String {
        let mut cookie = None;
        for account in accounts {
            cookie = Some(with(
                id(*account),
                cookie.as_deref(),
                &key(1),
                &mut randomness(),
            ));
        }
        cookie.unwrap()
    }

    #[test]
    fn a_device_is_known_to_who_signed_in_on_it() {
        let cookie = cookie(&[1, 2]);
        assert!(find(&cookie, id(1), &key(1)).is_some());
        assert!(find(&cookie, id(2), &key(1)).is_some());
        assert_eq!(find(&cookie, id(3), &key(1)), None);
        assert_eq!(find(&cookie, id(1), &key(2)), None);
    }

    #[test]
    fn it_remembers_the_last_four() {
        let cookie = cookie(&[1, 2, 3, 4, 5, 5]);
        assert_eq!(cookie.split('.').count(), MOST);
        assert_eq!(find(&cookie, id(1), &key(1)), None);
        assert!(find(&cookie, id(2), &key(1)).is_some());
    }

    #[test]
    fn what_was_not_drawn_here_is_no_token() {
        for text in ["", "....", "AAAA", "a.b.c.d.e.f"] {
            assert_eq!(find(text, id(1), &key(1)), None);
        }
    }
}
