//! What stands around every route: origin and ceiling before, headers and one line of log after.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method, header};
use serde_json::json;

use crate::client_address::ClientAddress;
use crate::cross_origin::{self, Access};
use crate::edge::Edge;
use crate::problem::{Fault, Told};
use crate::security_headers::Embeddable;
use crate::{limiter, security_headers};

/// Guards a request.
pub(crate) async fn guard(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let access = cross_origin::access(request.uri().path());
    let allowed = cross_origin::allowed(access, request.headers(), &edge.config.portals);
    let mut response = match admit(&edge, &request, access) {
        Ok(()) if cross_origin::is_preflight(&method, access) => cross_origin::preflight(),
        Ok(()) => next.run(request).await,
        Err(fault) => fault.into_response(),
    };
    cross_origin::tell(response.headers_mut(), allowed, access);
    security_headers::add(response.headers_mut(), edge.config.is_https());
    if let Some(embeddable) = response.extensions_mut().remove::<Embeddable>() {
        security_headers::open(response.headers_mut(), &embeddable);
    }
    log(&method, route.as_ref(), &response);
    response
}

/// What is asked at `/oauth/` is admitted where it is known which portal asks.
fn admit(edge: &Edge, request: &Request, access: Access) -> Result<(), Fault> {
    if request.method().is_safe() || access != Access::Nobody {
        return Ok(());
    }
    if is_foreign(request.headers(), &edge.config.audience) {
        return Err(Fault::ForeignOrigin);
    }
    let unknown = ClientAddress::unknown();
    let address = request.extensions().get().unwrap_or(&unknown);
    Ok(limiter::count_request(
        address,
        edge.config.address_allowance,
    )?)
}

/// Browsers tell where a request comes from; whoever is no browser has no cookie to be misused.
fn is_foreign(headers: &HeaderMap, audience: &str) -> bool {
    let origin = headers.get(header::ORIGIN);
    let is_other = origin.is_some_and(|origin| origin.as_bytes() != audience.as_bytes());
    let site = headers.get("sec-fetch-site");
    is_other || site.is_some_and(|site| site == "cross-site")
}

/// One line a request: no address, no query, no path that a person wrote, nothing of theirs.
fn log(method: &Method, route: Option<&MatchedPath>, response: &Response) {
    let told = response.extensions().get::<Told>();
    let line = json!({
        "method": method.as_str(),
        "route": route.map_or("pages", MatchedPath::as_str),
        "status": response.status().as_u16(),
        "problem": told.map(|told| told.code),
        "alarm": told.and_then(|told| told.alarm.as_deref()),
        "cause": told.and_then(|told| told.cause.as_deref()),
    });
    match told.and_then(|told| told.alarm.as_ref()) {
        Some(_) => worker::console_error!("{}", line),
        None => worker::console_log!("{}", line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn check(name: &'static str, value: &'static str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        assert_eq!(
            is_foreign(&headers, "https://edge.example"),
            expected,
            "{value}"
        );
    }

    #[test]
    fn only_this_origin_may_change_anything() {
        check("origin", "https://edge.example", false);
        check("origin", "https://edge.example.org", true);
        check("origin", "http://edge.example", true);
        check("origin", "null", true);
        check("sec-fetch-site", "cross-site", true);
        check("sec-fetch-site", "same-origin", false);
        assert!(!is_foreign(&HeaderMap::new(), "https://edge.example"));
    }
}
