//! What a portal asks for at the authorisation endpoint (OpenID Connect Core, section 3.1.2; RFC 7636).

use accounts::{Scopes, SecretDigest};
use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use verification::Level;

use super::parameters::Parameters;
use super::redirect::AuthorizationError;
use crate::portals::{self, Portal};
use crate::sealed_ticket::Carried;

/// How long a request waits for its person, who may have to register, or to scan.
const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// Neither state nor nonce is longer, bytes.
const LONGEST_OPAQUE: usize = 1024;

/// 实名等级 three, as portals name it.
pub(crate) const LEVEL_THREE: &str = "urn:cn:realname:3";

/// 实名等级 four.
pub(crate) const LEVEL_FOUR: &str = "urn:cn:realname:4";

/// A request that was found good. It travels sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuthorizationAsked {
    /// Which portal.
    pub(crate) portal: String,
    /// Where the person goes back to: one of the portal's addresses.
    pub(crate) redirect_uri: String,
    /// The portal's own, given back unread.
    pub(crate) state: Option<String>,
    /// For the ID token, unread.
    pub(crate) nonce: Option<String>,
    /// What the verifier must hash to. `None` if `nonce` stands in for PKCE.
    pub(crate) challenge: Option<SecretDigest>,
    /// What the person is asked for.
    pub(crate) wish: Wish,
}

impl Carried for AuthorizationAsked {
    const KIND: &'static str = "authorization";
}

/// What a portal wants of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wish {
    /// What it wants to know.
    pub(crate) scopes: Scopes,
    /// The level that the person must have.
    pub(crate) level: Level,
    /// Whether the person must be asked, or must not.
    pub(crate) prompt: Prompt,
    /// How long ago the person may have signed in, seconds.
    pub(crate) max_age: Option<u32>,
    /// When it was asked.
    pub(crate) asked_at: Timestamp,
}

/// Whether the person must be asked, or must not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Prompt {
    /// Nothing may be shown.
    pub(crate) none: bool,
    /// To sign in, whoever is signed in.
    pub(crate) login: bool,
    /// To consent, whatever was consented to.
    pub(crate) consent: bool,
}

/// Where a request that is refused is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Here: nobody is sent to an address that is not listed.
    Unlisted,
    /// At the portal.
    Returned {
        /// Its address.
        redirect_uri: String,
        /// Its state.
        state: Option<String>,
        /// Why.
        error: AuthorizationError,
    },
}

impl AuthorizationAsked {
    /// Whether the person may still answer it.
    pub(crate) fn lasts(&self, now: Timestamp) -> bool {
        now.duration_since(self.wish.asked_at) < LIFETIME
    }

    /// Whether the portal's entry, which may have changed meanwhile, still allows it.
    pub(crate) fn is_allowed(&self, portal: &Portal) -> bool {
        portal.redirect_uris.contains(&self.redirect_uri)
            && portal.may_ask(&self.wish.scopes)
            && (self.challenge.is_some() || portal.nonce_instead_of_pkce)
    }
}

/// Reads a request.
pub(crate) fn read(
    parameters: &Parameters,
    portals: &[Portal],
    now: Timestamp,
) -> Result<AuthorizationAsked, Refusal> {
    let id = parameters.get("client_id").ok_or(Refusal::Unlisted)?;
    let portal = portals::find(portals, id).ok_or(Refusal::Unlisted)?;
    let redirect_uri = parameters.get("redirect_uri").ok_or(Refusal::Unlisted)?;
    if !portal.redirect_uris.iter().any(|uri| uri == redirect_uri) {
        return Err(Refusal::Unlisted);
    }
    let opaque = |name| {
        let value: Option<&str> = parameters.get(name);
        value.filter(|value| value.len() <= LONGEST_OPAQUE)
    };
    let state = opaque("state");
    let asked = check(parameters, portal, now).map(|(challenge, wish)| AuthorizationAsked {
        portal: portal.id.clone(),
        redirect_uri: redirect_uri.to_owned(),
        state: state.map(str::to_owned),
        nonce: opaque("nonce").map(str::to_owned),
        challenge,
        wish,
    });
    asked.map_err(|error| Refusal::Returned {
        redirect_uri: redirect_uri.to_owned(),
        state: state.map(str::to_owned),
        error,
    })
}

