//! Signed requests between edge and authority: three headers and a body.

use crate::Target;
use crate::text::{joined, lines};
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use verification::request_signature::{SignatureHeaders, sign, verify};
use verification::{Nonce, Signer, Verifier};

pub(crate) const TARGET: Target = Target {
    name: "request_signature",
    run,
    seeds,
};

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
const PATH: &str = "/v1/elements";

/// Only the request that was signed is believed.
fn run(bytes: &[u8]) {
    let [content_digest, signature_input, signature, body] = lines(bytes);
    let headers = SignatureHeaders {
        content_digest,
        signature_input,
        signature,
    };
    let signer = signer();
    let key = BASE64URL_NOPAD.encode(&signer.public_bytes());
    let Ok(verifier) = Verifier::parse(&format!("edge-1:{key}")) else {
        return;
    };
    let believed = verify(&verifier, "POST", PATH, &headers, NOW)
        .and_then(|head| head.with_body(body.as_bytes()));
    if believed.is_ok() {
        assert_eq!(headers, honest(&signer), "a request that nobody signed");
        assert_eq!(body, "{}", "a body that nobody signed");
    }
}

fn signer() -> Signer {
    Signer::new("edge-1".to_owned(), &[3; 32])
}

fn honest(signer: &Signer) -> SignatureHeaders {
    sign(
        signer,
        "POST",
        PATH,
        b"{}",
        NOW,
        &Nonce::from_bytes([5; 32]),
    )
}

fn seeds() -> Vec<Vec<u8>> {
    let headers = honest(&signer());
    vec![joined(&[
        &headers.content_digest,
        &headers.signature_input,
        &headers.signature,
        "{}",
    ])]
}
