//! HTTP as an edge speaks it, with the time that each answer took.

use super::Difference;
use crate::Surroundings;
use std::cell::RefCell;
use std::time::Duration;
use ureq::Agent;
use ureq::http::Request;
use verification::request_signature::SignatureHeaders;

/// No statement or problem is longer, in bytes.
const LONGEST_ANSWER: u64 = 64 << 10;

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) text: String,
}

/// The way to an authority.
pub(super) struct Wire {
    address: String,
    agent: Agent,
    took: RefCell<Vec<Duration>>,
}

impl Wire {
    pub(super) fn new(address: &str, timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .max_redirects(0);
        Self {
            address: address.trim_end_matches('/').to_owned(),
            agent: Agent::new_with_config(config.build()),
            took: RefCell::default(),
        }
    }

    /// How long each answer took.
    pub(super) fn took(&self) -> Vec<Duration> {
        self.took.borrow().clone()
    }

    pub(super) fn get(
        &self,
        path: &str,
        surroundings: &Surroundings,
    ) -> Result<Answer, Difference> {
        let request = Request::get(format!("{}{path}", self.address));
        self.call(request.body(Vec::new()), surroundings)
    }

    pub(super) fn post(
        &self,
        path: &str,
        body: Vec<u8>,
        signature: Option<&SignatureHeaders>,
        surroundings: &Surroundings,
    ) -> Result<Answer, Difference> {
        let mut request = Request::post(format!("{}{path}", self.address));
        if let Some(signature) = signature {
            request = request
                .header("content-digest", &signature.content_digest)
                .header("signature-input", &signature.signature_input)
                .header("signature", &signature.signature);
        }
        self.call(request.body(body), surroundings)
    }

    fn call(
        &self,
        request: Result<Request<Vec<u8>>, ureq::http::Error>,
        surroundings: &Surroundings,
    ) -> Result<Answer, Difference> {
        let before = surroundings.now();
        let request = request.map_err(|_| Difference::Unreachable)?;
        let mut response = self.agent.run(request).map_err(|error| told(&error))?;
        let content_type = response.headers().get("content-type");
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(LONGEST_ANSWER);
        let bytes = body.read_to_vec().map_err(|error| told(&error))?;
        let took = surroundings.now().duration_since(before);
        self.took.borrow_mut().push(took.unsigned_abs());
        Ok(Answer {
            status,
            content_type,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }
}

fn told(error: &ureq::Error) -> Difference {
    match error {
        ureq::Error::Timeout(_) => Difference::TooSlow,
        ureq::Error::BodyExceedsLimit(_) => Difference::TooLong,
        _ => Difference::Unreachable,
    }
}
