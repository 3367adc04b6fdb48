//! `POST /v1/staff/sessions`, `GET` and `DELETE /v1/staff/sessions/current`, `GET /v1/staff/records`: signing in with two
//! factors, for every page of the staff's.

use api::{StaffRecordsResponse, StaffSessionResponse, StaffSignInRequest};
use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse as _, Response};
use counter::StaffRefusal;
use http::{HeaderMap, StatusCode, header};

use super::{cookie, device};
use crate::account_names;
use crate::client_address::ClientAddress;
use crate::cookie::{self as cookies, Cookie};
use crate::edge::Edge;
use crate::limiter::Attempt;
use crate::objects::registry;
use crate::objects::staff::{self, SignInAsk};
use crate::problem::Fault;
use crate::staff_list::Member;
use crate::token::SessionToken;
use crate::{alarm, clock, request_body};

/// Signs in and sets the staff cookie: 201; `staff_credentials_wrong` alike for a wrong name, password or code, after
/// the same work; `too_many_attempts`.
#[worker::send]
pub(crate) async fn sign_in(
    State(edge): State<Edge>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let device = device(&headers);
    let form: StaffSignInRequest = request_body::json(request).await?;
    let attempt = Attempt::staff_sign_in(&edge, &form.member, &address).await?;
    let desk = account_names::desk(&form.member, &edge.config.name_key);
    if !edge.config.staff.iter().any(|it| it.name == form.member) {
        registry::pretend(&edge.env, &desk, &form.password).await?;
        return Err(StaffRefusal::CredentialsWrong.into());
    }
    let key = &edge.config.staff_token_key;
    let (token, session) = SessionToken::draw(desk, clock::now(), key, &mut clock::randomness());
    let typed = SignInAsk {
        member: form.member.clone(),
        password: form.password,
        code: form.code,
        session: session.digest,
        device,
    };
    staff::sign_in(&edge.env, &session, typed).await??;
    attempt.forgive(&edge).await?;
    end_earlier(&edge, &headers, &session).await;
    let cookie = cookies::keep(Cookie::Staff, &token, edge.config.is_https());
    let body = Json(StaffSessionResponse {
        member: form.member,
    });
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], body).into_response())
}

/// Ends the session that another member had in this browser until now. What fails stands in the log: it ends by itself.
async fn end_earlier(edge: &Edge, headers: &HeaderMap, begun: &SessionToken) {
    let earlier = cookie(edge, headers, Cookie::Staff);
    let earlier = earlier.and_then(|text| SessionToken::read(text, &edge.config.staff_token_key));
    if let Some(earlier) = earlier.filter(|earlier| earlier.names != begun.names)
        && let Err(error) = staff::sign_out(&edge.env, &earlier).await
    {
        alarm::raise(&error);
    }
}

/// Who is signed in: 200; `staff_session_expired`.
#[worker::send]
pub(crate) async fn current(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<StaffSessionResponse>, Fault> {
    let (session, member) = signed_in_member(&edge, request.headers())?;
    staff::use_session(&edge.env, &session).await??;
    let member = member.name.clone();
    Ok(Json(StaffSessionResponse { member }))
}

/// Signs out: 204, also where nobody is signed in any more.
#[worker::send]
pub(crate) async fn sign_out(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Response, Fault> {
    if let Ok((session, _)) = signed_in_member(&edge, request.headers()) {
        staff::sign_out(&edge.env, &session).await??;
    }
    let cookie = cookies::remove(Cookie::Staff, edge.config.is_https());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// What the member who is signed in did: 200; `staff_session_expired`.
#[worker::send]
pub(crate) async fn records(
    State(edge): State<Edge>,
    request: Request,
) -> Result<Json<StaffRecordsResponse>, Fault> {
    let (session, _) = signed_in_member(&edge, request.headers())?;
    Ok(Json(staff::records(&edge.env, &session).await??))
}

/// The session that the staff cookie names, and whose it is; whether it lasts, the member's object knows.
pub(super) fn signed_in_member<'a>(
    edge: &'a Edge,
    headers: &HeaderMap,
) -> Result<(SessionToken, &'a Member), Fault> {
    let token = cookie(edge, headers, Cookie::Staff);
    let key = &edge.config.staff_token_key;
    let session = token.and_then(|token| SessionToken::read(token, key));
    let session = session.ok_or(StaffRefusal::SessionEnded)?;
    let mut staff = edge.config.staff.iter();
    let is_theirs = |member: &&Member| {
        account_names::desk(&member.name, &edge.config.name_key) == session.names
    };
    let member = staff.find(is_theirs).ok_or(StaffRefusal::SessionEnded)?;
    Ok((session, member))
}
