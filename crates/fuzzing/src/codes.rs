//! Codes and tokens: what people type, scan or carry.

use crate::Target;
use crate::randomness::Counting;
use counter::{OneTimeCode, VoucherCode};
use jiff::Timestamp;
use keyring::NameKey;
use verification::{MessageCode, Nonce, Subject, VerificationId};

pub(crate) const TARGET: Target = Target {
    name: "codes",
    run,
    seeds,
};

/// The base32 secret of RFC 6238, appendix B.
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// What is taken is taken again as it was kept, and forged tokens are not.
fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.as_ref();
    if let Ok(code) = VoucherCode::parse(text) {
        assert_eq!(VoucherCode::parse(&code.grouped()), Ok(code.clone()));
        assert!(
            !format!("{code:?}").contains(code.expose()),
            "a code is shown"
        );
    }
    if let Ok(code) = MessageCode::parse(text) {
        assert_eq!(code.expose().len(), 6);
    }
    if let Ok(codes) = OneTimeCode::parse(SECRET) {
        let _ = codes.step_of(text, Timestamp::constant(1_795_000_000, 0));
    }
    let _ = OneTimeCode::parse(text);
    if let Ok(id) = VerificationId::parse(text) {
        assert_eq!(id.to_string(), text, "another text for the same id");
    }
    if let Ok(nonce) = Nonce::parse(text) {
        assert_eq!(nonce.to_string(), text, "another text for the same nonce");
    }
    let _ = Subject::parse(text);
    edge::untrusted::read(text, &key());
}

fn key() -> NameKey {
    NameKey::from_bytes([4; 32])
}

fn seeds() -> Vec<Vec<u8>> {
    let typed = [
        "ABCD-0123",
        "12 34 56",
        "287082",
        "BCDF-GHJK",
        "a=1&b=%20&a=2",
        "[2001:db8::1]:443",
        SECRET,
    ];
    let opaque = [
        VerificationId::from_bytes([7; 16]).to_string(),
        Nonce::from_bytes([8; 32]).to_string(),
    ];
    let made = edge::untrusted::samples(&key(), &mut Counting(2));
    let texts = typed
        .map(str::to_owned)
        .into_iter()
        .chain(opaque)
        .chain(made);
    texts.map(String::into_bytes).collect()
}
