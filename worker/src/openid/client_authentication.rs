//! How a portal proves who it is (RFC 6749, section 2.3): by its secret in a header or in the form; a public one names
//! itself, and proves nothing.

use http::{HeaderMap, header};

use super::oauth_error::OAuthError;
use super::parameters::Parameters;
use crate::portals::{self, Portal};

/// The portal that asks, if its page may.
pub(crate) fn authenticate<'a>(
    portals: &'a [Portal],
    headers: &HeaderMap,
    form: &Parameters,
) -> Result<&'a Portal, OAuthError> {
    let portal = identify(portals, headers, form)?;
    let origin = headers.get(header::ORIGIN);
    let is_own = |own: &String| origin.is_some_and(|origin| origin.as_bytes() == own.as_bytes());
    if origin.is_none() || portal.origins.iter().any(is_own) {
        Ok(portal)
    } else {
        Err(OAuthError::ForeignOrigin)
    }
}

fn identify<'a>(
    portals: &'a [Portal],
    headers: &HeaderMap,
    form: &Parameters,
) -> Result<&'a Portal, OAuthError> {
    let (named, posted) = (form.get("client_id"), form.get("client_secret"));
    if headers.contains_key(header::AUTHORIZATION) {
        let (id, secret) = portals::basic(headers).ok_or(OAuthError::InvalidClient)?;
        if posted.is_some() || named.is_some_and(|named| named != id) {
            let twice = "a client proves who it is in one way";
            return Err(OAuthError::InvalidRequest(twice));
        }
        return proven(portals, &id, &secret);
    }
    let id = named.ok_or(OAuthError::InvalidClient)?;
    if let Some(secret) = posted {
        return proven(portals, id, secret);
    }
    let portal = portals::find(portals, id).filter(|portal| portal.is_public());
    portal.ok_or(OAuthError::InvalidClient)
}

fn proven<'a>(portals: &'a [Portal], id: &str, secret: &str) -> Result<&'a Portal, OAuthError> {
    let portal = portals::find(portals, id).filter(|portal| portal.has_secret(secret));
    portal.ok_or(OAuthError::InvalidClient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portals::sample;
    use data_encoding::BASE64;
    use http::HeaderValue;

    fn check(basic: Option<&str>, form: &str, expected: Result<&str, &str>) {
        let mut headers = HeaderMap::new();
        if let Some(basic) = basic {
            let value = format!("Basic {}", BASE64.encode(basic.as_bytes()));
            headers.insert(
                header::AUTHORIZATION,
                HeaderValue::from_str(&value).unwrap(),
            );
        }
        let portals = sample();
        let found = authenticate(&portals, &headers, &Parameters::parse(form.as_bytes()));
        let found = found.map(|portal| portal.id.as_str());
        let code = |error| match error {
            OAuthError::InvalidClient => "invalid_client",
            OAuthError::InvalidRequest(_) => "invalid_request",
            _ => "another",
        };
        assert_eq!(found.map_err(code), expected, "{basic:?} {form}");
    }

    #[test]
    fn a_secret_stands_in_one_place() {
        let (basic, wrong) = (Some("one-window:secret"), Some("one-window:Secret"));
        let post = "client_id=one-window&client_secret=secret";
        check(basic, "", Ok("one-window"));
        check(basic, "client_id=one-window", Ok("one-window"));
        check(None, post, Ok("one-window"));
        check(wrong, "", Err("invalid_client"));
        check(basic, "client_id=page", Err("invalid_request"));
        check(basic, post, Err("invalid_request"));
        check(
            None,
            "client_id=one-window&client_secret=x",
            Err("invalid_client"),
        );
        check(None, "", Err("invalid_client"));
    }

    #[test]
    fn only_a_public_portal_needs_no_secret() {
        check(None, "client_id=page", Ok("page"));
        check(None, "client_id=one-window", Err("invalid_client"));
        check(None, "client_id=nobody", Err("invalid_client"));
        check(Some("page:"), "", Err("invalid_client"));
        check(
            None,
            "client_id=page&client_secret=x",
            Err("invalid_client"),
        );
    }

    #[test]
    fn a_page_asks_from_its_own_origin() {
        let portals = sample();
        let form = Parameters::parse(b"client_id=page");
        for (origin, expected) in [
            ("https://portal.example", true),
            ("https://elsewhere.example", false),
            ("null", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            assert_eq!(authenticate(&portals, &headers, &form).is_ok(), expected);
        }
    }
}
