//! `GET /.well-known/openid-configuration`, `GET /oauth/jwks`

use axum::Json;
use axum::extract::State;
use http::header;
use serde_json::Value;

use crate::edge::Edge;
use crate::openid::oauth_error::OAuthError;
use crate::openid::{discovery, issuer_keys};

/// An answer that others may keep for a while.
type Cached = ([(header::HeaderName, String); 1], Json<Value>);

/// What this edge says of itself: 200.
pub(crate) async fn document(State(edge): State<Edge>) -> Cached {
    cached(&edge, discovery::document(&edge.config.audience))
}

/// The keys that its ID tokens verify under: 200. Each is there before it signs, and after.
#[worker::send]
pub(crate) async fn keys(State(edge): State<Edge>) -> Result<Cached, OAuthError> {
    let keys = issuer_keys::published(&edge).await?;
    Ok(cached(&edge, keys))
}

fn cached(edge: &Edge, body: Value) -> Cached {
    let seconds = edge.config.terms.keys.cached().as_secs();
    let control = format!("public, max-age={seconds}");
    ([(header::CACHE_CONTROL, control)], Json(body))
}