fn check(
    parameters: &Parameters,
    portal: &Portal,
    now: Timestamp,
) -> Result<(Option<SecretDigest>, Wish), AuthorizationError> {
    let invalid = AuthorizationError::InvalidRequest;
    parameters.check().map_err(|error| invalid(error.words()))?;
    let is_long = |name| {
        parameters
            .get(name)
            .is_some_and(|value| value.len() > LONGEST_OPAQUE)
    };
    if is_long("state") || is_long("nonce") {
        return Err(invalid("state or nonce is too long"));
    }
    for (name, error) in [
        ("request", AuthorizationError::RequestNotSupported),
        ("request_uri", AuthorizationError::RequestUriNotSupported),
        ("registration", AuthorizationError::RegistrationNotSupported),
    ] {
        if parameters.get(name).is_some() {
            return Err(error);
        }
    }
    match parameters.get("response_type") {
        Some("code") => {}
        Some(_) => return Err(AuthorizationError::UnsupportedResponseType),
        None => return Err(invalid("response_type is missing")),
    }
    if !matches!(parameters.get("response_mode"), None | Some("query")) {
        return Err(invalid("only response_mode query is supported"));
    }
    let challenge = read_proof(parameters, portal)?;
    let wish = Wish {
        scopes: read_scopes(parameters, portal).ok_or(AuthorizationError::InvalidScope)?,
        level: read_level(parameters),
        prompt: read_prompt(parameters)?,
        max_age: read_max_age(parameters)?,
        asked_at: now,
    };
    Ok((challenge, wish))
}

/// What the verifier must hash to. `None` if `nonce` stands in for it, which only some portals may ask for.
fn read_proof(
    parameters: &Parameters,
    portal: &Portal,
) -> Result<Option<SecretDigest>, AuthorizationError> {
    let is_given = |name| parameters.get(name).is_some();
    let has_pkce = is_given("code_challenge") || is_given("code_challenge_method");
    if has_pkce || !portal.nonce_instead_of_pkce {
        return read_challenge(parameters).map(Some);
    }
    if is_given("nonce") {
        return Ok(None);
    }
    let missing = "code challenge or nonce required";
    Err(AuthorizationError::InvalidRequest(missing))
}

/// S256 alone: `plain` protects nothing that is seen on its way (ASVS 10.4.6). The first two descriptions are those that
/// RFC 7636, section 4.4.1, gives; without a method, `plain` is asked for (section 4.3).
fn read_challenge(parameters: &Parameters) -> Result<SecretDigest, AuthorizationError> {
    let invalid = AuthorizationError::InvalidRequest;
    let challenge = parameters
        .get("code_challenge")
        .ok_or(invalid("code challenge required"))?;
    if parameters.get("code_challenge_method") != Some("S256") {
        return Err(invalid("transform algorithm not supported: use S256"));
    }
    let bytes = BASE64URL_NOPAD.decode(challenge.as_bytes()).ok();
    let digest = bytes.and_then(|bytes| bytes.try_into().ok());
    let malformed = invalid("code_challenge must be a SHA-256 in base64url");
    digest.map(SecretDigest).ok_or(malformed)
}

/// The scopes that are asked for. `None` if one of them is not the portal's.
pub(crate) fn read_scopes(parameters: &Parameters, portal: &Portal) -> Option<Scopes> {
    parameters.scopes().filter(|scopes| portal.may_ask(scopes))
}

