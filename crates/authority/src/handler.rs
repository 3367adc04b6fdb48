//! What the routes do. Each handler believes its request, reads it, decides, and signs.

pub mod activation;
pub mod attestations;
pub mod challenges;
pub mod clients;
pub mod elements;
pub mod erasures;
pub mod evidence;
pub mod messages;

use crate::Problem;
use crate::log::chain;
use verification::SignedError;

/// Bodies that hold no evidence are at most this large, in bytes.
const SMALL_BODY: usize = 16 << 10;

/// `GET /healthz`: 200 `ok`.
pub async fn health() -> &'static str {
    "ok"
}

/// A fault of our own, which the log alone tells of.
fn internal(error: &dyn std::error::Error) -> Problem {
    tracing::error!(error = chain(error), "a question could not be decided");
    Problem::Internal
}

impl From<SignedError> for Problem {
    fn from(error: SignedError) -> Self {
        tracing::error!(error = chain(&error), "nothing could be signed");
        Self::Internal
    }
}
