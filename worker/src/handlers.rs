//! One action a file.

pub(crate) mod account;
pub(crate) mod account_portals;
pub(crate) mod activate;
pub(crate) mod authorizations;
pub(crate) mod authorize;
pub(crate) mod begin_face_check;
pub(crate) mod begin_verification;
pub(crate) mod business;
pub(crate) mod change_mobile;
pub(crate) mod change_password;
pub(crate) mod check_attempts;
pub(crate) mod checks;
pub(crate) mod clients;
pub(crate) mod close;
pub(crate) mod confirm_face_check;
pub(crate) mod deployment;
pub(crate) mod device_authorization;
pub(crate) mod discovery;
mod face_session;
pub(crate) mod filing_kinds;
pub(crate) mod filings;
pub(crate) mod frame;
pub(crate) mod hand_in_filing;
pub(crate) mod health;
pub(crate) mod invitations;
pub(crate) mod invite;
pub(crate) mod page;
mod portal_request;
pub(crate) mod records;
pub(crate) mod register;
pub(crate) mod reset_password;
pub(crate) mod revoke;
pub(crate) mod send_mobile_code;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod sign_in_code;
pub(crate) mod sign_out;
pub(crate) mod staff_sessions;
pub(crate) mod staff_vouchers;
pub(crate) mod submit_evidence;
pub(crate) mod submit_face_check;
pub(crate) mod token;
pub(crate) mod user_info;
pub(crate) mod verification_tokens;
pub(crate) mod vouchers;
pub(crate) mod withdraw_face_consent;

use accounts::limits::RetryAfter;
use accounts::{
    AccountCommand, CheckAsked, Consent, Device, Refusal, SessionCommand, SessionId, StrangerGain,
    StrangerWay,
};
use api::{ConsentGiven, UnknownDevice};
use http::{HeaderMap, HeaderValue, header};
use identity::Mobile;
use serde::de::DeserializeOwned;
use verification::{Authority as _, Outcome};

use crate::account_names::AccountId;
use crate::authority_http::AuthorityHttp;
use crate::cookie::{self, Cookie};
use crate::edge::Edge;
use crate::incoming::SESSION_HEADER;
use crate::limiter::Known;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View};
use crate::problem::Fault;
use crate::token::SessionToken;
use crate::{alarm, clock, fields, known_devices};

/// SHA-256 in hexadecimal.
const DIGEST_LENGTH: usize = 64;

/// The session that acts: that of the cookie, if the page was loaded for it. In the same browser somebody else may have signed in
/// since; nothing is done then.
fn session(edge: &Edge, headers: &HeaderMap) -> Result<SessionToken, Fault> {
    let session = browsers_session(edge, headers).ok_or(Fault::NoSession)?;
    check_named(headers, &session)?;
    Ok(session)
}

/// Whether the request names this session as the one that its page was loaded for.
fn check_named(headers: &HeaderMap, session: &SessionToken) -> Result<(), Fault> {
    let id = SessionId::of(&session.digest).to_string();
    let named = headers.get(SESSION_HEADER);
    if named.is_some_and(|named| named.as_bytes() == id.as_bytes()) {
        Ok(())
    } else {
        Err(Fault::OtherSession)
    }
}

/// The session of the cookie, whatever page asks: for what names the session, or replaces it.
fn browsers_session(edge: &Edge, headers: &HeaderMap) -> Option<SessionToken> {
    let token = cookie(edge, headers, Cookie::Session)?;
    SessionToken::read(token, &edge.config.token_key)
}

/// The value of one of the edge's cookies.
fn cookie<'a>(edge: &Edge, headers: &'a HeaderMap, cookie: Cookie) -> Option<&'a str> {
    let header = headers.get(header::COOKIE)?.to_str().ok()?;
    cookie::read(header, cookie, edge.config.is_https())
}

/// What follows `Ticket` in the `Authorization` header.
fn ticket_text(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    text.strip_prefix("Ticket ")
}

/// Whether this device is known to `account`. Only the holder of a token that this edge drew makes it ask the account.
async fn known<'a>(
    edge: &Edge,
    headers: &'a HeaderMap,
    account: AccountId,
) -> Result<Known<'a>, Fault> {
    let tokens = cookie(edge, headers, Cookie::Device);
    let key = &edge.config.token_key;
    let found = tokens.and_then(|tokens| known_devices::find(tokens, account, key));
    let Some((token, drawn_at)) = found else {
        return Ok(Known::Stranger);
    };
    let show = Ask::of(AccountCommand::ShowStanding);
    let view = View::KnowsDevice(drawn_at);
    let is_known: Result<bool, Refusal> = ask(&edge.env, account, show, view).await?;
    Ok(match is_known {
        Ok(true) => Known::Device(token),
        // The account may have been closed.
        Ok(false) | Err(_) => Known::Stranger,
    })
}

