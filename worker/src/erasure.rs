//! Having the authority erase what it keeps of face scans.

use verification::{Authority as _, Erasure, MOST_ERASED, Nonce, VerificationId};

use crate::authority_http::AuthorityHttp;
use crate::clock;
use crate::edge::Edge;
use crate::problem::Fault;

/// Has the authority erase what it keeps of these scans.
pub(crate) async fn erase_all(edge: &Edge, scans: Vec<VerificationId>) -> Result<(), Fault> {
    for ids in scans.chunks(MOST_ERASED) {
        erase(edge, ids).await?;
    }
    Ok(())
}

async fn erase(edge: &Edge, ids: &[VerificationId]) -> Result<(), Fault> {
    let erasure = Erasure {
        nonce: Nonce::draw(&mut clock::randomness()),
        audience: edge.config.audience.clone(),
        ids: ids.to_vec(),
    };
    let signed = AuthorityHttp::new(edge).erase(&erasure).await?;
    let statement = edge.config.authority.verify(&signed)?;
    if statement.answers(&erasure) {
        Ok(())
    } else {
        Err(accounts::Refusal::StatementForeign.into())
    }
}
