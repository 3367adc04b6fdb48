//! `GET /healthz`

/// Whether the edge runs and its bindings are sound. 200.
pub(crate) async fn health() -> &'static str {
    "ok"
}
