//! Sealed evidence, up to its opening.

use crate::Target;
use crate::randomness::Counting;
use evidence::{Capture, Evidence, SealingSecrets, Terms};
use jiff::Timestamp;
use std::sync::LazyLock;
use verification::{
    Action, CaptureLimits, Challenge, Nonce, Purpose, SealingKey, Signer, Subject, VerificationId,
};

pub(crate) const TARGET: Target = Target {
    name: "sealed_evidence",
    run,
    seeds,
};

/// The secret of the key `seal-1`.
const SECRETS: &str = "seal-1:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

/// The cipher opens what was sealed and nothing else.
fn run(bytes: &[u8]) {
    if let Ok(opened) = evidence::open(bytes, &SEALING.0, &SEALING.1) {
        assert_eq!(opened, evidence(), "something else was opened");
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let sealed = evidence::seal(&evidence(), &terms(), &mut Counting(1));
    sealed.into_iter().collect()
}

static SEALING: LazyLock<(SealingSecrets, Terms)> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant that is well written")]
    let secrets = SealingSecrets::parse(SECRETS).expect("secrets");
    #[expect(clippy::expect_used, reason = "there is one")]
    let key = secrets.current().expect("a key");
    #[expect(clippy::expect_used, reason = "a challenge can be signed and read")]
    let terms = Signer::new("authority-1".to_owned(), &[5; 32])
        .sign(&challenge(key))
        .and_then(|signed| Terms::read(&signed))
        .expect("terms");
    (secrets, terms)
});

/// The terms of one challenge.
pub(crate) fn terms() -> Terms {
    SEALING.1.clone()
}

/// The challenge itself.
pub(crate) fn challenge(sealing_key: SealingKey) -> Challenge {
    Challenge {
        id: VerificationId::from_bytes([7; 16]),
        nonce: Nonce::from_bytes([8; 32]),
        subject: Subject::from_bytes([9; 32]),
        purpose: Purpose::RaiseLevel,
        audience: "http://localhost:8787".to_owned(),
        actions: vec![Action::OpenMouth, Action::TurnLeft],
        timings: Vec::new(),
        action_timeout_ms: 7_000,
        issued_at: Timestamp::constant(1_795_000_000, 0),
        expires_at: Timestamp::constant(1_795_000_180, 0),
        limits: CaptureLimits::default(),
        sealing_key,
        minimum_client: 1,
        client_windows: Vec::new(),
    }
}

/// Twelve frames, a tenth of a second apart.
pub(crate) fn evidence() -> Evidence {
    let mut capture = Capture::begin(&terms());
    for number in 0..12 {
        let _ = capture.add(format!("picture {number}").into_bytes(), number * 100);
    }
    // As it was when the inputs that are kept in `target` were sealed.
    Evidence {
        client_version: 2,
        ..capture.finish()
    }
}
