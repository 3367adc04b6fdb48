//! The sandbox console: one page on a listener of its own, where one sees the sample citizens, adds oneself and opens
//! 网证, and where sample phones show the messages they got. It exists in sandbox mode only, and answers only to its own
//! address.

mod citizens;
mod ctid;
mod guard;
mod messages;
mod words;

use crate::models::Models;
use crate::{Authority, Problem};
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use guard::Hosts;
use std::net::SocketAddr;
use std::sync::Arc;

/// Nothing but the page's own style, script and requests; the camera's picture is a blob.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// What the console's handlers share.
#[derive(Clone)]
struct Console {
    authority: Arc<Authority>,
    models: Option<Arc<Models>>,
}

/// The console's routes; `address` is where it listens.
pub fn router(
    authority: Arc<Authority>,
    models: Option<Arc<Models>>,
    address: SocketAddr,
) -> Router {
    let hosts = Arc::new(Hosts::of(address));
    Router::new()
        .route(
            "/",
            get(async || {
                asset(
                    "text/html; charset=utf-8",
                    include_str!("console/page.html"),
                )
            }),
        )
        .route(
            "/console.css",
            get(async || asset("text/css; charset=utf-8", include_str!("console/page.css"))),
        )
        .route(
            "/console.js",
            get(async || {
                asset(
                    "text/javascript; charset=utf-8",
                    include_str!("console/page.js"),
                )
            }),
        )
        .route(
            "/picture.js",
            get(async || {
                asset(
                    "text/javascript; charset=utf-8",
                    include_str!("console/picture.js"),
                )
            }),
        )
        .route("/sandbox/citizens.json", get(citizens::list))
        .route("/sandbox/citizens", post(citizens::add))
        .route("/sandbox/citizens/remove", post(citizens::remove))
        .route("/sandbox/ctid", post(ctid::open))
        .route("/sandbox/ctid/close", post(ctid::close))
        .route("/sandbox/messages.json", get(messages::list))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(from_fn_with_state(hosts, guard::own_address))
        .layer(from_fn(guard::headers))
        .with_state(Console { authority, models })
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self)",
        ),
    ];
    (headers, text).into_response()
}
