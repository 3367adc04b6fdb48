//! `POST /v1/erasures`: erases the transcripts of scans whose consent was withdrawn.

use super::SMALL_BODY;
use crate::edge_request::accept;
use crate::{Authority, Problem};
use axum::extract::{Request, State};
use std::sync::Arc;
use verification::{Erasure, ErasureStatement, MOST_ERASED};

/// Answers 200 with a signed statement, whether there was anything to erase or not; 400 `malformed`, 401, 413.
pub async fn post(
    State(authority): State<Arc<Authority>>,
    request: Request,
) -> Result<String, Problem> {
    let body = accept(&authority, request, SMALL_BODY).await?;
    let erasure = parse(&body)?;
    authority
        .blocking(move |authority| {
            let erased = authority.store.erase_transcripts(&erasure.ids)?;
            tracing::info!(erased, "transcripts erased");
            let statement = ErasureStatement {
                nonce: erasure.nonce,
                audience: erasure.audience,
            };
            let signed = authority.keys.signer.sign(&statement)?;
            Ok(signed.as_compact().to_owned())
        })
        .await?
}

fn parse(body: &[u8]) -> Result<Erasure, Problem> {
    let malformed = |field, rule| Problem::Malformed { field, rule };
    let erasure: Erasure =
        serde_json::from_slice(body).map_err(|_| malformed("body", "not_an_erasure"))?;
    if erasure.ids.len() > MOST_ERASED {
        return Err(malformed("ids", "too_many"));
    }
    Ok(erasure)
}