/// The authority's judgement of a face scan, if this deployment lets the purpose rest on what was looked at.
async fn judge_scan(edge: &Edge, asked: &CheckAsked, sealed: Vec<u8>) -> Result<Outcome, Fault> {
    let outcome = AuthorityHttp::new(edge).judge(asked, sealed).await?;
    if edge.config.unscored_faces.allow(&outcome) {
        Ok(outcome)
    } else {
        Err(Fault::FaceUnscored(outcome.purpose.code()))
    }
}

/// What has to agree with a face.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SecondFactor {
    /// Nothing more than is there.
    None,
    /// A code that is sent to the mobile number on file.
    Code,
    /// A device that is known.
    KnownDevice,
}

/// What else it takes to have `gain` for a face. Past the ceiling of the number a face alone is too little for a stranger:
/// `Err(Limited)` where no code can agree with it.
fn second_factor(
    edge: &Edge,
    gain: StrangerGain,
    known: Known<'_>,
    past_ceiling: Option<RetryAfter>,
) -> Result<SecondFactor, Fault> {
    let deployment = &edge.config.deployment;
    let is_strangers = matches!(known, Known::Stranger);
    let takes_another = is_strangers && gain.takes_second_factor(StrangerWay::Scan);
    let usual = match (deployment.face_on_unknown_device, takes_another) {
        (UnknownDevice::FaceAlone, _) | (UnknownDevice::Code | UnknownDevice::Refused, false) => {
            SecondFactor::None
        }
        (UnknownDevice::Code, true) if deployment.message_codes => SecondFactor::Code,
        (UnknownDevice::Code | UnknownDevice::Refused, true) => SecondFactor::KnownDevice,
    };
    match (usual, past_ceiling) {
        (SecondFactor::None, Some(_)) if takes_another && deployment.message_codes => {
            Ok(SecondFactor::Code)
        }
        (SecondFactor::None, Some(retry)) => Err(retry.into()),
        (SecondFactor::None | SecondFactor::Code | SecondFactor::KnownDevice, _) => Ok(usual),
    }
}

/// The mobile number on file, if there is one; `Err(NoAccount)` if there is no account.
async fn mobile_on_file(
    edge: &Edge,
    account: AccountId,
) -> Result<Result<Option<Mobile>, Refusal>, Fault> {
    let show = Ask::of(AccountCommand::ShowStanding);
    let on_file: Result<Option<String>, _> = ask(&edge.env, account, show, View::Mobile).await?;
    Ok(on_file.map(|text| text.and_then(|text| Mobile::parse(&text).ok())))
}

/// What the request comes from.
fn device(headers: &HeaderMap) -> Device {
    let user_agent = headers.get(header::USER_AGENT);
    Device::of(user_agent.and_then(|text| text.to_str().ok()).unwrap_or(""))
}

/// The headers that keep `token` for the session, and the device known to its account.
fn signed_in(
    edge: &Edge,
    headers: &HeaderMap,
    token: &str,
    account: AccountId,
) -> [Option<HeaderValue>; 2] {
    let is_https = edge.config.is_https();
    let known = cookie(edge, headers, Cookie::Device);
    let (key, randomness) = (&edge.config.token_key, &mut clock::randomness());
    let device = known_devices::with(account, known, clock::now(), key, randomness);
    [(Cookie::Session, token), (Cookie::Device, device.as_str())]
        .map(|(name, value)| HeaderValue::from_str(&cookie::keep(name, value, is_https)).ok())
}

/// Ends the session that the browser had until now. What fails stands in the log: the new session has begun, and the
/// earlier one ends by itself.
async fn end_earlier(edge: &Edge, headers: &HeaderMap) {
    let Some(earlier) = browsers_session(edge, headers) else {
        return;
    };
    let end = SessionCommand::SignOut {
        session: earlier.digest,
    };
    let ended = ask::<()>(&edge.env, earlier.names, Ask::of(end), View::Nothing).await;
    if let Err(error) = ended {
        alarm::raise(&error);
    }
}

/// Asks the account of `session` to do `command`, and to answer with `view`.
async fn act<A: DeserializeOwned>(
    edge: &Edge,
    session: &SessionToken,
    command: impl Into<AccountCommand>,
    view: View,
) -> Result<A, Fault> {
    let command = Ask::of(command);
    Ok(ask(&edge.env, session.names, command, view).await??)
}

/// A consent as it is recorded.
fn read_consent(consent: ConsentGiven) -> Result<Consent, Fault> {
    let ConsentGiven {
        version,
        text_digest,
    } = consent;
    let is_hexadecimal = text_digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text_digest.len() != DIGEST_LENGTH || !is_hexadecimal {
        let problem = fields::problem("consent.text_digest", "format");
        return Err(Fault::Fields(vec![problem]));
    }
    Ok(Consent {
        version,
        text_digest,
    })
}
