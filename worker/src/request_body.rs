//! Bodies: of the type a route takes, no larger than it allows, and no slower than anybody needs.

use std::cell::RefCell;
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use http::{HeaderMap, header};
use verification::{CaptureLimits, VerificationId};
use worker::Delay;

use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::{self, Attempt};
use crate::problem::Fault;
use crate::uploads::{LONGEST_SECONDS, UploadError, UploadId, Uploads};
use crate::{clock, fields};

/// The media type of sealed evidence.
const EVIDENCE: &str = "application/octet-stream";

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// A form, bytes.
const LARGEST_FORM: usize = 16 << 10;

/// A form or a JSON body takes no longer.
const LONGEST_FORM: Duration = Duration::from_secs(30);

/// Evidence takes no longer.
const LONGEST_UPLOAD: Duration = Duration::from_secs(LONGEST_SECONDS.unsigned_abs());

/// How often an upload that waits for its next piece looks at the time.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

thread_local! {
    static UPLOADS: RefCell<Uploads> = RefCell::default();
}

/// The request in a JSON body.
pub(crate) async fn json<T: fields::Request>(request: Request) -> Result<T, Fault> {
    let body = read(request, "application/json", T::LARGEST).await?;
    fields::read(&body)
}

/// A form, as portals and browsers send them.
pub(crate) async fn form(request: Request) -> Result<Bytes, Fault> {
    read(request, FORM, LARGEST_FORM).await
}

/// Whether the headers announce a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    check_media_type(headers, FORM).is_ok()
}

/// The evidence of one verification, which nobody else uploads meanwhile.
pub(crate) struct Evidence {
    sealed: Vec<u8>,
    /// Keeps other uploads of the same verification out.
    claim: Attempt,
    /// Its part of what this isolate holds.
    _room: Room,
}

impl Evidence {
    /// The sealed bytes, once.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.sealed)
    }

    /// After what was done with it: unless the authority has judged it, the same evidence may come again. What could not be
    /// compared is counted against the network of `address`.
    pub(crate) async fn settle<T>(
        &self,
        edge: &Edge,
        address: &ClientAddress,
        done: &Result<T, Fault>,
    ) -> Result<(), Fault> {
        match done {
            Ok(_) => self.claim.spend(edge).await,
            Err(fault) => {
                limiter::note_unread(edge, address, fault.blame()).await?;
                if fault.is_judgement() {
                    self.claim.spend(edge).await
                } else {
                    self.claim.withdraw(edge).await
                }
            }
        }
    }
}

/// The evidence for the verification `id`, no more than its challenge allows. Whether there may be an upload is decided
/// before anything of the body is read: at most one a verification, and as many as the isolate has room for.
pub(crate) async fn evidence(
    edge: &Edge,
    request: Request,
    address: &ClientAddress,
    (id, most_bytes): (&VerificationId, u32),
) -> Result<Evidence, Fault> {
    let largest = most_bytes.min(CaptureLimits::MOST_BYTES);
    let largest = usize::try_from(largest).unwrap_or(usize::MAX);
    check_head(request.headers(), EVIDENCE, largest)?;
    let sender = (address, edge.config.address_allowance);
    let begun = UPLOADS.with_borrow_mut(|it| it.begin(*id, sender, clock::now()));
    let room = Room(begun?);
    limiter::check_unread(edge, address).await?;
    let claim = Attempt::upload(edge, id).await?;
    match receive(request.into_body(), &room, largest).await {
        Ok(sealed) => Ok(Evidence {
            sealed,
            claim,
            _room: room,
        }),
        Err(fault) => {
            claim.withdraw(edge).await?;
            Err(fault)
        }
    }
}

/// Reads evidence that nobody awaits to its end and keeps none of it: an answer before that reads like a broken connection.
pub(crate) async fn discard_evidence(request: Request) -> Result<(), Fault> {
    check_media_type(request.headers(), EVIDENCE)?;
    let mut left = CaptureLimits::MOST_BYTES;
    let mut pieces = request.into_body().into_data_stream();
    let reading = async {
        while let Some(Ok(piece)) = pieces.next().await {
            match left.checked_sub(u32::try_from(piece.len()).unwrap_or(u32::MAX)) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    };
    within(LONGEST_UPLOAD, reading).await?;
    Ok(())
}

/// Room that an upload takes in this isolate, until it is dropped.
struct Room(UploadId);

impl Drop for Room {
    fn drop(&mut self) {
        UPLOADS.with_borrow_mut(|uploads| uploads.end(self.0));
    }
}

async fn receive(body: Body, room: &Room, largest: usize) -> Result<Vec<u8>, Fault> {
    let mut pieces = body.into_data_stream();
    let mut left = largest;
    while let Some(piece) = next(&mut pieces, room.0).await? {
        left = left.checked_sub(piece.len()).ok_or(Fault::TooLarge)?;
        UPLOADS.with_borrow_mut(|it| it.add(room.0, piece, clock::now()))?;
    }
    Ok(UPLOADS.with_borrow_mut(|it| it.complete(room.0, clock::now()))?)
}

/// The next piece; `None` at the end.
async fn next(pieces: &mut BodyDataStream, id: UploadId) -> Result<Option<Bytes>, UploadError> {
    loop {
        match select(pieces.next(), Box::pin(Delay::from(BETWEEN_LOOKS))).await {
            Either::Left((Some(Ok(piece)), _)) => return Ok(Some(piece)),
            Either::Left((Some(Err(_)), _)) => return Err(UploadError::BrokenOff),
            Either::Left((None, _)) => return Ok(None),
            Either::Right(_) => UPLOADS.with_borrow_mut(|it| it.check(id, clock::now()))?,
        }
    }
}

/// The announced length is checked before anything is read, the real one while reading.
async fn read(request: Request, media_type: &str, largest: usize) -> Result<Bytes, Fault> {
    check_head(request.headers(), media_type, largest)?;
    let reading = axum::body::to_bytes(request.into_body(), largest);
    let body = within(LONGEST_FORM, reading).await?;
    body.map_err(|_| Fault::TooLarge)
}

/// What `reading` gives, if it takes no longer than `longest`.
async fn within<T>(longest: Duration, reading: impl Future<Output = T>) -> Result<T, UploadError> {
    match select(Box::pin(reading), Box::pin(Delay::from(longest))).await {
        Either::Left((read, _)) => Ok(read),
        Either::Right(_) => Err(UploadError::TooSlow),
    }
}

fn check_head(headers: &HeaderMap, media_type: &str, largest: usize) -> Result<(), Fault> {
    check_media_type(headers, media_type)?;
    if announced_length(headers).is_some_and(|length| length > largest) {
        return Err(Fault::TooLarge);
    }
    Ok(())
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
