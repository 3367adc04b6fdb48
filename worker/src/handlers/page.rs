//! Every path without a route of its own.

use axum::extract::{Request, State};
use axum::response::Response;
use http::Method;

use crate::edge::Edge;
use crate::pages;
use crate::problem::Fault;

/// A page, or a file of one: 200, 304, 404. Below `/v1/` and `/oauth/` there are none.
#[worker::send]
pub(crate) async fn page(State(edge): State<Edge>, request: Request) -> Result<Response, Fault> {
    let path = request.uri().path();
    if path == "/v1" || path.starts_with("/v1/") || path.starts_with("/oauth/") {
        return Err(Fault::NotFound);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Fault::MethodNotAllowed);
    }
    pages::serve(&edge, path, request.headers()).await
}
