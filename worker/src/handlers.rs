//! One action a file.

pub(crate) mod account;
pub(crate) mod begin_verification;
pub(crate) mod deployment;
pub(crate) mod health;
pub(crate) mod page;
pub(crate) mod register;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod submit_evidence;

use http::{HeaderMap, header};

use crate::cookie;
use crate::edge::Edge;
use crate::problem::Fault;
use crate::session_token::{self, SessionName};

/// The session that the cookie names; whether it lasts, the account's object knows.
fn session(edge: &Edge, headers: &HeaderMap) -> Result<SessionName, Fault> {
    let cookie = headers
        .get(header::COOKIE)
        .and_then(|value| value.to_str().ok());
    let token = cookie.and_then(|cookie| cookie::read(cookie, edge.config.is_https()));
    let session = token.and_then(|token| session_token::read(token, &edge.config.token_key));
    session.ok_or(Fault::NoSession)
}
