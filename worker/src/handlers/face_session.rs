//! What a face check, or the counter in its place, ends with: a session, or a grant for the second step.

use accounts::{Answered, Command};
use api::FaceCheckResult;
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, header};

use super::{device, signed_in};
use crate::account_names::AccountId;
use crate::clock;
use crate::edge::Edge;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::sealed_ticket::{self, Claimed, Grant};
use crate::token::SessionToken;

/// Begins a session of `account` and sets its cookies.
pub(super) async fn begin_session(
    edge: &Edge,
    headers: &HeaderMap,
    account: AccountId,
    answered: Answered,
) -> Result<Response, Fault> {
    let key = &edge.config.token_key;
    let (token, session) = SessionToken::draw(account, clock::now(), key, &mut clock::randomness());
    let sign_in = Command::SignInByFace {
        answered: Box::new(answered),
        session: session.digest,
        device: device(headers),
    };
    let sign_in = Ask::Do(Box::new(sign_in));
    ask::<()>(&edge.env, account, sign_in, View::Nothing).await??;
    let mut response = Json(FaceCheckResult { grant: None }).into_response();
    let cookies = signed_in(edge, headers, &token, account);
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The grant for the second step of a reset or an activation.
pub(super) fn grant(edge: &Edge, answered: Answered, claimed: Claimed) -> Result<Response, Fault> {
    let grant = Grant { answered, claimed };
    let keys = &edge.config.data_keys;
    let grant = sealed_ticket::seal(&grant, keys, &mut clock::randomness())?;
    Ok(Json(FaceCheckResult { grant: Some(grant) }).into_response())
}