/// The first level of `acr_values` that is known here; without one any will do.
pub(crate) fn read_level(parameters: &Parameters) -> Level {
    let mut known = parameters
        .words("acr_values")
        .filter_map(|value| match value {
            LEVEL_THREE => Some(Level::Three),
            LEVEL_FOUR => Some(Level::Four),
            _ => None,
        });
    known.next().unwrap_or(Level::Three)
}

fn read_prompt(parameters: &Parameters) -> Result<Prompt, AuthorizationError> {
    let invalid = AuthorizationError::InvalidRequest;
    let mut prompt = Prompt::default();
    for word in parameters.words("prompt") {
        match word {
            "none" => prompt.none = true,
            "login" | "select_account" => prompt.login = true,
            "consent" => prompt.consent = true,
            _ => return Err(invalid("prompt has a value that is not supported")),
        }
    }
    if prompt.none && (prompt.login || prompt.consent) {
        return Err(invalid("prompt none stands alone"));
    }
    Ok(prompt)
}

fn read_max_age(parameters: &Parameters) -> Result<Option<u32>, AuthorizationError> {
    let Some(text) = parameters.get("max_age") else {
        return Ok(None);
    };
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_plain);
    let malformed = AuthorizationError::InvalidRequest("max_age must be a number of seconds");
    number.map(Some).ok_or(malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portals::sample;
    use accounts::Scope;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
    const GOOD: [(&str, &str); 7] = [
        ("client_id", "one-window"),
        ("redirect_uri", "https://portal.example/back"),
        ("response_type", "code"),
        ("scope", "openid realname"),
        ("state", "state"),
        (
            "code_challenge",
            "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE",
        ),
        ("code_challenge_method", "S256"),
    ];

    /// The good request with `name` changed to `value`; left out where that is empty.
    fn request(name: &str, value: &str) -> Result<AuthorizationAsked, Refusal> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(GOOD.iter().filter(|(own, _)| *own != name));
        query.append_pair(name, value);
        let parameters = Parameters::parse(query.finish().as_bytes());
        read(&parameters, &sample(), NOW)
    }

    fn check(name: &str, value: &str, expected: Option<AuthorizationError>) {
        let error = match request(name, value) {
            Ok(_) => None,
            Err(Refusal::Returned { error, .. }) => Some(error),
            Err(Refusal::Unlisted) => panic!("{name}={value} is not answered at the portal"),
        };
        assert_eq!(error, expected, "{name}={value}");
    }

    #[test]
    fn what_is_good_is_read() {
        let asked = request("max_age", "60").unwrap();
        assert_eq!(asked.portal, "one-window");
        assert_eq!(asked.state.as_deref(), Some("state"));
        assert_eq!(asked.challenge, Some(SecretDigest([1; 32])));
        assert_eq!(asked.wish.scopes, [Scope::OpenId, Scope::RealName].into());
        assert_eq!(asked.wish.max_age, Some(60));
        assert!(asked.lasts(NOW));
        assert!(!asked.lasts(NOW.saturating_add(LIFETIME).unwrap()));
    }

    #[test]
    fn nobody_is_sent_to_an_address_that_is_not_listed() {
        for (name, value) in [
            ("client_id", ""),
            ("client_id", "nobody"),
            ("redirect_uri", ""),
            ("redirect_uri", "https://portal.example/back/"),
            ("redirect_uri", "https://portal.example/back?a=1"),
            ("redirect_uri", "https://PORTAL.example/back"),
            ("redirect_uri", "https://elsewhere.example/back"),
        ] {
            assert_eq!(
                request(name, value),
                Err(Refusal::Unlisted),
                "{name}={value}"
            );
        }
        let twice = "client_id=one-window&redirect_uri=https://portal.example/back\
                     &redirect_uri=https://elsewhere.example/";
        let twice = read(&Parameters::parse(twice.as_bytes()), &sample(), NOW);
        assert_eq!(twice, Err(Refusal::Unlisted));
    }

    #[test]
    fn every_other_fault_is_told_at_the_portal() {
        use AuthorizationError as Error;
        let long = "x".repeat(1025);
        for (name, value, error) in [
            ("response_type", "token", Error::UnsupportedResponseType),
            (
                "response_type",
                "code id_token",
                Error::UnsupportedResponseType,
            ),
            ("scope", "", Error::InvalidScope),
            ("scope", "profile", Error::InvalidScope),
            ("scope", "openid business", Error::InvalidScope),
            ("request", "eyJ", Error::RequestNotSupported),
            (
                "request_uri",
                "https://a.example",
                Error::RequestUriNotSupported,
            ),
            ("registration", "{}", Error::RegistrationNotSupported),
        ] {
            check(name, value, Some(error));
        }
        let (challenge, method) = (
            "code_challenge must be a SHA-256 in base64url",
            "transform algorithm not supported: use S256",
        );
        for (name, value, words) in [
            ("response_type", "", "response_type is missing"),
            (
                "response_mode",
                "fragment",
                "only response_mode query is supported",
            ),
            ("code_challenge", "", "code challenge required"),
            ("code_challenge", "short", challenge),
            ("code_challenge_method", "", method),
            ("code_challenge_method", "plain", method),
            ("prompt", "none login", "prompt none stands alone"),
            (
                "prompt",
                "perhaps",
                "prompt has a value that is not supported",
            ),
            ("max_age", "-1", "max_age must be a number of seconds"),
            ("max_age", "+1", "max_age must be a number of seconds"),
            ("state", &long, "state or nonce is too long"),
            ("nonce", &long, "state or nonce is too long"),
        ] {
            check(name, value, Some(Error::InvalidRequest(words)));
        }
        check("response_mode", "query", None);
        check("scope", "openid email", None);
        check("login_hint", "anything", None);
    }

    #[test]
    fn a_nonce_stands_in_for_pkce_where_the_entry_says_so() {
        let read = |portal: &str, more: &str| {
            let query = format!(
                "client_id={portal}&redirect_uri=https://portal.example/back\
                 &response_type=code&scope=openid{more}"
            );
            read(&Parameters::parse(query.as_bytes()), &sample(), NOW)
        };
        let words = |answer| match answer {
            Err(Refusal::Returned {
                error: AuthorizationError::InvalidRequest(words),
                ..
            }) => words,
            other => panic!("{other:?}"),
        };
        let asked = read("plain", "&nonce=n").unwrap();
        assert_eq!(asked.challenge, None);
        let portals = sample();
        let [strict, _, plain] = portals.as_slice() else {
            panic!("three portals are listed");
        };
        assert!(asked.is_allowed(plain) && !asked.is_allowed(strict));
        let missing = "code challenge or nonce required";
        assert_eq!(words(read("plain", "")), missing);
        let required = "code challenge required";
        assert_eq!(words(read("one-window", "&nonce=n")), required);
        assert_eq!(words(read("page", "&nonce=n")), required);
        let half = "&nonce=n&code_challenge_method=S256";
        assert_eq!(words(read("plain", half)), required);
        let plain = "&nonce=n&code_challenge=c&code_challenge_method=plain";
        assert!(words(read("plain", plain)).starts_with("transform algorithm"));
    }

    #[test]
    fn the_first_level_that_is_known_is_asked_for() {
        let level = |values| request("acr_values", values).unwrap().wish.level;
        assert_eq!(level(""), Level::Three);
        assert_eq!(level("urn:example:gold"), Level::Three);
        assert_eq!(level("urn:example:gold urn:cn:realname:4"), Level::Four);
        assert_eq!(level("urn:cn:realname:3 urn:cn:realname:4"), Level::Three);
    }

    proptest! {
        #[test]
        fn no_value_makes_it_panic(name in "[a-z_]{1,12}", value in ".*") {
            let _ = request(&name, &value);
        }
    }
}
