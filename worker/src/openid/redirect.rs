//! The way back to a portal (RFC 6749, section 4.1.2).

/// Why a person comes back without a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthorizationError {
    /// A parameter is missing, repeated, too long or malformed.
    InvalidRequest,
    /// Only codes are given here.
    UnsupportedResponseType,
    /// The scope is unknown, or not the portal's.
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
    /// Its code on the wire.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::InteractionRequired => "interaction_required",
            Self::AccessDenied => "access_denied",
        }
    }
}

/// The address that brings a code back. `issuer` tells a client of several providers which one answers (RFC 9207).
pub(crate) fn with_code(uri: &str, code: &str, state: Option<&str>, issuer: &str) -> String {
    address(uri, ("code", code), state, issuer)
}

/// The address that brings an error back.
pub(crate) fn with_error(
    uri: &str,
    error: AuthorizationError,
    state: Option<&str>,
    issuer: &str,
) -> String {
    address(uri, ("error", error.code()), state, issuer)
}

fn address(uri: &str, (name, value): (&str, &str), state: Option<&str>, issuer: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(name, value);
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
            "https://p.example?error=access_denied&iss=https%3A%2F%2Fedge.example"
        );
    }
}
