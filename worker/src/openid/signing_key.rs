//! Keys that sign ID tokens, by WebCrypto: the runtime computes with them, and this edge keeps them sealed.

use data_encoding::BASE64URL_NOPAD;
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use verification::JsonError;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Crypto, CryptoKey, SubtleCrypto};
use worker::wasm_bindgen_futures::JsFuture;

use crate::runtime_error::RuntimeError;

/// How an ID token is signed (RFC 7518).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256 and 2048 bits, which every client knows.
    #[default]
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA with P-256 and SHA-256.
    #[serde(rename = "ES256")]
    Es256,
}

/// A key, with its private part. It prints nothing.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SigningKey {
    /// Its name, for those who verify.
    pub(crate) id: String,
    /// What it signs with.
    pub(crate) algorithm: Algorithm,
    /// The key itself (JWK, RFC 7517).
    jwk: Map<String, Value>,
}

/// WebCrypto refused, or a key is not one that it can use.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CryptoError {
    /// The runtime threw.
    #[error("the runtime's cryptography failed")]
    Thrown(#[source] RuntimeError),
    /// A key is no JWK.
    #[error("a key of the issuer cannot be read or written")]
    Key(#[source] JsonError),
    /// A key has no such public member.
    #[error("a key of the issuer lacks its public member {0}")]
    MemberMissing(&'static str),
}

impl From<JsValue> for CryptoError {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown.into())
    }
}

impl From<serde_json::Error> for CryptoError {
    fn from(error: serde_json::Error) -> Self {
        Self::Key(error.into())
    }
}

impl Algorithm {
    /// Each of them.
    pub(crate) const ALL: [Self; 2] = [Self::Rs256, Self::Es256];

    /// Its name on the wire.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }

    /// The members of its JWK that anybody may see.
    fn public_members(self) -> &'static [&'static str] {
        match self {
            Self::Rs256 => &["kty", "n", "e"],
            Self::Es256 => &["kty", "crv", "x", "y"],
        }
    }

    /// Its parameters for WebCrypto.
    fn parameters(self) -> Result<Object, CryptoError> {
        let parameters = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&parameters, &name.into(), value);
        match self {
            Self::Rs256 => {
                set("name", &"RSASSA-PKCS1-v1_5".into())?;
                set("hash", &"SHA-256".into())?;
                set("modulusLength", &2048.into())?;
                set("publicExponent", &Uint8Array::from([1, 0, 1].as_slice()))?;
            }
            Self::Es256 => {
                set("name", &"ECDSA".into())?;
                set("namedCurve", &"P-256".into())?;
                set("hash", &"SHA-256".into())?;
            }
        }
        Ok(parameters)
    }
}

impl SigningKey {
    /// A fresh key.
    pub(crate) async fn make(algorithm: Algorithm, id: &[u8]) -> Result<Self, CryptoError> {
        let usages = Array::of2(&"sign".into(), &"verify".into());
        let subtle = subtle()?;
        let pair = subtle.generate_key_with_object(&algorithm.parameters()?, true, &usages)?;
        let pair = JsFuture::from(pair).await?;
        let private: CryptoKey = Reflect::get(&pair, &"privateKey".into())?.unchecked_into();
        let jwk = JsFuture::from(subtle.export_key("jwk", &private)?).await?;
        let json = js_sys::JSON::stringify(&jwk)?;
        let jwk = serde_json::from_str(&String::from(json))?;
        Ok(Self {
            id: BASE64URL_NOPAD.encode(id),
            algorithm,
            jwk,
        })
    }

    /// What those who verify are told.
    pub(crate) fn public(&self) -> Result<Value, CryptoError> {
        let members = self.algorithm.public_members().iter();
        let mut public = json!({
            "kid": self.id,
            "alg": self.algorithm.name(),
            "use": "sig",
        });
        for member in members {
            let value = self.jwk.get(*member);
            let value = value.ok_or(CryptoError::MemberMissing(member))?;
            public[*member] = value.clone();
        }
        Ok(public)
    }

    /// The key as the runtime computes with it: it cannot be read out of there.
    pub(crate) async fn import(&self) -> Result<CryptoKey, CryptoError> {
        let json = serde_json::to_string(&self.jwk)?;
        let jwk: Object = js_sys::JSON::parse(&json)?.unchecked_into();
        let usages = Array::of1(&"sign".into());
        let parameters = self.algorithm.parameters()?;
        let key = subtle()?.import_key_with_object("jwk", &jwk, &parameters, false, &usages)?;
        Ok(JsFuture::from(key).await?.unchecked_into())
    }
}

/// Signs `text`. ECDSA signatures come as JWS has them: r and s, 32 bytes each.
pub(crate) async fn sign(
    algorithm: Algorithm,
    key: &CryptoKey,
    text: &str,
) -> Result<Vec<u8>, CryptoError> {
    let parameters = algorithm.parameters()?;
    let signing = subtle()?.sign_with_object_and_u8_array(&parameters, key, text.as_bytes())?;
    let signature = JsFuture::from(signing).await?;
    Ok(Uint8Array::new(&signature).to_vec())
}

fn subtle() -> Result<SubtleCrypto, CryptoError> {
    let crypto: Crypto = Reflect::get(&js_sys::global(), &"crypto".into())?.unchecked_into();
    Ok(crypto.subtle())
}
