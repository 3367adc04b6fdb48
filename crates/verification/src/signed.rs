//! Signed statements: JSON Web Signature, compact form (RFC 7515), with Ed25519 (RFC 8037).

use crate::JsonError;
use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// What can be signed: its type is part of the signature, so that no statement passes for another.
pub trait Claims: Serialize + DeserializeOwned {
    /// The `typ` of the header.
    const TYPE: &'static str;
}

/// A signed statement as it travels. What it says is not believed until [`Verifier::verify`] has read it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signed<T> {
    compact: String,
    #[serde(skip)]
    claims: PhantomData<fn() -> T>,
}

impl<T> Signed<T> {
    /// From its compact form; nothing is checked yet.
    #[must_use]
    pub fn from_compact(compact: String) -> Self {
        Self {
            compact,
            claims: PhantomData,
        }
    }

    /// The compact form.
    #[must_use]
    pub fn as_compact(&self) -> &str {
        &self.compact
    }
}

impl<T: Claims> Signed<T> {
    /// What it says, unverified: for the browser, which cannot know the key, and for logs of ids.
    pub fn read_unverified(&self) -> Result<T, SignedError> {
        let (_, payload, _) = split(&self.compact)?;
        decode_json(payload)
    }
}

/// A statement whose signature was verified, with the compact form that others verify again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<T> {
    statement: T,
    signed: Signed<T>,
}

impl<T: Claims> Verified<T> {
    /// Verifies `signed`; there is no other way to make one.
    pub fn new(signed: Signed<T>, verifier: &Verifier) -> Result<Self, SignedError> {
        let statement = verifier.verify(&signed)?;
        Ok(Self { statement, signed })
    }

    /// What it says.
    #[must_use]
    pub fn statement(&self) -> &T {
        &self.statement
    }

    /// What it says, without the signature.
    #[must_use]
    pub fn into_statement(self) -> T {
        self.statement
    }

    /// The compact form.
    #[must_use]
    pub fn as_compact(&self) -> &str {
        self.signed.as_compact()
    }
}

impl<T> std::fmt::Debug for Signed<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Signed(…)")
    }
}

/// Why a signed statement is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignedError {
    /// Not three base64url parts.
    #[error("not a compact signature")]
    Malformed,
    /// One of the parts is not the JSON of a header or of this statement.
    #[error("the JSON of a signed statement is not as agreed")]
    Json(#[from] JsonError),
    /// Another algorithm than EdDSA, `none` included.
    #[error("the algorithm is not EdDSA")]
    Algorithm,
    /// A statement of another type.
    #[error("a statement of another type")]
    Type,
    /// No key with this id.
    #[error("unknown key id")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
}

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

/// Signs statements with one key.
pub struct Signer {
    key_id: String,
    key: SigningKey,
}

/// A signing key is not `id:base64url` of 32 secret bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a signing key is written id:base64url of 32 bytes")]
pub struct SignerError;

impl Signer {
    /// From `id:base64url` of the 32 secret bytes.
    pub fn parse(text: &str) -> Result<Self, SignerError> {
        let (id, secret) = split_key(text).ok_or(SignerError)?;
        Ok(Self::new(id.to_owned(), &secret))
    }

    /// A signer from the key's id and its 32 secret bytes.
    #[must_use]
    pub fn new(key_id: String, secret: &[u8; 32]) -> Self {
        Self {
            key_id,
            key: SigningKey::from_bytes(secret),
        }
    }

    /// The key's id.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The 32 public bytes, for whoever verifies.
    #[must_use]
    pub fn public_bytes(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// Signs `claims`.
    pub fn sign<T: Claims>(&self, claims: &T) -> Result<Signed<T>, SignedError> {
        let header = Header {
            alg: "EdDSA".to_owned(),
            kid: self.key_id.clone(),
            typ: T::TYPE.to_owned(),
        };
        let message = format!("{}.{}", encode_json(&header)?, encode_json(claims)?);
        let signature = self.key.sign(message.as_bytes());
        let compact = format!(
            "{message}.{}",
            BASE64URL_NOPAD.encode(&signature.to_bytes())
        );
        Ok(Signed::from_compact(compact))
    }

    /// Signs bytes that are no statement, such as an HTTP signature base.
    #[must_use]
    pub fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Signer({})", self.key_id)
    }
}

