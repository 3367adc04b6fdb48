//! The keys of this edge as an issuer, held for minutes by each isolate.

use std::cell::RefCell;

use jiff::Timestamp;
use serde_json::Value;
use web_sys::CryptoKey;

use super::signing_key::{self, Algorithm, SigningKey};
use super::{id_token, oauth_error::OAuthError};
use crate::clock;
use crate::edge::Edge;
use crate::objects::ObjectError;
use crate::objects::issuer;

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct Held {
    since: Timestamp,
    published: Value,
    signing: [(String, CryptoKey); 2],
}

/// The keys that those who verify are told of (RFC 7517).
pub(crate) async fn published(edge: &Edge) -> Result<Value, OAuthError> {
    Ok(held(edge).await?.published)
}

/// Signs an ID token.
pub(crate) async fn sign(
    edge: &Edge,
    algorithm: Algorithm,
    claims: &Value,
) -> Result<String, OAuthError> {
    let held = held(edge).await?;
    let [rs256, es256] = &held.signing;
    let (id, key) = match algorithm {
        Algorithm::Rs256 => rs256,
        Algorithm::Es256 => es256,
    };
    let input = id_token::signing_input(algorithm, id, claims);
    let signature = signing_key::sign(algorithm, key, &input).await;
    let signature = signature.map_err(ObjectError::from)?;
    Ok(id_token::compact(&input, &signature))
}

async fn import(key: &SigningKey) -> Result<(String, CryptoKey), ObjectError> {
    Ok((key.id.clone(), key.import().await?))
}

async fn held(edge: &Edge) -> Result<Held, OAuthError> {
    let now = clock::now();
    let longest = edge.config.terms.keys.held();
    let fresh = |held: &Held| now.duration_since(held.since) < longest;
    let kept = HELD.with_borrow(|held| held.clone().filter(fresh));
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let keys = issuer::keys(edge).await?;
    let [rs256, es256] = &keys.signing;
    let held = Held {
        since: now,
        published: keys.published,
        signing: [import(rs256).await?, import(es256).await?],
    };
    HELD.set(Some(held.clone()));
    Ok(held)
}
