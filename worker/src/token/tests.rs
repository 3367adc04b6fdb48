//! The same promises for every kind of token, tagged and sealed.

use keyring::{Keyring, NameKey};
use proptest::prelude::*;
use serde::Serialize;

use super::*;
use crate::clock::randomness;
use crate::openid::portal_token;

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 999_999_999);
const DRAWN_AT: Timestamp = Timestamp::constant(1_795_000_000, 0);

/// What tokens name here: so many of these bytes, which are an id of any kind and a user code.
const NAME_BYTE: u8 = b'B';

/// The bytes of the old tokens' secrets.
const OLD_SECRET_BYTE: u8 = 5;

/// Tokens drawn under `key(1)` and `keys(1)` before tokens carried the time.
const OLD_SESSION: &str = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkIFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBaXQnBn5we_qQ23Aztn0yCA";
const OLD_DEVICE: &str =
    "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkIFBQUFBQUFBQUFBQUFBQUFUoS7aWbI2hvwXcKGzZv1aw";
const OLD_INVITATION: &str =
    "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkIFBQUFBQUFBQUFBQUFBQUFDzqt_50FY96gjfx4DoQ6YA";
const OLD_CHECK_TOKEN: &str =
    "QkJCQkJCQkJCQkJCQkJCQgUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF1mqf7VVv6IcgreGKh1-ewA";
const OLD_CHECK_TICKET: &str =
    "QkJCQkJCQkJCQkJCQkJCQgUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFd0Cs_2UUzelHQ0YXyns8Qw";
const OLD_PORTAL_CODE: &str = "v1.k1.BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF0Y1KMFjoAwv7psT1L5pwUOd2jF7aVPtSt-YB-HTJF5_XlejwhM8BaMVevcodQP7e0rdwTDfLjlHQPk19d_Z2H5CNg8RGu5SLr7AZn2ASI67dqC3ZAD76LHloxFUcqMOh";
const OLD_ACCESS: &str = "v1.k1.BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF0Y1KMFjoAwv7psT1L5pwUOd2jF7aVPtSt-YB-HTJF5_XlejwhM8BaMVevcodQP7e0rdwTDfLjlHQPk19d_Z2H5CNg8RGu5SLr7AZn2ASI66X8o_cxW9g1lVoaiWENRg6";
const OLD_REFRESH: &str = "v1.k1.BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF0Y1KMFjoAwv7psT1L5pwUOd2jF7aVPtSt-YB-HTJF5_XlejwhM8BaMVevcodQP7e0rdwTDfLjlHQPk19d_Z2H5CNg8RGu5SLr7AZn2ASI66G6GxRvUeweb7ail3PsZdW";

/// A kind of token, as these tests use it.
struct Kind {
    domain: &'static str,
    draw: fn() -> (String, Said),
    /// Reads a text under the key of this number.
    read: fn(&str, u8) -> Option<Said>,
    /// Reads a body of names and so many bytes more.
    read_body: fn(usize) -> Option<Said>,
    secret_length: usize,
    /// A token drawn before tokens carried the time, and what it says.
    old: Option<(&'static str, Said)>,
}

/// What a token of any kind says.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    names: Vec<u8>,
    digest: String,
    drawn_at: Option<Timestamp>,
}

fn every_kind() -> [Kind; 9] {
    [
        tagged::<kinds::Session>(OLD_SESSION),
        tagged::<kinds::Device>(OLD_DEVICE),
        tagged::<kinds::Invitation>(OLD_INVITATION),
        tagged::<kinds::Redemption>(OLD_CHECK_TOKEN),
        tagged::<kinds::Screen>(OLD_CHECK_TICKET),
        sealed::<portal_token::Code>(Some(OLD_PORTAL_CODE)),
        sealed::<portal_token::Access>(Some(OLD_ACCESS)),
        sealed::<portal_token::Refresh>(Some(OLD_REFRESH)),
        // One lasts two minutes.
        sealed::<portal_token::Device>(None),
    ]
}

fn tagged<K: Tagged<Digest: Serialize>>(old: &'static str) -> Kind {
    kind::<K>(
        || {
            let (text, token) = Token::<K>::draw(names::<K>(), NOW, &key(1), &mut randomness());
            (text, said(&token))
        },
        |text, number| Some(said(&Token::<K>::read(text, &key(number))?)),
        Some(old),
    )
}

fn sealed<K: Sealed<Digest: Serialize>>(old: Option<&'static str>) -> Kind {
    kind::<K>(
        || {
            let (text, token) = Token::<K>::seal(names::<K>(), NOW, &keys(1), &mut randomness());
            (text, said(&token))
        },
        |text, number| Some(said(&Token::<K>::open(text, &keys(number))?)),
        old,
    )
}