/// Believes statements signed by any of its keys; several at once let keys rotate.
#[derive(Clone, Debug, Default)]
pub struct Verifier {
    keys: BTreeMap<String, VerifyingKey>,
}

/// A verifying key is not `id:base64url` of 32 bytes on the curve, or its id stands twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a verifying key is written id:base64url of 32 bytes, each id once")]
pub struct VerifierError;

impl Verifier {
    /// From `id:base64url` pairs, separated by commas.
    pub fn parse(text: &str) -> Result<Self, VerifierError> {
        let mut keys = BTreeMap::new();
        for pair in text.split(',') {
            let (id, key) = parse_key(pair).ok_or(VerifierError)?;
            if keys.insert(id, key).is_some() {
                return Err(VerifierError);
            }
        }
        Ok(Self { keys })
    }

    /// What `signed` says, if one of the keys signed it.
    pub fn verify<T: Claims>(&self, signed: &Signed<T>) -> Result<T, SignedError> {
        let (head, payload, signature) = split(&signed.compact)?;
        let header: Header = decode_json(head)?;
        if header.alg != "EdDSA" {
            return Err(SignedError::Algorithm);
        }
        if header.typ != T::TYPE {
            return Err(SignedError::Type);
        }
        let message = &signed.compact[..head.len() + 1 + payload.len()];
        let signature = BASE64URL_NOPAD
            .decode(signature.as_bytes())
            .map_err(|_| SignedError::Malformed)?;
        self.verify_bytes(&header.kid, message.as_bytes(), &signature)?;
        decode_json(payload)
    }

    /// Whether the key `key_id` signed `message`.
    pub fn verify_bytes(
        &self,
        key_id: &str,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignedError> {
        let key = self.keys.get(key_id).ok_or(SignedError::UnknownKey)?;
        let signature = Signature::from_slice(signature).map_err(|_| SignedError::Signature)?;
        key.verify_strict(message, &signature)
            .map_err(|_| SignedError::Signature)
    }
}

fn parse_key(pair: &str) -> Option<(String, VerifyingKey)> {
    let (id, bytes) = split_key(pair)?;
    Some((id.to_owned(), VerifyingKey::from_bytes(&bytes).ok()?))
}

/// `id:base64url` of 32 bytes.
fn split_key(pair: &str) -> Option<(&str, [u8; 32])> {
    let (id, key) = pair.trim().split_once(':')?;
    let bytes = BASE64URL_NOPAD.decode(key.as_bytes()).ok()?;
    let bytes = bytes.try_into().ok()?;
    (!id.is_empty()).then_some((id, bytes))
}

fn split(compact: &str) -> Result<(&str, &str, &str), SignedError> {
    let mut parts = compact.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(header), Some(payload), Some(signature), None) => Ok((header, payload, signature)),
        _ => Err(SignedError::Malformed),
    }
}

fn encode_json(value: &impl Serialize) -> Result<String, SignedError> {
    let json = serde_json::to_vec(value).map_err(JsonError::from)?;
    Ok(BASE64URL_NOPAD.encode(&json))
}

