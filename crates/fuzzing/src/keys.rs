//! Lists of keys, and sealed fields.

use crate::Target;
use crate::randomness::Counting;
use evidence::SealingSecrets;
use filings::VerifiedDocuments;
use keyring::{Keyring, NameKey, SealedField};
use verification::{Signer, Verifier};

pub(crate) const TARGET: Target = Target {
    name: "keys",
    run,
    seeds,
};

/// A key of 32 times the byte 7.
const KEYRING: &str = "k1:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

/// What is read as a sealed field is written back, and opens only where it was sealed.
fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.as_ref();
    let _ = Verifier::parse(text);
    let _ = Signer::parse(text);
    let _ = SealingSecrets::parse(text);
    let _ = NameKey::parse(text);
    let _ = VerifiedDocuments::parse(text);
    let _ = Keyring::parse(text);
    if let (Ok(field), Ok(keyring)) = (SealedField::parse(text), Keyring::parse(KEYRING)) {
        assert_eq!(field.to_string(), text, "another text for the same field");
        if let Ok(opened) = keyring.open(b"name", &field) {
            assert_eq!(*opened, *b"sample", "something else was opened");
        }
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let sealed = Keyring::parse(KEYRING).map(|keyring| {
        keyring
            .seal(b"name", b"sample", &mut Counting(3))
            .to_string()
    });
    let two = format!("{KEYRING},k0:CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg");
    let texts = sealed.into_iter().chain([
        two,
        KEYRING.to_owned(),
        "passport,hk_macao_permit".to_owned(),
    ]);
    texts.map(String::into_bytes).collect()
}
