//! ID tokens as they are written: JWS in compact form (RFC 7515).

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::signing_key::Algorithm;

/// What is signed: header and claims.
pub(crate) fn signing_input(algorithm: Algorithm, key_id: &str, claims: &Value) -> String {
    let header = json!({ "alg": algorithm.name(), "kid": key_id, "typ": "JWT" });
    let encode = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    format!("{}.{}", encode(&header), encode(claims))
}

/// The token.
pub(crate) fn compact(signing_input: &str, signature: &[u8]) -> String {
    format!("{signing_input}.{}", BASE64URL_NOPAD.encode(signature))
}

/// Ties an ID token to the access token beside it (OpenID Connect Core, section 3.1.3.6): both algorithms use SHA-256.
pub(crate) fn at_hash(access_token: &str) -> String {
    let digest = Sha256::digest(access_token.as_bytes());
    BASE64URL_NOPAD.encode(&digest[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // OpenID Connect Core, appendix A.3 and A.4.
        assert_eq!(
            at_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            "77QmUPtjPfzWtF2AnpK9RQ"
        );
    }

    #[test]
    fn a_token_has_three_parts() {
        let input = signing_input(Algorithm::Es256, "k", &json!({ "a": 1 }));
        assert_eq!(
            compact(&input, b"x"),
            "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsiLCJ0eXAiOiJKV1QifQ.eyJhIjoxfQ.eA"
        );
    }
}