fn decode_json<T: DeserializeOwned>(part: &str) -> Result<T, SignedError> {
    let json = BASE64URL_NOPAD
        .decode(part.as_bytes())
        .map_err(|_| SignedError::Malformed)?;
    Ok(serde_json::from_slice(&json).map_err(JsonError::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Statement {
        number: u32,
    }
    impl Claims for Statement {
        const TYPE: &'static str = "statement";
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Other {
        number: u32,
    }
    impl Claims for Other {
        const TYPE: &'static str = "other";
    }

    fn signer() -> Signer {
        Signer::new("a1".to_owned(), &[9; 32])
    }

    fn verifier() -> Verifier {
        let public = BASE64URL_NOPAD.encode(&signer().public_bytes());
        Verifier::parse(&format!("a1:{public}")).unwrap()
    }

    fn check(compact: &str, expected: &Result<Statement, SignedError>) {
        assert_eq!(
            verifier().verify(&Signed::from_compact(compact.to_owned())),
            *expected
        );
    }

    #[test]
    fn what_was_signed_is_believed() {
        let signed = signer().sign(&Statement { number: 4 }).unwrap();
        check(signed.as_compact(), &Ok(Statement { number: 4 }));
    }

    #[test]
    fn a_key_has_an_id_that_stands_once() {
        let key = BASE64URL_NOPAD.encode(&signer().public_bytes());
        assert!(Verifier::parse(&format!("a1:{key},a2:{key}")).is_ok());
        for text in [format!("a1:{key},a1:{key}"), format!(":{key}"), key] {
            assert!(Verifier::parse(&text).is_err());
        }
        assert!(Signer::parse(&format!("a1:{}", BASE64URL_NOPAD.encode(&[9; 32]))).is_ok());
        assert!(Signer::parse("a1:AAAA").is_err());
    }

    #[test]
    fn a_statement_of_another_type_is_refused() {
        let signed = signer().sign(&Other { number: 4 }).unwrap();
        check(signed.as_compact(), &Err(SignedError::Type));
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let signed = Signer::new("b2".to_owned(), &[9; 32])
            .sign(&Statement { number: 4 })
            .unwrap();
        check(signed.as_compact(), &Err(SignedError::UnknownKey));
    }

    #[test]
    fn another_key_under_the_same_id_is_refused() {
        let signed = Signer::new("a1".to_owned(), &[8; 32])
            .sign(&Statement { number: 4 })
            .unwrap();
        check(signed.as_compact(), &Err(SignedError::Signature));
    }

    #[test]
    fn a_changed_payload_is_refused() {
        let signed = signer().sign(&Statement { number: 3 }).unwrap();
        let (header, _, signature) = split(signed.as_compact()).unwrap();
        let payload = BASE64URL_NOPAD.encode(br#"{"number":4}"#);
        check(
            &format!("{header}.{payload}.{signature}"),
            &Err(SignedError::Signature),
        );
    }

    #[test]
    fn the_algorithm_none_is_refused() {
        let header = BASE64URL_NOPAD.encode(br#"{"alg":"none","kid":"a1","typ":"statement"}"#);
        let payload = BASE64URL_NOPAD.encode(br#"{"number":4}"#);
        check(
            &format!("{header}.{payload}."),
            &Err(SignedError::Algorithm),
        );
    }

    #[test]
    fn a_statement_is_verified_only_with_its_signature() {
        let signed = signer().sign(&Statement { number: 4 }).unwrap();
        let compact = signed.as_compact().to_owned();
        let verified = Verified::new(signed, &verifier()).unwrap();
        assert_eq!(verified.statement(), &Statement { number: 4 });
        assert_eq!(verified.as_compact(), compact);
        let signed = Signed::<Statement>::from_compact(compact);
        let unknown = Verified::new(signed, &Verifier::default());
        assert_eq!(unknown, Err(SignedError::UnknownKey));
    }

    #[test]
    fn the_payload_of_a_statement_is_not_repeated() {
        let payload = BASE64URL_NOPAD.encode(br#"{"number":"440524188001010014"}"#);
        let header = BASE64URL_NOPAD.encode(br#"{"alg":"EdDSA","kid":"a1","typ":"statement"}"#);
        let signature = signer().sign_bytes(format!("{header}.{payload}").as_bytes());
        let signature = BASE64URL_NOPAD.encode(&signature);
        let signed = Signed::<Statement>::from_compact(format!("{header}.{payload}.{signature}"));
        let error = verifier().verify(&signed).unwrap_err();
        let cause = std::error::Error::source(&error).unwrap();
        assert!(matches!(error, SignedError::Json(_)));
        assert!(!format!("{error} {cause} {error:?}").contains("4405"));
    }

    #[test]
    fn text_that_is_no_signature_is_refused() {
        check("a.b", &Err(SignedError::Malformed));
        check("a.b.c.d", &Err(SignedError::Malformed));
    }
}
