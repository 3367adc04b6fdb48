//! The headers that every answer carries.

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Scripts, styles, pictures and connections come from this origin alone; wasm may be compiled, nothing evaluated.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; \
     media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// How the policy ends, for what nobody may show in a frame.
const NOBODY: &str = "'none'";

const PERMISSIONS_POLICY: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), \
     display-capture=(), browsing-topics=()";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        PERMISSIONS_POLICY,
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

const STRICT_TRANSPORT_SECURITY: &str = "max-age=63072000; includeSubDomains";

/// Who may use an answer within a page of theirs; nobody, where an answer says nothing of it.
#[derive(Clone)]
pub(crate) enum Embeddable {
    /// Pages of these origins, as a frame.
    In(Vec<String>),
    /// Pages of any origin, as a script.
    Anywhere,
}

/// Lets others embed the answer, after [`add`].
pub(crate) fn open(headers: &mut HeaderMap, embeddable: &Embeddable) {
    let everybody = HeaderValue::from_static("cross-origin");
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, everybody);
    match embeddable {
        Embeddable::Anywhere => {
            let any = HeaderValue::from_static("*");
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
        }
        Embeddable::In(origins) if !origins.is_empty() => {
            let shared = CONTENT_SECURITY_POLICY.trim_end_matches(NOBODY);
            let policy = HeaderValue::from_str(&format!("{shared}{}", origins.join(" ")));
            if let Ok(policy) = policy {
                headers.insert(header::CONTENT_SECURITY_POLICY, policy);
                headers.remove(header::X_FRAME_OPTIONS);
            }
        }
        Embeddable::In(_) => {}
    }
}

/// Adds them; whatever sets no `Cache-Control` of its own is not kept anywhere.
pub(crate) fn add(headers: &mut HeaderMap, is_https: bool) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_https {
        let value = HeaderValue::from_static(STRICT_TRANSPORT_SECURITY);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    let cache = headers.entry(header::CACHE_CONTROL);
    cache.or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transport_security_stands_under_tls_only() {
        let with = |is_https| {
            let mut headers = HeaderMap::new();
            add(&mut headers, is_https);
            headers.contains_key(header::STRICT_TRANSPORT_SECURITY)
        };
        assert!(with(true) && !with(false));
    }

    #[test]
    fn a_frame_is_for_the_origins_that_are_named_and_a_script_for_all() {
        let with = |embeddable: Option<Embeddable>| {
            let mut headers = HeaderMap::new();
            add(&mut headers, true);
            if let Some(embeddable) = embeddable {
                open(&mut headers, &embeddable);
            }
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            let (_, ancestors) = policy.split_once("frame-ancestors ").unwrap();
            let is_denied = headers.contains_key(header::X_FRAME_OPTIONS);
            (ancestors.to_owned(), is_denied)
        };
        let nobody = ("'none'".to_owned(), true);
        assert_eq!(with(None), nobody);
        assert_eq!(with(Some(Embeddable::Anywhere)), nobody);
        assert_eq!(with(Some(Embeddable::In(Vec::new()))), nobody);
        let origins = ["https://portal.example", "http://localhost:8791"];
        let origins = origins.map(str::to_owned).to_vec();
        let expected = "https://portal.example http://localhost:8791".to_owned();
        assert_eq!(with(Some(Embeddable::In(origins))), (expected, false));
    }

    #[test]
    fn an_answers_own_caching_stays() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        add(&mut headers, false);
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    }
}
