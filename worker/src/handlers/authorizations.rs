//! `POST /v1/authorizations`, `POST /v1/authorizations/decisions`: what stands between a person and a portal, and what
//! the person decides.

use accounts::visit::Code;
use accounts::{NewVisit, PortalCommand, Refusal, SessionCommand, VisitId};
use api::{AuthorizationDecisionRequest, AuthorizationRequest, AuthorizationResponse};
use axum::Json;
use axum::extract::{Extension, Request, State};
use http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use rand_core::Rng as _;

use super::{act, browsers_session, check_named};
use crate::client_address::ClientAddress;
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::account::ask;
use crate::objects::account_question::{Ask, View, Visitor};
use crate::objects::device_grant;
use crate::openid::authorization_request::{AuthorizationAsked, Wish};
use crate::openid::portal_token::{self, PortalCode, VisitName};
use crate::openid::redirect::{self, AuthorizationError};
use crate::openid::step::{self, Present, Step};
use crate::openid::user_code::UserCode;
use crate::problem::Fault;
use crate::token::SessionToken;
use crate::{clock, portals, request_body, sealed_ticket};

/// Somebody with a session that lasts.
pub(super) struct Here {
    /// Theirs.
    pub(super) session: SessionToken,
    visitor: Visitor,
}

/// What a person is asked about.
enum Subject {
    /// A portal sent them here.
    Request(Box<AuthorizationAsked>),
    /// Another device shows this code.
    Device {
        code: UserCode,
        portal: String,
        wish: Box<Wish>,
        expires_at: Timestamp,
    },
}

/// What comes next: 200; `session_other`, `invalid_field`, `authorization_unknown`, `user_code_unknown`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn begin(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Json<AuthorizationResponse>, Fault> {
    let here = present_for(&edge, request.headers()).await?;
    let form: AuthorizationRequest = request_body::json(request).await?;
    let subject = subject(&edge, &address, (form.request, form.user_code)).await?;
    match (next(&subject, here.as_ref()), here, &subject) {
        (Step::Return, Some(here), Subject::Request(asked)) => {
            let address = arrive(&edge, &here.session, asked, false).await?;
            Ok(returning(&edge, &subject, address))
        }
        (step, ..) => Ok(response(&edge, &subject, step.code())),
    }
}

