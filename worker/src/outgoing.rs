//! From axum's response to the runtime's: small bodies in one piece, files as the stream they came in.

use std::sync::Arc;

use axum::response::Response;
use http::HeaderMap;
use worker::send::SendWrapper;
use worker::web_sys;

/// No answer of the edge's own is larger, bytes.
const LARGEST_ANSWER: usize = 1 << 20;

/// A body that is passed on without a look at it.
#[derive(Clone)]
pub(crate) struct Passed(Arc<SendWrapper<web_sys::ReadableStream>>);

impl Passed {
    /// Passes `stream` on.
    pub(crate) fn new(stream: web_sys::ReadableStream) -> Self {
        Self(Arc::new(SendWrapper::new(stream)))
    }
}

/// The response as the runtime sends it.
pub(crate) async fn convert(response: Response) -> worker::Result<web_sys::Response> {
    let (parts, body) = response.into_parts();
    let init = web_sys::ResponseInit::new();
    init.set_status(parts.status.as_u16());
    init.set_headers(headers(&parts.headers)?.as_ref());
    if let Some(passed) = parts.extensions.get::<Passed>() {
        let stream = Some(&**passed.0);
        return Ok(web_sys::Response::new_with_opt_readable_stream_and_init(
            stream, &init,
        )?);
    }
    let bytes = axum::body::to_bytes(body, LARGEST_ANSWER).await;
    let bytes = bytes.map_err(|_| worker::Error::from("an answer is longer than any may be"))?;
    let text = std::str::from_utf8(&bytes)?;
    let body = (!text.is_empty()).then_some(text);
    Ok(web_sys::Response::new_with_opt_str_and_init(body, &init)?)
}

fn headers(from: &HeaderMap) -> worker::Result<web_sys::Headers> {
    let headers = web_sys::Headers::new()?;
    for (name, value) in from {
        headers.append(name.as_str(), std::str::from_utf8(value.as_bytes())?)?;
    }
    Ok(headers)
}