fn kind<K: TokenKind<Digest: Serialize>>(
    draw: fn() -> (String, Said),
    read: fn(&str, u8) -> Option<Said>,
    old: Option<&'static str>,
) -> Kind {
    let old_says = said(&Token::<K> {
        names: names::<K>(),
        digest: digest::<K>(&vec![OLD_SECRET_BYTE; K::SECRET_LENGTH]),
        drawn_at: None,
    });
    Kind {
        domain: K::DOMAIN,
        draw,
        read,
        read_body: |further| {
            let mut body = vec![NAME_BYTE; K::Names::LENGTH];
            body.resize(K::Names::LENGTH + further, 0);
            Some(said(&Token::<K>::read_body(&body)?))
        },
        secret_length: K::SECRET_LENGTH,
        old: old.map(|text| (text, old_says)),
    }
}

fn names<K: TokenKind>() -> K::Names {
    K::Names::read(&vec![NAME_BYTE; K::Names::LENGTH]).unwrap()
}

fn said<K: TokenKind<Digest: Serialize>>(token: &Token<K>) -> Said {
    let mut names = Vec::new();
    token.names.append_to(&mut names);
    Said {
        names,
        digest: serde_json::to_string(&token.digest).unwrap(),
        drawn_at: token.drawn_at,
    }
}

fn key(number: u8) -> NameKey {
    NameKey::from_bytes([number; 32])
}

fn keys(number: u8) -> Keyring {
    let letter = char::from(b'A' + number);
    Keyring::parse(&format!("k1:{}E", letter.to_string().repeat(42))).unwrap()
}

/// Fresh tokens and old ones.
fn texts(kind: &Kind) -> Vec<String> {
    let old = kind.old.iter().map(|(text, _)| (*text).to_owned());
    [(kind.draw)().0].into_iter().chain(old).collect()
}

#[test]
fn a_token_says_what_it_was_drawn_for_and_when() {
    for kind in every_kind() {
        let (text, drawn) = (kind.draw)();
        assert_eq!(drawn.drawn_at, Some(DRAWN_AT), "{}", kind.domain);
        assert_eq!((kind.read)(&text, 1), Some(drawn), "{}", kind.domain);
    }
}

#[test]
fn a_token_from_before_it_carried_the_time_is_still_read() {
    for kind in every_kind() {
        if let Some((text, says)) = kind.old {
            assert_eq!((kind.read)(text, 1), Some(says), "{}", kind.domain);
        }
    }
}

#[test]
fn another_key_reads_nothing() {
    for kind in every_kind() {
        for text in texts(&kind) {
            assert_eq!((kind.read)(&text, 2), None, "{}", kind.domain);
        }
    }
}

#[test]
fn no_two_tokens_are_alike() {
    for kind in every_kind() {
        let (one, other) = ((kind.draw)(), (kind.draw)());
        assert_ne!(one.0, other.0, "{}", kind.domain);
    }
}

#[test]
fn no_kind_reads_another_kinds_token() {
    for (place, kind) in every_kind().iter().enumerate() {
        for (other_place, other) in every_kind().iter().enumerate() {
            for text in texts(other) {
                let is_read = (kind.read)(&text, 1).is_some();
                let is_same = place == other_place;
                assert_eq!(is_read, is_same, "{} {}", kind.domain, other.domain);
            }
        }
    }
}

#[test]
fn a_changed_token_names_nothing() {
    for kind in every_kind() {
        for text in texts(&kind) {
            for place in 0..text.len() {
                for letter in [b'A', b'_', b'w'] {
                    let mut changed = text.clone().into_bytes();
                    changed[place] = letter;
                    let changed = String::from_utf8(changed).unwrap();
                    if changed != text {
                        assert_eq!((kind.read)(&changed, 1), None, "{} {place}", kind.domain);
                    }
                }
            }
        }
    }
}

#[test]
fn a_token_cut_short_or_continued_names_nothing() {
    for kind in every_kind() {
        for text in texts(&kind) {
            for length in 0..text.len() {
                assert_eq!((kind.read)(&text[..length], 1), None, "{}", kind.domain);
            }
            for further in ["A", "AA", "AAAAAAAAAAA"] {
                let longer = format!("{text}{further}");
                assert_eq!((kind.read)(&longer, 1), None, "{}", kind.domain);
            }
        }
    }
}

#[test]
fn the_length_alone_says_whether_a_token_carries_the_time() {
    for kind in every_kind() {
        for further in 0..80 {
            let said = (kind.read_body)(further).map(|said| said.drawn_at);
            let expected = match further.checked_sub(kind.secret_length) {
                Some(0) => Some(None),
                Some(TIME_LENGTH) => Some(Some(Timestamp::UNIX_EPOCH)),
                _ => None,
            };
            assert_eq!(said, expected, "{} {further}", kind.domain);
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".*") {
        for kind in every_kind() {
            prop_assert_eq!((kind.read)(&text, 1), None);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..150)) {
        let text = data_encoding::BASE64URL_NOPAD.encode(&bytes);
        for kind in every_kind() {
            prop_assert_eq!((kind.read)(&text, 1), None);
            prop_assert_eq!((kind.read)(&format!("v1.k1.{text}"), 1), None);
        }
    }
}
