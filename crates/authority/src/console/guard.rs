//! Who may speak to the console: its own page, under its own address.

use crate::Problem;
use axum::extract::{Request, State};
use axum::http::header::{
    HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::net::SocketAddr;
use std::sync::Arc;

/// What only a script of the same origin can send.
const HEADER: &str = "x-sandbox-console";

/// The names under which the console is reached; any other is a page that had its own name point here.
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    pub(super) fn of(address: SocketAddr) -> Self {
        let port = address.port();
        Self(vec![
            address.to_string(),
            format!("localhost:{port}"),
            format!("127.0.0.1:{port}"),
            format!("[::1]:{port}"),
        ])
    }

    fn admits(&self, method: &Method, headers: &HeaderMap) -> bool {
        let text = |name: HeaderName| headers.get(name)?.to_str().ok();
        let Some(host) = text(HOST).filter(|host| self.0.iter().any(|known| known == host)) else {
            return false;
        };
        if method == Method::GET || method == Method::HEAD {
            return true;
        }
        text(ORIGIN) == Some(&format!("http://{host}")) && headers.contains_key(HEADER)
    }
}

/// Refuses whoever comes under another name, and every change that another page asks for.
pub(super) async fn own_address(
    State(hosts): State<Arc<Hosts>>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if hosts.admits(request.method(), request.headers()) {
        Ok(next.run(request).await)
    } else {
        Err(Problem::Forbidden)
    }
}

/// Headers that every answer has.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &Method, headers: &[(&'static str, &'static str)], expected: bool) {
        let hosts = Hosts::of(SocketAddr::from(([127, 0, 0, 1], 8789)));
        let headers = headers.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        assert_eq!(hosts.admits(method, &headers.collect()), expected);
    }

    #[test]
    fn the_page_is_read_under_its_own_names_only() {
        check(&Method::GET, &[("host", "localhost:8789")], true);
        check(&Method::GET, &[("host", "127.0.0.1:8789")], true);
        check(&Method::GET, &[("host", "elsewhere.example:8789")], false);
        check(&Method::GET, &[], false);
    }

    #[test]
    fn changes_come_from_its_own_page_only() {
        let (host, origin, header) = (
            ("host", "localhost:8789"),
            ("origin", "http://localhost:8789"),
            ("x-sandbox-console", "1"),
        );
        check(&Method::POST, &[host, origin, header], true);
        check(&Method::POST, &[host, header], false);
        check(&Method::POST, &[host, origin], false);
        check(
            &Method::POST,
            &[host, ("origin", "http://elsewhere.example"), header],
            false,
        );
    }
}
