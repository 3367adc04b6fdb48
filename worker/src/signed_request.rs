//! Signed requests to the services that the edge is bound to: the authority, and a message gateway.

use jiff::Timestamp;
use serde::Serialize;
use verification::request_signature::{self, SignatureHeaders};
use verification::{JsonError, Nonce};
use wasm_bindgen::JsValue;
use worker::web_sys;

use crate::edge::Edge;
use crate::runtime_error::RuntimeError;
use crate::{clock, service};

/// No answer is longer, in UTF-16 units.
const LONGEST_ANSWER: u32 = 64 << 10;

/// What is asked, and of whom.
pub(crate) struct SignedRequest<'a> {
    /// The service's binding.
    pub(crate) binding: &'static str,
    /// The path.
    pub(crate) path: &'a str,
    /// What the body is.
    pub(crate) content_type: &'static str,
    /// The body.
    pub(crate) body: Vec<u8>,
    /// How long the answer may take.
    pub(crate) timeout_ms: u32,
}

/// Whatever was answered, with any status.
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) text: String,
}

/// Why there is no reply.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoReply {
    /// The request has no JSON.
    #[error("the request cannot be written")]
    Unwritable(#[source] JsonError),
    /// The service could not be reached, or not in time.
    #[error("there is no answer")]
    Unreachable(#[source] RuntimeError),
    /// What it answered is too long.
    #[error("the answer is longer than any that was agreed")]
    TooLong,
    /// What it answered is no text.
    #[error("the answer is no text")]
    NoText,
}

impl<'a> SignedRequest<'a> {
    /// A request of JSON.
    pub(crate) fn json(
        binding: &'static str,
        path: &'a str,
        body: &impl Serialize,
        timeout_ms: u32,
    ) -> Result<Self, NoReply> {
        let json = serde_json::to_vec(body);
        Ok(Self {
            binding,
            path,
            content_type: "application/json",
            body: json.map_err(|error| NoReply::Unwritable(error.into()))?,
            timeout_ms,
        })
    }
}

/// Signs the request (RFC 9421, Ed25519, with a nonce) and sends it with POST.
pub(crate) async fn send(edge: &Edge, asked: &SignedRequest<'_>) -> Result<Reply, NoReply> {
    let nonce = Nonce::draw(&mut clock::randomness());
    let headers = sign(edge, asked, clock::now(), &nonce);
    let unreachable = |error: worker::Error| NoReply::Unreachable(error.into());
    let request = request(asked, &headers).map_err(unreachable)?;
    let response = service::fetch(&edge.env, asked.binding, &request).await;
    let response = response.map_err(unreachable)?;
    let status = response.status();
    let text = text(&response).await?;
    Ok(Reply { status, text })
}

fn sign(edge: &Edge, asked: &SignedRequest<'_>, now: Timestamp, nonce: &Nonce) -> SignatureHeaders {
    let signer = &edge.config.signer;
    request_signature::sign(signer, "POST", asked.path, &asked.body, now, nonce)
}

fn request(
    asked: &SignedRequest<'_>,
    signature: &SignatureHeaders,
) -> Result<web_sys::Request, worker::Error> {
    let headers = web_sys::Headers::new()?;
    headers.set("content-type", asked.content_type)?;
    headers.set("content-digest", &signature.content_digest)?;
    headers.set("signature-input", &signature.signature_input)?;
    headers.set("signature", &signature.signature)?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&js_sys::Uint8Array::from(asked.body.as_slice()));
    let signal = web_sys::AbortSignal::timeout_with_u32(asked.timeout_ms);
    init.set_signal(Some(&signal));
    let url = format!(
        "http://{}{}",
        asked.binding.to_ascii_lowercase(),
        asked.path
    );
    Ok(web_sys::Request::new_with_str_and_init(&url, &init)?)
}

/// The body, read within the request's time.
async fn text(response: &web_sys::Response) -> Result<String, NoReply> {
    let length = response.headers().get("content-length").ok().flatten();
    let length = length.and_then(|length| length.parse::<u32>().ok());
    if length.is_some_and(|length| length > LONGEST_ANSWER) {
        return Err(NoReply::TooLong);
    }
    let unreachable = |thrown: JsValue| NoReply::Unreachable(thrown.into());
    let reading = response.text().map_err(unreachable)?;
    let text = js_sys::futures::JsFuture::from(reading).await;
    let text = text.map_err(unreachable)?;
    text.as_string().ok_or(NoReply::NoText)
}