/// The person allows it or refuses: 200 with the way back, or with what still stands between; `session_other`, `invalid_field`,
/// `authorization_unknown`, `user_code_unknown`, `too_many_attempts`.
#[worker::send]
pub(crate) async fn decide(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Json<AuthorizationResponse>, Fault> {
    let here = present_for(&edge, request.headers()).await?;
    let form: AuthorizationDecisionRequest = request_body::json(request).await?;
    let subject = subject(&edge, &address, (form.request, form.user_code)).await?;
    let is_allowed = form.decision == "allow";
    if let (false, Subject::Request(asked)) = (is_allowed, &subject) {
        let (state, issuer) = (asked.state.as_deref(), &edge.config.audience);
        let error = AuthorizationError::AccessDenied;
        let address = redirect::with_error(&asked.redirect_uri, error, state, issuer);
        return Ok(returning(&edge, &subject, address));
    }
    let step = next(&subject, here.as_ref());
    let Some(here) = here.filter(|_| matches!(step, Step::Consent | Step::Return)) else {
        return Ok(response(&edge, &subject, step.code()));
    };
    match &subject {
        Subject::Request(asked) => {
            let address = arrive(&edge, &here.session, asked, true).await?;
            Ok(returning(&edge, &subject, address))
        }
        Subject::Device {
            code,
            portal,
            wish,
            expires_at,
        } => {
            let fetched = if is_allowed {
                let until = (*expires_at).max(after(edge.config.terms.code));
                Some(allow(&edge, &here.session, (portal, wish), until).await?)
            } else {
                None
            };
            let decided = device_grant::decide(&edge, code, fetched.clone()).await?;
            if decided.is_err() {
                undo(&edge, portal, fetched.as_deref()).await?;
                return Err(Fault::UserCodeUnknown);
            }
            Ok(response(&edge, &subject, "done"))
        }
    }
}

/// Ends the visit that was begun for a device whose code has been decided on elsewhere, or is over.
async fn undo(edge: &Edge, portal: &str, code: Option<&str>) -> Result<(), Fault> {
    let keys = &edge.config.data_keys;
    let Some(begun) = code.and_then(|code| PortalCode::open(code, keys)) else {
        return Ok(());
    };
    let end = Ask::of(PortalCommand::Revoke {
        visit: begun.names.visit,
        portal: portal.to_owned(),
    });
    Ok(ask::<()>(&edge.env, begun.names.account, end, View::Nothing).await??)
}

/// Whoever is here, if their session lasts.
pub(super) async fn present(edge: &Edge, headers: &HeaderMap) -> Result<Option<Here>, Fault> {
    let Some(session) = browsers_session(edge, headers) else {
        return Ok(None);
    };
    let digest = session.digest;
    let look = Ask::of(SessionCommand::Use { session: digest });
    match ask(&edge.env, session.names, look, View::Visitor(digest)).await? {
        Ok(visitor) => Ok(Some(Here { session, visitor })),
        Err(Refusal::SessionEnded | Refusal::NoAccount) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The same, if the page that asks was loaded for them; `Err(OtherSession)` if it was loaded for somebody else.
async fn present_for(edge: &Edge, headers: &HeaderMap) -> Result<Option<Here>, Fault> {
    let here = present(edge, headers).await?;
    if let Some(here) = &here {
        check_named(headers, &here.session)?;
    }
    Ok(here)
}

impl Here {
    /// What counts of them before this portal.
    pub(super) fn before(&self, portal: &str) -> Present<'_> {
        let mut given = self.visitor.portals.iter();
        Present {
            since: self.visitor.since,
            level: self.visitor.level,
            consent: given.find(|given| given.portal == portal),
        }
    }
}

/// Begins a visit, and says with which address the person goes back.
pub(super) async fn arrive(
    edge: &Edge,
    session: &SessionToken,
    asked: &AuthorizationAsked,
    consents: bool,
) -> Result<String, Fault> {
    let code = |digest| Code {
        digest,
        redirect: Some(portal_token::digest(asked.redirect_uri.as_bytes())),
        challenge: asked.challenge,
        expires_at: after(edge.config.terms.code),
    };
    let whose = (asked.portal.as_str(), &asked.wish, asked.nonce.clone());
    let code = visit(edge, session, whose, code, consents).await?;
    let (state, issuer) = (asked.state.as_deref(), &edge.config.audience);
    Ok(redirect::with_code(
        &asked.redirect_uri,
        &code,
        state,
        issuer,
    ))
}

/// Begins a visit whose code another device fetches.
async fn allow(
    edge: &Edge,
    session: &SessionToken,
    (portal, wish): (&str, &Wish),
    expires_at: Timestamp,
) -> Result<String, Fault> {
    let code = |digest| Code {
        digest,
        redirect: None,
        challenge: None,
        expires_at,
    };
    visit(edge, session, (portal, wish, None), code, true).await
}

async fn visit(
    edge: &Edge,
    session: &SessionToken,
    (portal, wish, nonce): (&str, &Wish, Option<String>),
    code: impl FnOnce(accounts::SecretDigest) -> Code,
    consents: bool,
) -> Result<String, Fault> {
    let randomness = &mut clock::randomness();
    let mut id = [0; 16];
    randomness.fill_bytes(&mut id);
    let name = VisitName {
        account: session.names,
        visit: VisitId(id),
    };
    let keys = &edge.config.data_keys;
    let (text, drawn) = PortalCode::seal(name, clock::now(), keys, randomness);
    let visit = NewVisit {
        id: VisitId(id),
        portal: portal.to_owned(),
        scopes: wish.scopes.clone(),
        level: wish.level,
        nonce,
        code: code(drawn.digest),
    };
    let command = PortalCommand::Visit {
        session: session.digest,
        visit: Box::new(visit),
        consents,
    };
    act::<()>(edge, session, command, View::Nothing).await?;
    Ok(text)
}

/// What the person is asked about. Guesses at the codes of other devices are counted.
async fn subject(
    edge: &Edge,
    address: &ClientAddress,
    given: (Option<String>, Option<String>),
) -> Result<Subject, Fault> {
    match given {
        (Some(sealed), None) => {
            let opened = sealed_ticket::open(&sealed, &edge.config.data_keys);
            let asked: AuthorizationAsked = opened.ok_or(Fault::AuthorizationUnknown)?;
            let portal = portals::find(&edge.config.portals, &asked.portal);
            let is_allowed = portal.is_some_and(|portal| asked.is_allowed(portal));
            if !is_allowed || !asked.lasts(clock::now()) {
                return Err(Fault::AuthorizationUnknown);
            }
            Ok(Subject::Request(Box::new(asked)))
        }
        (None, Some(text)) => {
            let attempt = Attempt::user_code(edge, address).await?;
            let code = UserCode::parse(&text).ok_or(Fault::UserCodeUnknown)?;
            let grant = device_grant::read(edge, &code).await?;
            let grant = grant.map_err(|_| Fault::UserCodeUnknown)?;
            attempt.withdraw(edge).await?;
            let portal = portals::find(&edge.config.portals, &grant.portal);
            if !portal.is_some_and(|portal| portal.may_ask(&grant.wish.scopes)) {
                return Err(Fault::UserCodeUnknown);
            }
            Ok(Subject::Device {
                code,
                portal: grant.portal,
                wish: Box::new(grant.wish),
                expires_at: grant.expires_at,
            })
        }
        _ => Err(Fault::Malformed),
    }
}

/// The next step. Whoever signs another device in decides each time, with the code before their eyes (RFC 8628,
/// section 5.4).
fn next(subject: &Subject, here: Option<&Here>) -> Step {
    let (portal, wish) = match subject {
        Subject::Request(asked) => (&asked.portal, &asked.wish),
        Subject::Device { portal, wish, .. } => (portal, wish.as_ref()),
    };
    let visitor = here.map(|here| here.before(portal));
    match (step::next(wish, visitor.as_ref(), clock::now()), subject) {
        (Step::Return, Subject::Device { .. }) => Step::Consent,
        (step, _) => step,
    }
}

fn returning(edge: &Edge, subject: &Subject, address: String) -> Json<AuthorizationResponse> {
    let Json(body) = response(edge, subject, Step::Return.code());
    Json(AuthorizationResponse {
        return_to: Some(address),
        ..body
    })
}

fn response(edge: &Edge, subject: &Subject, step: &str) -> Json<AuthorizationResponse> {
    let (portal, wish, user_code) = match subject {
        Subject::Request(asked) => (&asked.portal, &asked.wish, None),
        Subject::Device {
            portal, wish, code, ..
        } => (portal, wish.as_ref(), Some(code.shown())),
    };
    Json(AuthorizationResponse {
        step: step.to_owned(),
        portal: portals::name(&edge.config.portals, portal),
        scopes: portals::told(&wish.scopes),
        user_code,
        return_to: None,
    })
}

fn after(span: SignedDuration) -> Timestamp {
    let now = clock::now();
    now.saturating_add(span).unwrap_or(now)
}
