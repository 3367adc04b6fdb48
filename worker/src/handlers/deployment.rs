//! `GET /v1/deployment`

use api::DeploymentResponse;
use axum::Json;
use axum::extract::State;

use crate::edge::Edge;

/// What this deployment calls itself. 200.
pub(crate) async fn deployment(State(edge): State<Edge>) -> Json<DeploymentResponse> {
    Json(edge.config.deployment.clone())
}
