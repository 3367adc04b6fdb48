//! Erasing what an authority keeps of face scans, when the consent to them is withdrawn (PIPL art. 15 and 47).

use crate::signed::Claims;
use crate::{Nonce, VerificationId};
use serde::{Deserialize, Serialize};

/// Transcripts that one request may name.
pub const MOST_ERASED: usize = 200;

/// The edge asks: erase what is kept of these scans.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// Ties the statement to this request.
    pub nonce: Nonce,
    /// Who asks: the edge's own address.
    pub audience: String,
    /// Which, at most [`MOST_ERASED`].
    pub ids: Vec<VerificationId>,
}

/// The authority states that nothing is kept of them any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureStatement {
    /// The request's nonce.
    pub nonce: Nonce,
    /// The edge it is meant for.
    pub audience: String,
}

impl Claims for ErasureStatement {
    const TYPE: &'static str = "shiming-erasure";
}

impl ErasureStatement {
    /// Whether this is the answer to `erasure`.
    #[must_use]
    pub fn answers(&self, erasure: &Erasure) -> bool {
        self.nonce == erasure.nonce && self.audience == erasure.audience
    }
}
