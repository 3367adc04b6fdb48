//! Who may ask from a page of another origin (the Fetch standard's CORS protocol). Everything else is this origin's alone.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::portals::Portal;

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nobody: cookies count there.
    Nobody,
    /// Whoever comes here from elsewhere, as a person in a browser; nothing is told to the page.
    Visitors,
    /// The pages of the portals that are listed; no cookie counts there.
    Portals,
    /// Everybody: it is public.
    Anybody,
}

/// Who may ask for this path from elsewhere.
pub(crate) fn access(path: &str) -> Access {
    match path {
        "/.well-known/openid-configuration" | "/oauth/jwks" => Access::Anybody,
        "/oauth/token" | "/oauth/revoke" | "/oauth/userinfo" | "/oauth/device_authorization" => {
            Access::Portals
        }
        "/oauth/authorize" => Access::Visitors,
        _ => Access::Nobody,
    }
}

/// Whom a page's request may be answered to, as the header says it; none where nobody is named. What is public says so
/// whoever asks: caches keep it.
pub(crate) fn allowed(
    access: Access,
    headers: &HeaderMap,
    portals: &[Portal],
) -> Option<HeaderValue> {
    match access {
        Access::Nobody | Access::Visitors => None,
        Access::Anybody => Some(HeaderValue::from_static("*")),
        Access::Portals => {
            let origin = headers.get(header::ORIGIN)?;
            let mut listed = portals.iter().flat_map(|portal| &portal.origins);
            let is_listed = listed.any(|own| own.as_bytes() == origin.as_bytes());
            is_listed.then(|| origin.clone())
        }
    }
}

/// Whether a browser only asks whether it may ask.
pub(crate) fn is_preflight(method: &Method, access: Access) -> bool {
    method == Method::OPTIONS && matches!(access, Access::Portals | Access::Anybody)
}

/// What it is told, beside who may.
pub(crate) fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "3600"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Says who may read the answer.
pub(crate) fn tell(headers: &mut HeaderMap, allowed: Option<HeaderValue>, access: Access) {
    if matches!(access, Access::Portals) {
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
    if let Some(allowed) = allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        let exposed = HeaderValue::from_static("www-authenticate");
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portals::sample;

    fn check(path: &str, origin: &'static str, expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        let told = allowed(access(path), &headers, &sample());
        let told = told.as_ref().map(|told| told.to_str().unwrap());
        assert_eq!(told, expected, "{path} {origin}");
    }

    #[test]
    fn only_listed_origins_read_what_portals_are_given() {
        let (own, other) = ("https://portal.example", "https://elsewhere.example");
        check("/oauth/token", own, Some(own));
        check("/oauth/token", other, None);
        check("/oauth/token", "null", None);
        check("/oauth/jwks", other, Some("*"));
        check("/oauth/authorize", own, None);
        check("/v1/account", own, None);
    }
}
