//! Signed statements in their compact form, and what they say.

use crate::Target;
use crate::sealed_evidence::challenge;
use data_encoding::BASE64URL_NOPAD;
use evidence::Terms;
use liveness::{Rules, Session};
use std::sync::LazyLock;
use verification::signed::Claims;
use verification::{
    ActivationStatement, Challenge, ClientStatement, ErasureStatement, Outcome, SealingKey, Signed,
    Signer, Verifier,
};

pub(crate) const TARGET: Target = Target {
    name: "statements",
    run,
    seeds,
};

static SIGNER: LazyLock<Signer> = LazyLock::new(|| Signer::new("authority-1".to_owned(), &[5; 32]));

#[expect(clippy::expect_used, reason = "the key of a signer verifies")]
static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| {
    let key = BASE64URL_NOPAD.encode(&SIGNER.public_bytes());
    Verifier::parse(&format!("authority-1:{key}")).expect("a key")
});

/// Bytes are a compact form, or what a statement says. Only what was signed is believed, and what is believed can be
/// signed and read again.
fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(challenge) = one::<Challenge>(&text) {
        let _ = Session::of(&challenge, Rules::judge());
        let _ = challenge.takes_client(1);
        let _ = challenge.sealing_key.public_bytes();
        let signed = SIGNER.sign(&challenge);
        let terms = signed.and_then(|signed| Terms::read(&signed));
        assert_eq!(terms.map(|terms| terms.challenge().clone()), Ok(challenge));
    }
    one::<Outcome>(&text);
    one::<ActivationStatement>(&text);
    one::<ErasureStatement>(&text);
    one::<ClientStatement>(&text);
}

fn one<T: Claims>(text: &str) -> Option<T> {
    let given = Signed::<T>::from_compact(text.to_owned());
    let _ = given.read_unverified();
    let _ = VERIFIER.verify(&given);
    let believed = VERIFIER.verify::<T>(&signed(T::TYPE, text)).ok()?;
    let again = SIGNER
        .sign(&believed)
        .and_then(|signed| VERIFIER.verify(&signed));
    let again = again.map(|again| serde_json::to_value(&again).ok());
    assert_eq!(
        again,
        Ok(serde_json::to_value(&believed).ok()),
        "it says something else now"
    );
    Some(believed)
}

/// `payload` as the authority would have signed it.
fn signed<T>(kind: &str, payload: &str) -> Signed<T> {
    let header = format!(r#"{{"alg":"EdDSA","kid":"authority-1","typ":"{kind}"}}"#);
    let [header, payload] =
        [header.as_str(), payload].map(|part| BASE64URL_NOPAD.encode(part.as_bytes()));
    let message = format!("{header}.{payload}");
    let signature = BASE64URL_NOPAD.encode(&SIGNER.sign_bytes(message.as_bytes()));
    Signed::from_compact(format!("{message}.{signature}"))
}

fn seeds() -> Vec<Vec<u8>> {
    let challenge = challenge(SealingKey::new("seal-1".to_owned(), &[1; 32]));
    let compact = SIGNER
        .sign(&challenge)
        .map(|signed| signed.as_compact().as_bytes().to_vec());
    let json = serde_json::to_vec(&challenge).unwrap_or_default();
    let outcome = br#"{"id":"BwcHBwcHBwcHBwcHBwcHBw","nonce":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg","subject":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk","purpose":"raise_level","audience":"http://localhost:8787","basis":"face","decision":{"decision":"refused","reason":{"code":"poor_quality","measure":"sharpness"}},"evidence_digest":null,"transcript_digest":null,"decided_at":"2026-11-18T12:00:00Z"}"#;
    compact
        .into_iter()
        .chain([json, outcome.to_vec()])
        .collect()
}
