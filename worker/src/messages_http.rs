//! The message gateway over the wire: signed like what the authority is asked.

use verification::{CodeMessage, Messages, MessagesError};

use crate::edge::Edge;
use crate::signed_request::{self, NoReply, SignedRequest};

/// The service's binding.
const BINDING: &str = "MESSAGES";

const PATH: &str = "/v1/messages";

/// The gateway behind the service binding.
pub(crate) struct MessagesHttp<'a> {
    edge: &'a Edge,
}

impl<'a> MessagesHttp<'a> {
    /// The gateway that `edge` is bound to.
    pub(crate) fn new(edge: &'a Edge) -> Self {
        Self { edge }
    }
}

impl Messages for MessagesHttp<'_> {
    async fn send(&self, message: &CodeMessage) -> Result<(), MessagesError> {
        let timeout_ms = self.edge.config.authority_timeout_ms;
        let request = SignedRequest::json(BINDING, PATH, message, timeout_ms)?;
        taken(signed_request::send(self.edge, &request).await?.status)
    }
}

/// A status that was never agreed.
#[derive(Debug, thiserror::Error)]
#[error("it answers {0}")]
struct UnagreedStatus(u16);

/// What the status means; nothing is read of the body.
fn taken(status: u16) -> Result<(), MessagesError> {
    match status {
        200..=299 => Ok(()),
        401 | 403 => Err(MessagesError::NotAccepted),
        429 | 500.. => Err(MessagesError::Busy),
        _ => Err(MessagesError::Nonsense(UnagreedStatus(status).into())),
    }
}

impl From<NoReply> for MessagesError {
    fn from(none: NoReply) -> Self {
        match none {
            NoReply::Unwritable(_) | NoReply::Unreachable(_) => Self::Unreachable(none.into()),
            NoReply::TooLong | NoReply::NoText => Self::Nonsense(none.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_whether_the_message_was_taken() {
        assert!(matches!(taken(204), Ok(())));
        assert!(matches!(taken(401), Err(MessagesError::NotAccepted)));
        assert!(matches!(taken(429), Err(MessagesError::Busy)));
        assert!(matches!(taken(502), Err(MessagesError::Busy)));
        assert!(matches!(taken(404), Err(MessagesError::Nonsense(_))));
    }
}
