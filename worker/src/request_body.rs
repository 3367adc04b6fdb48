//! Bodies: of the type a route takes, and no larger than it allows.

use axum::body::Bytes;
use axum::extract::Request;
use futures_util::StreamExt as _;
use http::{HeaderMap, header};
use verification::CaptureLimits;

use crate::fields;
use crate::problem::Fault;

/// The media type of sealed evidence.
const EVIDENCE: &str = "application/octet-stream";

/// A form, bytes.
const LARGEST_FORM: usize = 16 << 10;

/// The request in a JSON body.
pub(crate) async fn json<T: fields::Request>(request: Request) -> Result<T, Fault> {
    let body = read(request, "application/json", T::LARGEST).await?;
    fields::read(&body)
}

/// A form, as portals and browsers send them.
pub(crate) async fn form(request: Request) -> Result<Bytes, Fault> {
    read(request, "application/x-www-form-urlencoded", LARGEST_FORM).await
}

/// Sealed evidence, no more than its challenge allows; nothing of what is not `awaited`, which is let pass all the same.
pub(crate) async fn evidence(request: Request, awaited: Option<u32>) -> Result<Vec<u8>, Fault> {
    let Some(most_bytes) = awaited else {
        discard(request).await?;
        return Ok(Vec::new());
    };
    let largest = most_bytes.min(CaptureLimits::MOST_BYTES);
    let largest = usize::try_from(largest).unwrap_or(usize::MAX);
    let body = read(request, EVIDENCE, largest).await?;
    Ok(body.into())
}

/// Reads a body to its end and keeps none of it: an answer before that reads like a broken connection.
async fn discard(request: Request) -> Result<(), Fault> {
    check_media_type(request.headers(), EVIDENCE)?;
    let mut left = CaptureLimits::MOST_BYTES;
    let mut body = request.into_body().into_data_stream();
    while let Some(Ok(piece)) = body.next().await {
        match left.checked_sub(u32::try_from(piece.len()).unwrap_or(u32::MAX)) {
            Some(rest) => left = rest,
            None => break,
        }
    }
    Ok(())
}

/// The announced length is checked before anything is read, the real one while reading.
async fn read(request: Request, media_type: &str, largest: usize) -> Result<Bytes, Fault> {
    check_media_type(request.headers(), media_type)?;
    if announced_length(request.headers()).is_some_and(|length| length > largest) {
        return Err(Fault::TooLarge);
    }
    let body = axum::body::to_bytes(request.into_body(), largest).await;
    body.map_err(|_| Fault::TooLarge)
}

fn check_media_type(headers: &HeaderMap, expected: &str) -> Result<(), Fault> {
    let header = headers.get(header::CONTENT_TYPE);
    let text = header.and_then(|value| value.to_str().ok()).unwrap_or("");
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_utf8 =
        parameters.trim().is_empty() || parameters.trim().eq_ignore_ascii_case("charset=utf-8");
    if essence.trim().eq_ignore_ascii_case(expected) && is_utf8 {
        Ok(())
    } else {
        Err(Fault::MediaType)
    }
}

fn announced_length(headers: &HeaderMap) -> Option<usize> {
    let text = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?;
    Some(text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn check(content_type: &str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_str(content_type).unwrap(),
        );
        let result = check_media_type(&headers, "application/json");
        assert_eq!(result.is_ok(), expected, "{content_type}");
    }

    #[test]
    fn the_content_type_is_the_routes_own_in_utf_8() {
        check("application/json", true);
        check("Application/JSON; charset=UTF-8", true);
        check("application/json; charset=gbk", false);
        check("text/plain", false);
        check("", false);
        assert!(check_media_type(&HeaderMap::new(), "application/json").is_err());
    }
}
