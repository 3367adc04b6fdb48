//! Every route on one screen.

use crate::{Authority, Problem, handler};
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use std::time::Duration;

/// A body must arrive and an answer be ready within this time.
const DEADLINE: Duration = Duration::from_mins(1);

/// The routes for edges.
pub fn router(authority: Arc<Authority>) -> Router {
    Router::new()
        .route("/healthz", get(handler::health))
        .route("/v1/elements", post(handler::elements::post))
        .route("/v1/activation", post(handler::activation::post))
        .route("/v1/attestations", post(handler::attestations::post))
        .route("/v1/erasures", post(handler::erasures::post))
        .route("/v1/clients", post(handler::clients::post))
        .route("/v1/challenges", post(handler::challenges::post))
        .route(
            "/v1/challenges/{id}/evidence",
            post(handler::evidence::post),
        )
        .route("/v1/messages", post(handler::messages::post))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(from_fn(deadline))
        .with_state(authority)
}

async fn deadline(request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(DEADLINE, next.run(request)).await;
    answer.unwrap_or_else(|_| Problem::TimedOut.into_response())
}
