//! The cookie by which a device is known to the accounts that signed in on it, so that strangers who try the same number
//! cannot keep its owner out.

use jiff::Timestamp;
use keyring::NameKey;
use rand_core::CryptoRng;

use crate::account_names::AccountId;
use crate::token::DeviceToken;

/// Accounts that one device is known to at once: families share phones.
const MOST: usize = 4;

/// The cookie's value after signing in to `account`: a fresh token, and those of others who sign in here.
pub(crate) fn with(
    account: AccountId,
    cookie: Option<&str>,
    now: Timestamp,
    key: &NameKey,
    randomness: &mut impl CryptoRng,
) -> String {
    let others = cookie.into_iter().flat_map(|cookie| cookie.split('.'));
    let others = others.filter(|text| read(text, key).is_some_and(|known| known != account));
    let (fresh, _) = DeviceToken::draw(account, now, key, randomness);
    let tokens: Vec<&str> = [fresh.as_str()]
        .into_iter()
        .chain(others)
        .take(MOST)
        .collect();
    tokens.join(".")
}

/// The token in the cookie that was drawn on this device for `account`, and when; whether it still counts, the account
/// knows.
pub(crate) fn find<'a>(
    cookie: &'a str,
    account: AccountId,
    key: &NameKey,
) -> Option<(&'a str, Option<Timestamp>)> {
    let mut tokens = cookie.split('.').take(MOST);
    tokens.find_map(|text| {
        let token = DeviceToken::read(text, key)?;
        (token.names == account).then_some((text, token.drawn_at))
    })
}

fn read(text: &str, key: &NameKey) -> Option<AccountId> {
    DeviceToken::read(text, key).map(|token| token.names)
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
                Timestamp::UNIX_EPOCH,
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
