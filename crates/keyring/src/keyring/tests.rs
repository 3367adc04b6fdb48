use std::convert::Infallible;

use data_encoding::BASE64URL_NOPAD;
use proptest::prelude::*;
use rand_core::{TryCryptoRng, TryRng};

use super::*;
use crate::field_context;

/// Counts instead of drawing, so that every nonce differs and every run is the same.
struct Counter(u8);

impl TryRng for Counter {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0 = self.0.wrapping_add(1);
        bytes.fill(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Counter {}

fn key(byte: u8) -> String {
    BASE64URL_NOPAD.encode(&[byte; 32])
}

fn keyring(ids: &[(&str, u8)]) -> Keyring {
    let entries: Vec<String> = ids
        .iter()
        .map(|(id, byte)| format!("{id}:{}", key(*byte)))
        .collect();
    Keyring::parse(&entries.join(",")).unwrap()
}

fn check(text: &str, expected: Option<KeyringError>) {
    assert_eq!(Keyring::parse(text).err(), expected, "{text}");
}

#[test]
fn each_entry_is_an_id_and_a_key() {
    let (a, b) = (key(1), key(2));
    check(&format!("a:{a}"), None);
    check(&format!(" b:{b}, a:{a}\n"), None);
    check("", Some(KeyringError::Format));
    check(&a, Some(KeyringError::Format));
    check(&format!("a:{a},"), Some(KeyringError::Format));
    check(&format!("A:{a}"), Some(KeyringError::KeyId));
    check(
        &format!("a:{a},b:{b},a:{b}"),
        Some(KeyringError::DuplicateKeyId),
    );
    check(
        "a:AAAA",
        Some(KeyringError::Key(SecretKeyError::Length { found: 3 })),
    );
    check("a:!", Some(KeyringError::Key(SecretKeyError::Encoding)));
}

#[test]
fn printing_shows_ids_only() {
    assert_eq!(
        format!("{:?}", keyring(&[("b", 2), ("a", 1)])),
        r#"["b", "a"]"#
    );
}

#[test]
fn another_field_or_owner_cannot_open() {
    let keyring = keyring(&[("a", 1)]);
    let field = keyring.seal(&field_context("name", b"one"), b"value", &mut Counter(0));
    for context in [
        field_context("mobile", b"one"),
        field_context("name", b"two"),
        Vec::new(),
    ] {
        assert_eq!(
            keyring.open(&context, &field),
            Err(KeyringError::NotAuthentic)
        );
    }
}

#[test]
fn a_key_that_is_gone_is_named_as_the_reason() {
    let field = keyring(&[("a", 1)]).seal(b"", b"value", &mut Counter(0));
    assert_eq!(
        keyring(&[("b", 1)]).open(b"", &field),
        Err(KeyringError::UnknownKey)
    );
    assert_eq!(
        keyring(&[("a", 2)]).open(b"", &field),
        Err(KeyringError::NotAuthentic)
    );
}

#[test]
fn the_id_of_the_key_is_authenticated() {
    let mut field = keyring(&[("a", 1)]).seal(b"", b"value", &mut Counter(0));
    field.key_id = KeyId::parse("b").unwrap();
    assert_eq!(
        keyring(&[("b", 1)]).open(b"", &field),
        Err(KeyringError::NotAuthentic)
    );
}

#[test]
fn an_older_key_opens_and_the_current_one_seals() {
    let before = keyring(&[("a", 1)]);
    let after = keyring(&[("b", 2), ("a", 1)]);
    let old = before.seal(b"", b"value", &mut Counter(0));
    assert!(!before.needs_rotation(&old));
    assert!(after.needs_rotation(&old));
    let new = after.seal(b"", &after.open(b"", &old).unwrap(), &mut Counter(0));
    assert!(!after.needs_rotation(&new));
    assert_eq!(new.key_id(), after.current_key_id());
    assert_eq!(**after.open(b"", &new).unwrap(), *b"value");
}

#[test]
fn the_same_value_never_looks_the_same() {
    let (keyring, mut rng) = (keyring(&[("a", 1)]), Counter(0));
    let (one, two) = (
        keyring.seal(b"", b"v", &mut rng),
        keyring.seal(b"", b"v", &mut rng),
    );
    assert_ne!(one.nonce, two.nonce);
    assert_ne!(one.ciphertext, two.ciphertext);
}

proptest! {
    #[test]
    fn what_was_sealed_opens(context: Vec<u8>, plaintext: Vec<u8>, start: u8) {
        let keyring = keyring(&[("a", 1)]);
        let field = keyring.seal(&context, &plaintext, &mut Counter(start));
        let stored = SealedField::parse(&field.to_string()).unwrap();
        prop_assert_eq!(&*keyring.open(&context, &stored).unwrap(), &plaintext);
    }

    #[test]
    fn a_changed_bit_is_noticed(plaintext in prop::collection::vec(any::<u8>(), 0..40), at: prop::sample::Index, bit in 0..8_u32) {
        let keyring = keyring(&[("a", 1)]);
        let mut field = keyring.seal(b"", &plaintext, &mut Counter(0));
        let place = at.index(NONCE_LENGTH + field.ciphertext.len());
        match place.checked_sub(NONCE_LENGTH) {
            None => field.nonce[place] ^= 1_u8 << bit,
            Some(place) => field.ciphertext[place] ^= 1_u8 << bit,
        }
        prop_assert_eq!(keyring.open(b"", &field), Err(KeyringError::NotAuthentic));
    }
}
