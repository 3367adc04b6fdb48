//! What a portal asks for at the token endpoint (RFC 6749, sections 4.1.3 and 6; RFC 7636; RFC 8628, section 3.4).

use accounts::{Scopes, SecretDigest};

use super::oauth_error::OAuthError;
use super::parameters::Parameters;
use super::portal_token;
use crate::portals::Portal;

const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// No verifier is shorter or longer (RFC 7636, section 4.1).
const VERIFIER: std::ops::RangeInclusive<usize> = 43..=128;

/// What is asked for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum TokenRequest {
    /// Tokens for a code.
    Code {
        /// The code.
        code: String,
        /// The digest of the address it was sent to.
        redirect: SecretDigest,
        /// The digest of the verifier. `None` if the portal's client has no PKCE.
        verifier: Option<SecretDigest>,
    },
    /// Further tokens.
    Refresh {
        /// The refresh token.
        token: String,
        /// What they are to be good for: nothing more than before.
        scopes: Option<Scopes>,
    },
    /// Tokens for what somebody allowed with a phone.
    Device {
        /// The device code.
        code: String,
    },
}

/// The form, if it can be read without a guess.
pub(crate) fn form(body: &[u8]) -> Result<Parameters, OAuthError> {
    let form = Parameters::parse(body);
    match form.check() {
        Ok(()) => Ok(form),
        Err(error) => Err(OAuthError::InvalidRequest(error.words())),
    }
}

/// Reads a request of `portal`.
pub(crate) fn read(form: &Parameters, portal: &Portal) -> Result<TokenRequest, OAuthError> {
    let required = |name| {
        let value: Option<&str> = form.get(name);
        value.ok_or(OAuthError::InvalidRequest("a parameter is missing"))
    };
    match required("grant_type")? {
        "authorization_code" => Ok(TokenRequest::Code {
            code: required("code")?.to_owned(),
            redirect: portal_token::digest(required("redirect_uri")?.as_bytes()),
            verifier: match form.get("code_verifier") {
                None if portal.nonce_instead_of_pkce => None,
                _ => Some(verifier(required("code_verifier")?)?),
            },
        }),
        "refresh_token" => Ok(TokenRequest::Refresh {
            token: required("refresh_token")?.to_owned(),
            scopes: scopes(form)?,
        }),
        DEVICE => Ok(TokenRequest::Device {
            code: required("device_code")?.to_owned(),
        }),
        _ => Err(OAuthError::UnsupportedGrantType),
    }
}

fn verifier(text: &str) -> Result<SecretDigest, OAuthError> {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"-._~".contains(&c);
    if VERIFIER.contains(&text.len()) && text.bytes().all(is_plain) {
        Ok(portal_token::digest(text.as_bytes()))
    } else {
        Err(OAuthError::InvalidRequest("the code verifier is malformed"))
    }
}

fn scopes(form: &Parameters) -> Result<Option<Scopes>, OAuthError> {
    if form.get("scope").is_none() {
        return Ok(None);
    }
    form.scopes().map(Some).ok_or(OAuthError::InvalidScope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portals::{find, sample};

    fn check(body: &str, expected: Result<(), &str>) {
        check_of("one-window", body, expected);
    }

    fn check_of(portal: &str, body: &str, expected: Result<(), &str>) {
        let portals = sample();
        let portal = find(&portals, portal).unwrap();
        let result = form(body.as_bytes()).and_then(|form| read(&form, portal));
        let code = |error| match error {
            OAuthError::InvalidRequest(_) => "invalid_request",
            OAuthError::InvalidScope => "invalid_scope",
            OAuthError::UnsupportedGrantType => "unsupported_grant_type",
            _ => "another",
        };
        assert_eq!(result.map(drop).map_err(code), expected, "{body}");
    }

    #[test]
    fn each_grant_has_its_parameters() {
        let verifier = "v".repeat(43);
        let code =
            format!("grant_type=authorization_code&code=c&redirect_uri=r&code_verifier={verifier}");
        check(&code, Ok(()));
        check("grant_type=refresh_token&refresh_token=t", Ok(()));
        for scope in ["openid+profile", "openid+profile+email"] {
            let refresh = format!("grant_type=refresh_token&refresh_token=t&scope={scope}");
            check(&refresh, Ok(()));
        }
        let device = "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=d";
        check(device, Ok(()));
        check(&code.replace("&redirect_uri=r", ""), Err("invalid_request"));
        check(&code.replace(&verifier, "short"), Err("invalid_request"));
        check(
            &code.replace(&verifier, &"%".repeat(43)),
            Err("invalid_request"),
        );
        check(&format!("{code}&code=d"), Err("invalid_request"));
        check("", Err("invalid_request"));
        check(
            "grant_type=password&username=a&password=b",
            Err("unsupported_grant_type"),
        );
        check(
            "grant_type=client_credentials",
            Err("unsupported_grant_type"),
        );
        check(
            "grant_type=refresh_token&refresh_token=t&scope=email",
            Err("invalid_scope"),
        );
    }
    #[test]
    fn a_verifier_is_left_out_where_the_entry_says_so() {
        let code = "grant_type=authorization_code&code=c&redirect_uri=r";
        check_of("plain", code, Ok(()));
        check_of("one-window", code, Err("invalid_request"));
        check_of("page", code, Err("invalid_request"));
        let short = format!("{code}&code_verifier=short");
        check_of("plain", &short, Err("invalid_request"));
    }
}
