//! Requests from edge to authority, signed: one profile of HTTP Message Signatures (RFC 9421) with
//! Ed25519 over method, path and content digest (RFC 9530), created within a minute, with a nonce
//! that the authority takes once.

use crate::signed::{Signer, Verifier};
use crate::{Nonce, SignedError};
use data_encoding::BASE64;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// The label under which the signature stands in its headers.
const LABEL: &str = "edge";

/// What is signed of a request.
const COMPONENTS: &str = r#"("@method" "@path" "content-digest")"#;

/// How it is signed.
const ALGORITHM: &str = "ed25519";

/// How far the two clocks may be apart.
pub const TOLERANCE_SECONDS: i64 = 60;

/// The headers that a signed request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureHeaders {
    /// `Content-Digest`.
    pub content_digest: String,
    /// `Signature-Input`.
    pub signature_input: String,
    /// `Signature`.
    pub signature: String,
}

/// Why a request is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestSignatureError {
    /// A header does not follow the profile.
    #[error("a signature header does not follow the profile")]
    Malformed,
    /// The body is not the one that was signed.
    #[error("the content digest does not fit the body")]
    Digest,
    /// Signed too long ago, or in the future.
    #[error("signed at another time")]
    Time,
    /// The signature itself.
    #[error(transparent)]
    Signature(#[from] SignedError),
}

/// Signs a request: `method` in capitals, `path` with its query if it has one.
#[must_use]
pub fn sign(
    signer: &Signer,
    method: &str,
    path: &str,
    body: &[u8],
    now: Timestamp,
    nonce: &Nonce,
) -> SignatureHeaders {
    let content_digest = content_digest(body);
    // In this order, because the crate `httpsig` writes parameters again in an order of its own before it verifies.
    let parameters = format!(
        r#"{COMPONENTS};created={};nonce="{nonce}";alg="{ALGORITHM}";keyid="{}""#,
        now.as_second(),
        signer.key_id(),
    );
    let base = signature_base(method, path, &content_digest, &parameters);
    let signature = signer.sign_bytes(base.as_bytes());
    SignatureHeaders {
        content_digest,
        signature_input: format!("{LABEL}={parameters}"),
        signature: format!("{LABEL}=:{}:", BASE64.encode(&signature)),
    }
}

/// A request whose headers are believed, while nothing of its body is read yet.
#[derive(Debug)]
pub struct SignedHead {
    content_digest: String,
    nonce: Nonce,
}

impl SignedHead {
    /// The nonce of a request with this `body`, which the caller takes only once within twice [`TOLERANCE_SECONDS`].
    pub fn with_body(self, body: &[u8]) -> Result<Nonce, RequestSignatureError> {
        if content_digest(body) == self.content_digest {
            Ok(self.nonce)
        } else {
            Err(RequestSignatureError::Digest)
        }
    }
}

/// Verifies a signed request's headers, so that nobody else's body needs to be read.
pub fn verify(
    verifier: &Verifier,
    method: &str,
    path: &str,
    headers: &SignatureHeaders,
    now: Timestamp,
) -> Result<SignedHead, RequestSignatureError> {
    let parameters = labelled(&headers.signature_input)?;
    let Parameters {
        created,
        nonce,
        key_id,
    } = Parameters::parse(parameters)?;
    if now.as_second().abs_diff(created) > TOLERANCE_SECONDS.unsigned_abs() {
        return Err(RequestSignatureError::Time);
    }
    let content_digest = headers.content_digest.clone();
    let base = signature_base(method, path, &content_digest, parameters);
    let signature = parse_signature(&headers.signature)?;
    verifier.verify_bytes(key_id, base.as_bytes(), &signature)?;
    Ok(SignedHead {
        content_digest,
        nonce,
    })
}

/// `Content-Digest` of `body` (RFC 9530).
fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(&Sha256::digest(body)))
}

/// The signature base of RFC 9421, section 2.5, for the components of this profile.
fn signature_base(method: &str, path: &str, content_digest: &str, parameters: &str) -> String {
    format!(
        "\"@method\": {method}\n\"@path\": {path}\n\"content-digest\": {content_digest}\n\"@signature-params\": {parameters}"
    )
}

