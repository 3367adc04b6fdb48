//! Every route.

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
    account, begin_verification, deployment, health, page, register, sign_in, sign_out,
    submit_evidence,
};
use crate::problem::Fault;
use crate::{guard, security_headers};

/// Every route, on one screen.
pub(crate) fn routes(edge: Edge) -> Router {
    Router::new()
        .route("/healthz", get(health::health))
        .route("/v1/accounts", post(register::register))
        .route("/v1/account", get(account::account))
        .route("/v1/sessions", post(sign_in::sign_in))
        .route("/v1/sessions/current", delete(sign_out::sign_out))
        .route("/v1/verifications", post(begin_verification::begin))
        .route(
            "/v1/verifications/{id}/evidence",
            put(submit_evidence::submit),
        )
        .route("/v1/deployment", get(deployment::deployment))
        .method_not_allowed_fallback(async || Fault::MethodNotAllowed)
        .fallback(page::page)
        .layer(from_fn_with_state(edge.clone(), guard::guard))
        .with_state(edge)
}

/// Answers a request; without a sound configuration nothing is answered, and the log says which binding is wrong.
pub(crate) async fn answer(env: &Env, request: Request<Body>) -> Response {
    match edge::router(env) {
        Ok(mut router) => match router.call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
        Err(error) => {
            worker::console_error!("{}", error);
            let mut response = Fault::Binding.into_response();
            security_headers::add(response.headers_mut(), false);
            response
        }
    }
}
