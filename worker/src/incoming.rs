//! From the runtime's request to axum's. Only the headers that somebody reads come along: each costs several crossings
//! between JavaScript and wasm, and what a client says about its own address is left behind here.

use axum::body::Body;
use http::{HeaderName, HeaderValue, Method, Request, Uri, header};
use wasm_bindgen::JsValue;
use worker::web_sys;

use crate::client_address::ClientAddress;

/// Names the session that a page was loaded for.
pub(crate) const SESSION_HEADER: HeaderName = HeaderName::from_static("session-id");

const READ: [HeaderName; 12] = [
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::COOKIE,
    header::IF_NONE_MATCH,
    header::ORIGIN,
    header::RANGE,
    header::USER_AGENT,
    HeaderName::from_static("idempotency-key"),
    HeaderName::from_static("sec-fetch-site"),
    SESSION_HEADER,
];

/// The request as axum reads it; it carries a [`ClientAddress`], taken from `address_header` where the deployment
/// trusts one.
pub(crate) fn convert(
    request: &web_sys::Request,
    address_header: Option<&HeaderName>,
) -> worker::Result<Request<Body>> {
    let body = match request.body() {
        Some(stream) => Body::new(worker::Body::new(stream)),
        None => Body::empty(),
    };
    let mut converted = Request::new(body);
    *converted.method_mut() =
        Method::from_bytes(request.method().as_bytes()).unwrap_or(Method::TRACE);
    *converted.uri_mut() = path(&request.url());
    let headers = request.headers();
    for name in READ {
        let value = headers.get(name.as_str())?;
        if let Some(value) = value {
            converted.headers_mut().insert(name, header(&value));
        }
    }
    let address = match address_header {
        Some(name) => headers.get(name.as_str())?,
        None => connection_address(request),
    };
    let address = address.map_or_else(ClientAddress::unknown, |text| ClientAddress::parse(&text));
    converted.extensions_mut().insert(address);
    Ok(converted)
}

/// A header that cannot be read is there all the same: an origin of that kind is foreign.
fn header(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static("unreadable"))
}

/// The one route with a query: that is where a portal sends a person with its request.
const WITH_QUERY: &str = "/oauth/authorize";

/// A longer query is left out, bytes.
const LONGEST_QUERY: usize = 8 << 10;

/// The path alone, and a query where a route has one. No query is logged.
fn path(url: &str) -> Uri {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
    let path = path.split('#').next().unwrap_or("/");
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if path == WITH_QUERY && query.len() <= LONGEST_QUERY {
        let both = format!("{path}?{query}");
        return both
            .parse()
            .unwrap_or_else(|_| Uri::from_static(WITH_QUERY));
    }
    path.parse().unwrap_or_else(|_| Uri::from_static("/?"))
}

/// The other end of the connection, as workerd tells it: no client can write it, as it can a header.
fn connection_address(request: &web_sys::Request) -> Option<String> {
    let property = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let cf = property(request.as_ref(), "cf").filter(JsValue::is_object)?;
    property(&cf, "clientIp")?.as_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        assert_eq!(path(url).path(), expected, "{url}");
    }

    #[test]
    fn the_path_is_what_remains_of_an_address() {
        check("http://localhost:8787/v1/account?number=1#x", "/v1/account");
        check("https://edge.example", "/");
        check("https://edge.example/a%20b", "/a%20b");
    }

    #[test]
    fn a_header_that_cannot_be_read_is_not_lost() {
        assert_eq!(header("https://edge.example"), "https://edge.example");
        assert_eq!(header("a\u{1}b"), "unreadable");
    }

    #[test]
    fn a_query_comes_along_where_a_route_has_one_and_is_bounded() {
        let query = |url: &str| path(url).query().map(str::to_owned);
        let authorize = "https://edge.example/oauth/authorize";
        let short = query(&format!("{authorize}?state=1#x"));
        assert_eq!(short.as_deref(), Some("state=1"));
        assert_eq!(query(&format!("{authorize}?{}", "x".repeat(8193))), None);
        assert_eq!(query("https://edge.example/v1/account?number=1"), None);
    }
}
