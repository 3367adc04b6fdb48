//! What a face check, or the counter in its place, ends with: a session, or a grant for the second step.

use accounts::{Answered, Refusal, SessionCommand, StrangerGain};
use api::FaceCheckResult;
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, header};

use super::{device, end_earlier, signed_in};
use crate::account_names::AccountId;
use crate::clock;
use crate::edge::Edge;
use crate::objects::account::{ask, is_registered};
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::sealed_ticket::{self, Claimed, Grant};
use crate::token::SessionToken;

/// Gives a person whom the authority has verified what the verification was for. Nobody else learns of
/// `Err(NotRegistered)` or `Err(AlreadyRegistered)`.
pub(super) async fn give(
    edge: &Edge,
    headers: &HeaderMap,
    gain: StrangerGain,
    account: AccountId,
    (answered, claimed): (Answered, Claimed),
) -> Result<Response, Fault> {
    check_account(edge, gain, account).await?;
    match gain {
        StrangerGain::Session => begin_session(edge, headers, account, answered).await,
        StrangerGain::NewPassword | StrangerGain::Activation => grant(edge, answered, claimed),
        StrangerGain::Registration | StrangerGain::Filing => Ok(nothing()),
    }
}

/// Whether there is an account or none, as the gain takes it.
pub(super) async fn check_account(
    edge: &Edge,
    gain: StrangerGain,
    account: AccountId,
) -> Result<(), Fault> {
    match gain.check(is_registered(&edge.env, account).await?) {
        Err(Refusal::NoAccount) => Err(Fault::NotRegistered),
        checked => Ok(checked?),
    }
}

/// The answer where nothing is left to do.
pub(super) fn nothing() -> Response {
    result(None)
}

/// Begins a session of `account`, sets its cookies and ends the browser's earlier session.
async fn begin_session(
    edge: &Edge,
    headers: &HeaderMap,
    account: AccountId,
    answered: Answered,
) -> Result<Response, Fault> {
    let key = &edge.config.token_key;
    let (token, session) = SessionToken::draw(account, clock::now(), key, &mut clock::randomness());
    let sign_in = SessionCommand::SignInByFace {
        answered: Box::new(answered),
        session: session.digest,
        device: device(headers),
    };
    let sign_in = Ask::of(sign_in);
    ask::<()>(&edge.env, account, sign_in, View::Nothing).await??;
    end_earlier(edge, headers).await;
    let mut response = nothing();
    let cookies = signed_in(edge, headers, &token, account);
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The grant for the second step of a reset or an activation.
fn grant(edge: &Edge, answered: Answered, claimed: Claimed) -> Result<Response, Fault> {
    let grant = Grant { answered, claimed };
    let keys = &edge.config.data_keys;
    let grant = sealed_ticket::seal(&grant, keys, &mut clock::randomness())?;
    Ok(result(Some(grant)))
}

fn result(grant: Option<String>) -> Response {
    let result = FaceCheckResult {
        grant,
        confirmation: None,
    };
    Json(result).into_response()
}