fn labelled(header: &str) -> Result<&str, RequestSignatureError> {
    let rest = header
        .strip_prefix(LABEL)
        .and_then(|rest| rest.strip_prefix('='));
    rest.ok_or(RequestSignatureError::Malformed)
}

fn parse_signature(header: &str) -> Result<Vec<u8>, RequestSignatureError> {
    let encoded = labelled(header)?
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'));
    let encoded = encoded.ok_or(RequestSignatureError::Malformed)?;
    BASE64
        .decode(encoded.as_bytes())
        .map_err(|_| RequestSignatureError::Malformed)
}

/// The signature parameters: each of them once, in any order, and no other.
struct Parameters<'a> {
    created: i64,
    nonce: Nonce,
    key_id: &'a str,
}

impl<'a> Parameters<'a> {
    fn parse(text: &'a str) -> Result<Self, RequestSignatureError> {
        Self::read(text).ok_or(RequestSignatureError::Malformed)
    }

    fn read(text: &'a str) -> Option<Self> {
        let mut rest = text.strip_prefix(COMPONENTS)?;
        let (mut created, mut nonce, mut key_id, mut algorithm) = (None, None, None, None);
        while !rest.is_empty() {
            let (name, value) = rest.strip_prefix(';')?.split_once('=')?;
            let (place, (value, after)) = match name {
                "created" => (&mut created, bare(value)),
                "nonce" => (&mut nonce, quoted(value)?),
                "keyid" => (&mut key_id, quoted(value)?),
                "alg" => (&mut algorithm, quoted(value)?),
                _ => return None,
            };
            if place.replace(value).is_some() {
                return None;
            }
            rest = after;
        }
        (algorithm? == ALGORITHM).then_some(Self {
            created: created?.parse().ok()?,
            nonce: Nonce::parse(nonce?).ok()?,
            key_id: key_id?,
        })
    }
}

/// A value without quotes, and what follows it.
fn bare(text: &str) -> (&str, &str) {
    text.split_at(text.find(';').unwrap_or(text.len()))
}

