//! The way back to a portal (RFC 6749, section 4.1.2).

/// Why a person comes back without a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthorizationError {
    /// A parameter is missing, repeated, too long or malformed: what is wrong, in words for the portal's developer.
    InvalidRequest(&'static str),
    /// Only codes are given here.
    UnsupportedResponseType,
    /// `openid` is missing, or a scope is not the portal's.
    InvalidScope,
    /// Requests are not taken as tokens (OpenID Connect Core, section 6.1).
    RequestNotSupported,
    /// Nor are they fetched from elsewhere.
    RequestUriNotSupported,
    /// Portals are listed, and do not register themselves.
    RegistrationNotSupported,
    /// The person would have to sign in.
    LoginRequired,
    /// The person would have to consent.
    ConsentRequired,
    /// The person would have to raise their level.
    InteractionRequired,
    /// The person refused.
    AccessDenied,
}

impl AuthorizationError {
    /// Code and words, for `error` and `error_description`. The words are of printable ASCII without quotes (RFC 6749, section
    /// 4.1.2.1), and hold no value of the request.
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::InvalidRequest(why) => ("invalid_request", why),
            Self::UnsupportedResponseType => (
                "unsupported_response_type",
                "only response_type code is supported",
            ),
            Self::InvalidScope => (
                "invalid_scope",
                "scope must contain openid, and only what the entry of the client lists",
            ),
            Self::RequestNotSupported => {
                ("request_not_supported", "request objects are not supported")
            }
            Self::RequestUriNotSupported => {
                ("request_uri_not_supported", "request_uri is not supported")
            }
            Self::RegistrationNotSupported => (
                "registration_not_supported",
                "clients are listed by the operator",
            ),
            Self::LoginRequired => ("login_required", "the person must sign in"),
            Self::ConsentRequired => ("consent_required", "the person must consent"),
            Self::InteractionRequired => (
                "interaction_required",
                "the person must reach a higher level",
            ),
            Self::AccessDenied => ("access_denied", "the person refused"),
        }
    }
}

/// The address that brings a code back. `issuer` tells a client of several providers which one answers (RFC 9207).
pub(crate) fn with_code(uri: &str, code: &str, state: Option<&str>, issuer: &str) -> String {
    address(uri, &[("code", code)], state, issuer)
}

/// The address that brings an error back.
pub(crate) fn with_error(
    uri: &str,
    error: AuthorizationError,
    state: Option<&str>,
    issuer: &str,
) -> String {
    let (code, words) = error.told();
    let told = [("error", code), ("error_description", words)];
    address(uri, &told, state, issuer)
}

fn address(uri: &str, told: &[(&str, &str)], state: Option<&str>, issuer: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(told);
    if let Some(state) = state {
        query.append_pair("state", state);
    }
    query.append_pair("iss", issuer);
    let separator = if uri.contains('?') { '&' } else { '?' };
    format!("{uri}{separator}{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_own_query_and_nothing_can_break_out() {
        let issuer = "https://edge.example";
        assert_eq!(
            with_code(
                "https://p.example/back?a=1",
                "v1.k.x-_",
                Some("a&b=#\r\n"),
                issuer
            ),
            "https://p.example/back?a=1&code=v1.k.x-_&state=a%26b%3D%23%0D%0A&iss=https%3A%2F%2Fedge.example"
        );
        assert_eq!(
            with_error(
                "https://p.example",
                AuthorizationError::AccessDenied,
                None,
                issuer
            ),
            "https://p.example?error=access_denied&error_description=the+person+refused&iss=https%3A%2F%2Fedge.example"
        );
    }
}
