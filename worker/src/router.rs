//! Every route.

use std::cell::OnceCell;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};
use tower_service::Service as _;
use worker::Env;

use crate::edge::{self, Edge};
use crate::handlers::{
    account, account_portals, activate, authorizations, authorize, begin_face_check,
    begin_verification, business, change_mobile, change_password, check_attempts, checks, clients,
    close, confirm_face_check, deployment, device_authorization, discovery, filing_kinds, filings,
    frame, hand_in_filing, health, invitations, invite, page, records, register, reset_password,
    revoke, send_mobile_code, sessions, sign_in, sign_in_code, sign_out, staff_sessions,
    staff_vouchers, submit_evidence, submit_face_check, token, user_info, verification_tokens,
    vouchers, withdraw_face_consent,
};
use crate::problem::Fault;
use crate::setting::ConfigError;
use crate::{alarm, guard, portals, security_headers, unknown_ids};

thread_local! {
    static ROUTER: OnceCell<Router> = const { OnceCell::new() };
}

/// Every route.
fn routes(edge: Edge) -> Router {
    Router::new()
        .merge(of_persons())
        .merge(of_staff())
        .merge(of_filings().route_layer(from_fn_with_state(edge.clone(), unknown_ids::limit)))
        .merge(of_portals())
        .method_not_allowed_fallback(async || Fault::MethodNotAllowed)
        .fallback(page::page)
        .layer(from_fn_with_state(edge.clone(), guard::guard))
        .with_state(edge)
}

/// What pages ask for the person before them.
fn of_persons() -> Router<Edge> {
    Router::new()
        .route("/healthz", get(health::health))
        .route("/v1/accounts", post(register::register))
        .route("/v1/account", get(account::account))
        .route("/v1/account/business", put(business::authorise))
        .route("/v1/account/business", delete(business::withdraw))
        .route("/v1/account/checks", post(checks::begin_own))
        .route("/v1/account/closure", post(close::close))
        .route("/v1/account/export", post(records::export))
        .route(
            "/v1/account/face-consent",
            delete(withdraw_face_consent::withdraw),
        )
        .route("/v1/account/mobile", put(change_mobile::change))
        .route("/v1/account/password", put(change_password::change))
        .route("/v1/account/portals", get(account_portals::list))
        .route(
            "/v1/account/portals/{client_id}",
            delete(account_portals::withdraw),
        )
        .route("/v1/account/records", get(records::records))
        .route("/v1/authorizations", post(authorizations::begin))
        .route("/v1/authorizations/decisions", post(authorizations::decide))
        .route("/v1/activations", post(activate::activate))
        .route("/v1/checks", post(checks::redeem))
        .route("/v1/checks/current", get(checks::status))
        .route("/v1/checks/current", delete(checks::cancel))
        .route("/v1/checks/current/attempts", post(check_attempts::begin))
        .route(
            "/v1/checks/current/attempts/{id}/evidence",
            put(check_attempts::submit),
        )
        .route("/v1/checks/current/hand-overs", post(checks::hand_over))
        .route("/v1/face-checks", post(begin_face_check::begin))
        .route(
            "/v1/face-checks/current/codes",
            post(confirm_face_check::send_code),
        )
        .route(
            "/v1/face-checks/current/confirmations",
            post(confirm_face_check::confirm),
        )
        .route(
            "/v1/face-checks/{id}/evidence",
            put(submit_face_check::submit),
        )
        .route("/v1/invitations/current", get(invitations::status))
        .route(
            "/v1/invitations/current/vouchers",
            post(invitations::voucher),
        )
        .route("/v1/mobile-codes", post(send_mobile_code::send))
        .route("/v1/password-resets", post(reset_password::reset))
        .route("/v1/sessions", get(sessions::list))
        .route("/v1/sessions", post(sign_in::sign_in))
        .route("/v1/sessions/codes", post(sign_in_code::send))
        .route("/v1/sessions/current", delete(sign_out::sign_out))
        .route("/v1/sessions/{id}", delete(sessions::end))
        .route("/v1/verifications", post(begin_verification::begin))
        .route(
            "/v1/verifications/{id}/evidence",
            put(submit_evidence::submit),
        )
        .route("/v1/vouchers", post(vouchers::make))
        .route("/v1/vouchers/current", get(vouchers::status))
        .route("/v1/vouchers/current/claims", post(vouchers::claim))
        .route("/v1/clients", get(clients::clients))
        .route("/v1/deployment", get(deployment::deployment))
}

/// What the counter's pages ask.
fn of_staff() -> Router<Edge> {
    Router::new()
        .route("/v1/staff/sessions", post(staff_sessions::sign_in))
        .route("/v1/staff/sessions/current", get(staff_sessions::current))
        .route(
            "/v1/staff/sessions/current",
            delete(staff_sessions::sign_out),
        )
        .route("/v1/staff/records", get(staff_sessions::records))
        .route("/v1/staff/vouchers", post(staff_vouchers::look_up))
        .route("/v1/staff/attestations", post(staff_vouchers::attest))
}

/// What portals' servers ask about filings and checks.
fn of_filings() -> Router<Edge> {
    Router::new()
        .route("/v1/filings", post(filings::make))
        .route("/v1/filings/{id}", get(filings::read))
        .route("/v1/filings/{id}/closure", post(filings::close))
        .route("/v1/filings/{id}/hand-in", post(hand_in_filing::hand_in))
        .route("/v1/filings/{id}/persons", put(filings::replace))
        .route(
            "/v1/filings/{id}/persons/{reference}/invitations",
            post(invite::invite),
        )
        .route("/v1/verification-tokens", post(verification_tokens::ask))
        .route(
            "/v1/verification-tokens/{check}",
            get(verification_tokens::status),
        )
}

/// What portals ask in the words of OpenID Connect, and what of theirs is public.
fn of_portals() -> Router<Edge> {
    Router::new()
        .route("/v1/filing-kinds", get(filing_kinds::kinds))
        .route("/frame/{client_id}", get(frame::frame))
        .route(
            "/.well-known/openid-configuration",
            get(discovery::document),
        )
        .route("/oauth/authorize", get(authorize::by_link))
        .route("/oauth/authorize", post(authorize::by_form))
        .route(
            "/oauth/device_authorization",
            post(device_authorization::begin),
        )
        .route("/oauth/jwks", get(discovery::keys))
        .route("/oauth/revoke", post(revoke::revoke))
        .route("/oauth/token", post(token::issue))
        .route("/oauth/userinfo", get(user_info::show))
        .route("/oauth/userinfo", post(user_info::show))
}

/// Answers a request; without a sound configuration nothing is answered, and the log says which binding is wrong.
pub(crate) async fn answer(env: &Env, request: Request<Body>) -> Response {
    match kept(env) {
        Ok(mut router) => match router.call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
        Err(error) => {
            let fault = Fault::Config(error);
            alarm::raise(&fault);
            let mut response = fault.into_response();
            security_headers::add(response.headers_mut(), false);
            response
        }
    }
}

/// The router, made at the first request whose configuration is sound.
fn kept(env: &Env) -> Result<Router, ConfigError> {
    ROUTER.with(|kept| {
        if let Some(router) = kept.get() {
            return Ok(router.clone());
        }
        let edge = Edge {
            env: env.clone(),
            config: edge::config(env)?,
        };
        if let Some(notice) = portals::without_pkce(&edge.config.portals) {
            worker::console_log!("{}", notice);
        }
        Ok(kept.get_or_init(|| routes(edge)).clone())
    })
}