/// A value in quotes, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('"')?.split_once('"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64URL_NOPAD;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

    fn signer() -> Signer {
        Signer::new("edge-1".to_owned(), &[3; 32])
    }

    fn verifier() -> Verifier {
        let public = BASE64URL_NOPAD.encode(&signer().public_bytes());
        Verifier::parse(&format!("edge-1:{public}")).unwrap()
    }

    fn headers() -> SignatureHeaders {
        sign(
            &signer(),
            "POST",
            "/v1/elements",
            b"{}",
            NOW,
            &Nonce::from_bytes([5; 32]),
        )
    }

    fn check(
        method: &str,
        path: &str,
        body: &[u8],
        later_seconds: i64,
        expected: Result<(), RequestSignatureError>,
    ) {
        let now = Timestamp::from_second(NOW.as_second() + later_seconds).unwrap();
        let result = verify(&verifier(), method, path, &headers(), now)
            .and_then(|head| head.with_body(body));
        assert_eq!(result, expected.map(|()| Nonce::from_bytes([5; 32])));
    }

    #[test]
    fn the_request_that_was_signed_is_believed() {
        check("POST", "/v1/elements", b"{}", 59, Ok(()));
    }

    #[test]
    fn another_method_path_or_body_is_refused() {
        let signature = Err(RequestSignatureError::Signature(SignedError::Signature));
        check("PUT", "/v1/elements", b"{}", 0, signature);
        check("POST", "/v1/challenges", b"{}", 0, signature);
        check(
            "POST",
            "/v1/elements",
            b"[]",
            0,
            Err(RequestSignatureError::Digest),
        );
    }

    #[test]
    fn a_request_from_another_time_is_refused() {
        check(
            "POST",
            "/v1/elements",
            b"{}",
            61,
            Err(RequestSignatureError::Time),
        );
        check(
            "POST",
            "/v1/elements",
            b"{}",
            -61,
            Err(RequestSignatureError::Time),
        );
    }

    #[test]
    fn a_time_at_the_edge_of_the_numbers_is_another_time() {
        for created in [i64::MIN, i64::MAX, i64::MIN + NOW.as_second()] {
            let created = format!("created={created}");
            let bent = SignatureHeaders {
                signature_input: headers()
                    .signature_input
                    .replace("created=1795000000", &created),
                ..headers()
            };
            let result = verify(&verifier(), "POST", "/v1/elements", &bent, NOW);
            assert_eq!(result.err(), Some(RequestSignatureError::Time));
        }
    }

    /// The usual request, signed with these parameters.
    fn signed_with(parameters: &str) -> SignatureHeaders {
        let parameters = format!("{COMPONENTS}{parameters}");
        let base = signature_base(
            "POST",
            "/v1/elements",
            &headers().content_digest,
            &parameters,
        );
        let signature = signer().sign_bytes(base.as_bytes());
        SignatureHeaders {
            signature_input: format!("{LABEL}={parameters}"),
            signature: format!("{LABEL}=:{}:", BASE64.encode(&signature)),
            ..headers()
        }
    }

    fn believed(headers: &SignatureHeaders) -> bool {
        verify(&verifier(), "POST", "/v1/elements", headers, NOW).is_ok()
    }

    #[test]
    fn parameters_are_written_in_the_order_that_httpsig_verifies() {
        let SignatureHeaders {
            content_digest,
            signature_input,
            signature,
        } = headers();
        assert_eq!(
            content_digest,
            "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:"
        );
        assert_eq!(
            signature_input,
            r#"edge=("@method" "@path" "content-digest");created=1795000000;nonce="BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";alg="ed25519";keyid="edge-1""#
        );
        // As `cryptography` of Python signs it, and the libraries that docs/edge.md names verify it.
        assert_eq!(
            signature,
            "edge=:sW5nmI0EIleiy7L/spYDXElbREG00z1sUZwlQG6dGr7+3+b5aVmqRG4p7PFJVEW268ADfwlALDhFD60dC7sBCQ==:"
        );
    }

    #[test]
    fn parameters_are_read_in_any_order() {
        let own = headers().signature_input;
        let (_, parameters) = own.split_once(");").unwrap();
        let given: Vec<&str> = parameters.split(';').collect();
        let mut orders = 0;
        for order in (0..256).map(|code: usize| [0, 2, 4, 6].map(|shift| (code >> shift) & 3)) {
            if (0..4).all(|place| order.contains(&place)) {
                let text = format!(";{}", order.map(|place| given[place]).join(";"));
                assert!(believed(&signed_with(&text)), "{text}");
                orders += 1;
            }
        }
        assert_eq!(orders, 24);
    }

    #[test]
    fn parameters_stand_once_and_no_other_stands_beside_them() {
        let own = headers().signature_input;
        let (_, parameters) = own.split_once(')').unwrap();
        assert!(believed(&signed_with(parameters)));
        for text in [
            format!(r#"{parameters};keyid="edge-1""#),
            format!("{parameters};created=1795000000"),
            format!("{parameters};expires=1795000001"),
            format!(r#"{parameters};tag="a""#),
            format!("{parameters};"),
            parameters.replace(r#";alg="ed25519""#, ""),
            parameters.replace(r#"alg="ed25519""#, r#"alg="hmac-sha256""#),
            parameters.replace("created=1795000000;", ""),
            parameters.replace("created=1795000000", r#"created="1795000000""#),
            parameters.replace(r#";keyid="edge-1""#, ""),
            parameters.replace(r#""edge-1""#, "edge-1"),
        ] {
            assert_ne!(text, parameters);
            assert!(!believed(&signed_with(&text)), "{text}");
        }
    }

    #[test]
    fn a_header_outside_the_profile_is_refused() {
        let own = headers().signature_input;
        let covered = r#""@method" "@path" "content-digest""#;
        assert!(own.contains(covered), "{own}");
        for input in [
            "edge=()".to_owned(),
            own.replace(covered, ""),
            own.replace(covered, r#""@method" "@path""#),
            own.replace(covered, r#""content-digest""#),
            own.replace(covered, r#""@path" "@method" "content-digest""#),
            own.replace(covered, r#""@method" "@path" "content-digest" "date""#),
            format!("{own}, other={}", &own["edge=".len()..]),
        ] {
            let bent = SignatureHeaders {
                signature_input: input.clone(),
                ..headers()
            };
            let result = verify(&verifier(), "POST", "/v1/elements", &bent, NOW);
            assert!(result.is_err(), "{input}");
        }
    }
}
