//! Requests from an edge: believed when one of its keys signed them, and only once.

use crate::Problem;
use crate::authority::Authority;
use crate::log::chain;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use verification::Nonce;
use verification::request_signature::{
    RequestSignatureError, SignatureHeaders, TOLERANCE_SECONDS, verify,
};

/// How long a request's nonce is kept: as long as its signature could be believed.
const NONCE_KEPT: SignedDuration = SignedDuration::from_secs(2 * TOLERANCE_SECONDS + 1);

/// Believes `request` and reads its body, at most `most_bytes`: 401 when the signature does not fit, of which the headers
/// tell most before anything is read, or when the request was taken before; 413 when it is larger.
pub async fn accept(
    authority: &Arc<Authority>,
    request: Request,
    most_bytes: usize,
) -> Result<Bytes, Problem> {
    let (head, body) = request.into_parts();
    let headers = signature_headers(&head.headers).ok_or(Problem::SignatureRefused)?;
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let now = authority.surroundings.now();
    let edges = &authority.keys.edges;
    let signed = verify(edges, head.method.as_str(), path, &headers, now).map_err(refused)?;
    let body = to_bytes(body, most_bytes)
        .await
        .map_err(|_| Problem::TooLarge)?;
    let nonce = signed.with_body(&body).map_err(refused)?;
    take_once(authority, nonce, now).await?;
    Ok(body)
}

fn refused(error: RequestSignatureError) -> Problem {
    tracing::warn!(
        reason = chain(&error),
        "an edge's signature is not accepted"
    );
    Problem::SignatureRefused
}

async fn take_once(
    authority: &Arc<Authority>,
    nonce: Nonce,
    now: Timestamp,
) -> Result<(), Problem> {
    let taken = authority
        .blocking(move |authority| authority.store.take_nonce(&nonce, now, NONCE_KEPT))
        .await??;
    if taken {
        Ok(())
    } else {
        Err(Problem::Replayed)
    }
}

fn signature_headers(headers: &HeaderMap) -> Option<SignatureHeaders> {
    let text = |name| Some(headers.get(name)?.to_str().ok()?.to_owned());
    Some(SignatureHeaders {
        content_digest: text("content-digest")?,
        signature_input: text("signature-input")?,
        signature: text("signature")?,
    })
}
