//! Stored transcripts of decisions, signed and of the layouts before there were signatures, and deciding them again.

use crate::Target;
use decision::{replay, replay_unverified};
use serde::Deserialize;
use std::sync::LazyLock;
use verification::Verifier;

pub(crate) const TARGET: Target = Target {
    name: "stored_transcript",
    run,
    seeds,
};

/// Stored transcripts of every version of the rules, and the keys that signed them.
#[derive(Deserialize)]
struct Vectors {
    keys: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    stored: String,
}

/// Read once: they are larger than what one input may take.
static VECTORS: LazyLock<Option<Vectors>> = LazyLock::new(|| {
    serde_json::from_slice(include_bytes!("../../../tests/vectors/transcripts.json")).ok()
});

/// What the keys did not sign is not called signed; the signature changes no verdict; and a verdict stays the same.
fn run(bytes: &[u8]) {
    let (Ok(text), Some(vectors)) = (std::str::from_utf8(bytes), &*VECTORS) else {
        return;
    };
    let Ok(keys) = Verifier::parse(&vectors.keys) else {
        return;
    };
    let unverified = replay_unverified(text);
    assert_eq!(
        unverified,
        replay_unverified(text),
        "another verdict the second time"
    );
    if let Ok(replayed) = replay(text, &keys) {
        let plain = unverified.map(|it| it.verdict.canonical());
        assert_eq!(
            plain,
            Ok(replayed.verdict.canonical()),
            "the signature decides"
        );
        let is_known = vectors.cases.iter().any(|case| case.stored == text.trim());
        assert!(!replayed.signed || is_known, "believed without a signature");
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let cases = VECTORS.iter().flat_map(|vectors| &vectors.cases);
    cases.map(|case| case.stored.clone().into_bytes()).collect()
}
