//! The object that keeps the keys of this edge as an issuer: it makes them ahead of their use, and forgets them after.

use jiff::Timestamp;
use rand_core::Rng as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use super::call::{self, ObjectError};
use super::sealed_row::SealedRow;
use crate::config::Config;
use crate::edge::Edge;
use crate::openid::signing_key::{Algorithm, SigningKey};
use crate::setting::ConfigError;
use crate::{clock, edge};

/// The namespace's binding.
const BINDING: &str = "ISSUER";

/// There is one.
const NAME: &str = "issuer";

const ROW: SealedRow = SealedRow {
    table: "keys",
    field: "issuer keys",
};

/// The keys that sign now, one of each algorithm, and what is published.
#[derive(Serialize, Deserialize)]
pub(crate) struct Keys {
    /// RS256 and ES256.
    pub(crate) signing: [SigningKey; 2],
    /// A JWK set (RFC 7517).
    pub(crate) published: Value,
}

/// Keys that sign from the same instant on.
#[derive(Clone, Serialize, Deserialize)]
struct Generation {
    signs_from: Timestamp,
    keys: [SigningKey; 2],
}

/// The object of the issuer.
#[durable_object(fetch)]
pub struct Issuer {
    state: State,
    config: Result<Arc<Config>, ConfigError>,
}

/// The keys of now.
pub(crate) async fn keys(edge: &Edge) -> Result<Keys, ObjectError> {
    call::call(&edge.env, BINDING, NAME, &()).await
}

impl DurableObject for Issuer {
    fn new(state: State, env: Env) -> Self {
        Self {
            state,
            config: edge::config(&env),
        }
    }

    async fn fetch(&self, _request: Request) -> worker::Result<Response> {
        call::respond(self.keys().await)
    }
}

impl Issuer {
    async fn keys(&self) -> Result<Keys, ObjectError> {
        let config = self.config.as_ref().map_err(|error| *error)?;
        let mut generations = self.load()?;
        if let Some(signs_from) = plan(config, &generations).make {
            let made = make(signs_from).await?;
            // Somebody else may have asked while it was made.
            generations = self.load()?;
            if plan(config, &generations).make.is_some() {
                generations.push(made);
                self.save(&generations)?;
            }
        }
        let forget = plan(config, &generations).forget;
        if forget > 0 {
            generations.drain(..forget);
            self.save(&generations)?;
        }
        let signing = plan(config, &generations).signing;
        let signing = signing.and_then(|place| generations.get(place));
        let signing = signing.ok_or(ObjectError::Contradiction)?;
        let all = generations.iter().flat_map(|generation| &generation.keys);
        let public: Result<Vec<Value>, _> = all.map(SigningKey::public).collect();
        Ok(Keys {
            signing: signing.keys.clone(),
            published: json!({ "keys": public? }),
        })
    }

    fn load(&self) -> Result<Vec<Generation>, ObjectError> {
        let kept = ROW.load(&self.state, &self.config)?;
        Ok(kept.unwrap_or_default())
    }

    fn save(&self, generations: &[Generation]) -> Result<(), ObjectError> {
        ROW.save(&self.state, &self.config, generations)
    }
}

fn plan(config: &Config, generations: &[Generation]) -> crate::openid::key_schedule::KeyPlan {
    let signs_from = generations.iter().map(|generation| generation.signs_from);
    let signs_from: Vec<Timestamp> = signs_from.collect();
    config.terms.keys.plan(&signs_from, clock::now())
}

async fn make(signs_from: Timestamp) -> Result<Generation, ObjectError> {
    let key = async |algorithm| {
        let mut id = [0; 12];
        clock::randomness().fill_bytes(&mut id);
        SigningKey::make(algorithm, &id).await
    };
    let [rs256, es256] = Algorithm::ALL;
    Ok(Generation {
        signs_from,
        keys: [key(rs256).await?, key(es256).await?],
    })
}
