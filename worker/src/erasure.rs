//! Having the authority erase what it keeps of face scans.

use verification::{
    Authority as _, AuthorityError, Erasure, ErasureStatement, MOST_ERASED, Nonce, VerificationId,
};

use crate::authority_http::AuthorityHttp;
use crate::clock;
use crate::edge::Edge;

/// Has the authority erase what it keeps of these scans.
pub(crate) async fn erase_all(
    edge: &Edge,
    scans: Vec<VerificationId>,
) -> Result<(), AuthorityError> {
    for ids in scans.chunks(MOST_ERASED) {
        let _erased: ErasureStatement = erase(edge, ids).await?;
    }
    Ok(())
}

async fn erase(edge: &Edge, ids: &[VerificationId]) -> Result<ErasureStatement, AuthorityError> {
    let erasure = Erasure {
        nonce: Nonce::draw(&mut clock::randomness()),
        audience: edge.config.audience.clone(),
        ids: ids.to_vec(),
    };
    AuthorityHttp::new(edge).erase(&erasure).await
}
