//! The bindings, parsed once: whatever is wrong with them is said at the first request, by name.

use accounts::ConsentInForce;
use api::DeploymentResponse;
use filings::VerifiedDocuments;
use http::HeaderName;
use identity::{LegalDay, WorkingDays};
use keyring::{Keyring, NameKey};
use serde::Deserialize;
use verification::Signer;

use crate::authority_keys::AuthorityKeys;
use crate::openid::terms::Terms;
use crate::portals::{self, Portal};
use crate::setting::{ConfigError, parse_number};
use crate::staff_list::{self, Member};
use crate::unscored_faces::UnscoredFaces;

const LOCAL_ORIGINS: [&str; 3] = ["http://localhost", "http://127.0.0.1", "http://[::1]"];

/// How long the authority may take to answer a question about the register, milliseconds.
const AUTHORITY_TIMEOUT_MS: u32 = 15_000;

/// People need a while to get to the counter: a week.
const VOUCHER_SECONDS: u32 = 7 * 24 * 3600;

/// Three years.
const RETENTION_SECONDS: u32 = 3 * 365 * 24 * 3600;

/// 90 days.
const FILING_SECONDS: u32 = 90 * 24 * 3600;

/// A week.
const INVITATION_SECONDS: u32 = 7 * 24 * 3600;

/// One window of a province files no more.
const FILINGS_PER_DAY: u32 = 2_000;

/// As many as a province registers and changes on a busy day.
const CODES_PER_DAY: u32 = 20_000;

/// In a demonstration everybody comes from the same machine.
const SANDBOX_ADDRESS_ALLOWANCE: u32 = 1_000;

/// What the edge needs to know. It prints nothing: most of it is secret.
pub(crate) struct Config {
    /// The public origin, such as `https://edge.example`.
    pub(crate) audience: String,
    /// Signs requests to the authority.
    pub(crate) signer: Signer,
    /// By which keys the authority's statements are verified.
    pub(crate) authority: AuthorityKeys,
    /// Encrypts personal fields.
    pub(crate) data_keys: Keyring,
    /// Names accounts, subjects and counters.
    pub(crate) name_key: NameKey,
    /// Authenticates session tokens.
    pub(crate) token_key: NameKey,
    /// What the deployment calls itself.
    pub(crate) deployment: DeploymentResponse,
    /// Which days are working days.
    pub(crate) holidays: WorkingDays,
    /// How long a voucher for the counter lasts, seconds.
    pub(crate) voucher_seconds: u32,
    /// How long an account that nobody uses is kept, and after that its journal, seconds.
    pub(crate) retention_seconds: u32,
    /// Who works at the counter.
    pub(crate) staff: Vec<Member>,
    /// Who signs people in through this deployment, embeds its widget, and files.
    pub(crate) portals: Vec<Portal>,
    /// How long filings and invitations last, and how many a portal may make.
    pub(crate) filings: FilingSettings,
    /// How many codes are sent to mobile numbers within a day.
    pub(crate) codes_per_day: u32,
    /// What may rest on a scan whose pictures were not looked at for presentation attacks.
    pub(crate) unscored_faces: UnscoredFaces,
    /// How long what portals are given lasts.
    pub(crate) terms: Terms,
    /// Authenticates the staff's session tokens.
    pub(crate) staff_token_key: NameKey,
    /// The header in which whatever stands in front of the edge writes the client's address; it must overwrite what a
    /// client sends.
    pub(crate) address_header: Option<HeaderName>,
    /// How many persons may share one address.
    pub(crate) address_allowance: u32,
    /// How long the authority may take, milliseconds; to judge evidence it has four times as long.
    pub(crate) authority_timeout_ms: u32,
}

/// How long filings and invitations last, and how many a portal may make.
pub(crate) struct FilingSettings {
    /// The documents whose holders are verified, though the guide leaves them out.
    pub(crate) verified_documents: VerifiedDocuments,
    /// How long a filing is kept that nobody hands in, seconds.
    pub(crate) open_seconds: u32,
    /// How long one is kept after it was handed in, seconds.
    pub(crate) retention_seconds: u32,
    /// How long an invitation serves, seconds.
    pub(crate) invitation_seconds: u32,
    /// How many filings a portal may make within a day.
    pub(crate) per_day: u32,
}

impl Config {
    /// From whatever `variable` finds under a name.
    pub(crate) fn parse(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let required = |name| variable(name).ok_or(ConfigError::Missing(name));
        let is_sandbox = parse_mode(variable("EDGE_MODE").as_deref())?;
        let allowance = if is_sandbox {
            SANDBOX_ADDRESS_ALLOWANCE
        } else {
            1
        };
        let message_codes = parse_messages(variable("EDGE_MESSAGES").as_deref(), is_sandbox)?;
        let config = Self {
            audience: parse_audience(required("EDGE_AUDIENCE")?)?,
            signer: Signer::parse(&required("EDGE_SIGNING_KEY")?).map_err(|_| {
                ConfigError::Malformed("EDGE_SIGNING_KEY", "id:base64url of 32 bytes")
            })?,
            authority: AuthorityKeys::parse(&required("EDGE_AUTHORITY_KEYS")?)
                .map_err(|_| ConfigError::Malformed("EDGE_AUTHORITY_KEYS", "id:base64url,…"))?,
            data_keys: Keyring::parse(&required("EDGE_DATA_KEYS")?)
                .map_err(|error| ConfigError::Keyring("EDGE_DATA_KEYS", error))?,
            name_key: parse_key("EDGE_NAME_KEY", &required("EDGE_NAME_KEY")?)?,
            token_key: parse_key("EDGE_TOKEN_KEY", &required("EDGE_TOKEN_KEY")?)?,
            deployment: DeploymentResponse {
                message_codes,
                ..parse_deployment(variable("EDGE_DEPLOYMENT").as_deref())?
            },
            holidays: parse_holidays(variable("EDGE_HOLIDAYS").as_deref())?,
            voucher_seconds: parse_number(&variable, "EDGE_VOUCHER_SECONDS", VOUCHER_SECONDS)?,
            retention_seconds: parse_number(
                &variable,
                "EDGE_RETENTION_SECONDS",
                RETENTION_SECONDS,
            )?,
            staff: staff_list::parse(variable("EDGE_STAFF").as_deref())?,
            portals: portals::parse(variable("EDGE_PORTALS").as_deref())?,
            filings: FilingSettings::parse(&variable)?,
            codes_per_day: parse_number(&variable, "EDGE_CODES_PER_DAY", CODES_PER_DAY)?,
            unscored_faces: UnscoredFaces::parse(
                variable("EDGE_UNSCORED_FACES").as_deref(),
                is_sandbox,
            )?,
            terms: Terms::parse(&variable)?,
            staff_token_key: staff_token_key(&required("EDGE_TOKEN_KEY")?)?,
            address_header: parse_address(variable("EDGE_ADDRESS_HEADER").as_deref(), is_sandbox)?,
            address_allowance: parse_number(&variable, "EDGE_ADDRESS_ALLOWANCE", allowance)?,
            authority_timeout_ms: parse_number(
                &variable,
                "EDGE_AUTHORITY_TIMEOUT_MS",
                AUTHORITY_TIMEOUT_MS,
            )?,
        };
        if !is_sandbox {
            config.check_production()?;
        }
        Ok(config)
    }

    /// Which consent to face scans is in force.
    pub(crate) fn consent_in_force(&self) -> ConsentInForce {
        ConsentInForce(self.deployment.face_consent_version.clone())
    }

    /// Whether the pages are served over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.audience.starts_with("https://")
    }

    fn check_production(&self) -> Result<(), ConfigError> {
        if self.deployment.demonstration {
            let what = "that of a demonstration";
            return Err(ConfigError::Demonstration("EDGE_DEPLOYMENT", what));
        }
        if !self.portals.iter().all(Portal::is_safe) {
            let what = "a list with an address without TLS";
            return Err(ConfigError::Demonstration("EDGE_PORTALS", what));
        }
        if !self.is_https() {
            let what = "an origin without TLS";
            return Err(ConfigError::Demonstration("EDGE_AUDIENCE", what));
        }
        Ok(())
    }
}

impl FilingSettings {
    fn parse(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let number = |name, default| parse_number(&variable, name, default);
        let documents = variable("EDGE_FILING_DOCUMENTS").unwrap_or_default();
        let expected = "codes of documents with commas between them";
        Ok(Self {
            verified_documents: VerifiedDocuments::parse(&documents)
                .ok_or(ConfigError::Malformed("EDGE_FILING_DOCUMENTS", expected))?,
            open_seconds: number("EDGE_FILING_SECONDS", FILING_SECONDS)?,
            retention_seconds: number("EDGE_FILING_RETENTION_SECONDS", RETENTION_SECONDS)?,
            invitation_seconds: number("EDGE_INVITATION_SECONDS", INVITATION_SECONDS)?,
            per_day: number("EDGE_FILINGS_PER_DAY", FILINGS_PER_DAY)?,
        })
    }
}

/// Whether it is the sandbox; production is what nobody has to ask for.
fn parse_mode(mode: Option<&str>) -> Result<bool, ConfigError> {
    match mode {
        Some("sandbox") => Ok(true),
        Some("production") | None => Ok(false),
        Some(_) => Err(ConfigError::Malformed("EDGE_MODE", "sandbox or production")),
    }
}

/// Whether codes are sent to mobile numbers: nobody's are where nothing is said.
fn parse_messages(setting: Option<&str>, is_sandbox: bool) -> Result<bool, ConfigError> {
    match setting {
        Some("on") => Ok(true),
        Some("sandbox") if is_sandbox => Ok(true),
        Some("sandbox") => Err(ConfigError::Demonstration("EDGE_MESSAGES", "sandbox")),
        Some("off" | "") | None => Ok(false),
        Some(_) => Err(ConfigError::Malformed(
            "EDGE_MESSAGES",
            "on, off or sandbox",
        )),
    }
}

fn parse_audience(origin: String) -> Result<String, ConfigError> {
    let is_local = LOCAL_ORIGINS.iter().any(|local| {
        let rest = origin.strip_prefix(local);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    });
    let host = origin.strip_prefix("https://").unwrap_or_default();
    // As browsers write it in `Origin`: small letters, no default port.
    let is_plain = !host.contains(|c: char| c.is_ascii_uppercase()) && !host.ends_with(":443");
    let is_origin = !host.is_empty() && is_plain && !host.contains(['/', '?', '#', '@', ' ']);
    if is_local || is_origin {
        return Ok(origin);
    }
    Err(ConfigError::Malformed(
        "EDGE_AUDIENCE",
        "an https origin without a path, or one of localhost",
    ))
}

fn parse_key(name: &'static str, text: &str) -> Result<NameKey, ConfigError> {
    NameKey::parse(text).map_err(|_| ConfigError::Malformed(name, "base64url of 32 bytes"))
}

/// Which header holds a client's address; `None` for the connection's own. Production says which: behind a proxy that nobody
/// named here, everybody would share the proxy's limits.
fn parse_address(
    setting: Option<&str>,
    is_sandbox: bool,
) -> Result<Option<HeaderName>, ConfigError> {
    const NAME: &str = "EDGE_ADDRESS_HEADER";
    match setting.filter(|text| !text.is_empty()) {
        None if is_sandbox => Ok(None),
        None => Err(ConfigError::Missing(NAME)),
        Some("connection") => Ok(None),
        Some(name) => name.parse().map(Some).map_err(|_| {
            ConfigError::Malformed(NAME, "the name of a header, or the word connection")
        }),
    }
}

fn parse_deployment(text: Option<&str>) -> Result<DeploymentResponse, ConfigError> {
    let Some(text) = text else {
        return Ok(DeploymentResponse::default());
    };
    let expected = "JSON as GET /v1/deployment answers it";
    serde_json::from_str(text)
        .map_err(|error| ConfigError::Json("EDGE_DEPLOYMENT", expected, error.into()))
}

/// The days on which a year differs from its weeks; without any, Saturdays and Sundays are free.
fn parse_holidays(text: Option<&str>) -> Result<WorkingDays, ConfigError> {
    let expected = r#"JSON such as {"free":["2027-01-01"],"working":["2027-01-02"]}"#;
    let malformed = || ConfigError::Malformed("EDGE_HOLIDAYS", expected);
    let Some(text) = text else {
        return Ok(WorkingDays::default());
    };
    let days: Holidays = serde_json::from_str(text)
        .map_err(|error| ConfigError::Json("EDGE_HOLIDAYS", expected, error.into()))?;
    let read = |days: Vec<String>| -> Result<Vec<_>, _> {
        days.iter().map(|day| LegalDay::parse(day)).collect()
    };
    let free = read(days.free).map_err(|_| malformed())?;
    let working = read(days.working).map_err(|_| malformed())?;
    Ok(WorkingDays::new(free, working))
}

/// The holiday calendar as a deployment gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holidays {
    #[serde(default)]
    free: Vec<String>,
    #[serde(default)]
    working: Vec<String>,
}

/// A token of the staff's is none of an account's, nor the other way round.
fn staff_token_key(text: &str) -> Result<NameKey, ConfigError> {
    let key = parse_key("EDGE_TOKEN_KEY", text)?;
    Ok(NameKey::from_bytes(key.name("staff tokens", b"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";

    fn value(name: &str) -> Option<String> {
        Some(match name {
            "EDGE_AUDIENCE" => "http://localhost:8787".to_owned(),
            "EDGE_MODE" => "sandbox".to_owned(),
            "EDGE_SIGNING_KEY" | "EDGE_DATA_KEYS" => format!("k1:{KEY}"),
            "EDGE_AUTHORITY_KEYS" => {
                let signer = Signer::new("a1".to_owned(), &[1; 32]);
                let public = data_encoding::BASE64URL_NOPAD.encode(&signer.public_bytes());
                format!("a1:{public}")
            }
            "EDGE_NAME_KEY" | "EDGE_TOKEN_KEY" => KEY.to_owned(),
            "EDGE_ADDRESS_HEADER" => "connection".to_owned(),
            _ => return None,
        })
    }

    fn check(name: &str, text: Option<&str>, expected: Option<ConfigError>) {
        let variable = |asked: &str| {
            if asked == name {
                text.map(str::to_owned)
            } else {
                value(asked)
            }
        };
        assert_eq!(Config::parse(variable).err(), expected, "{name}");
    }

    #[test]
    fn a_sandbox_needs_keys_and_an_origin() {
        check("", None, None);
        for name in [
            "EDGE_AUDIENCE",
            "EDGE_SIGNING_KEY",
            "EDGE_AUTHORITY_KEYS",
            "EDGE_DATA_KEYS",
            "EDGE_NAME_KEY",
            "EDGE_TOKEN_KEY",
        ] {
            check(name, None, Some(ConfigError::Missing(name)));
        }
    }

    #[test]
    fn what_is_malformed_is_named() {
        for name in [
            "EDGE_AUDIENCE",
            "EDGE_MODE",
            "EDGE_SIGNING_KEY",
            "EDGE_DEPLOYMENT",
            "EDGE_ADDRESS_ALLOWANCE",
            "EDGE_MESSAGES",
            "EDGE_UNSCORED_FACES",
            "EDGE_PORTALS",
            "EDGE_FILING_DOCUMENTS",
            "EDGE_FILINGS_PER_DAY",
            "EDGE_CODE_SECONDS",
        ] {
            let variable = |asked: &str| {
                if asked == name {
                    Some("x".to_owned())
                } else {
                    value(asked)
                }
            };
            let error = Config::parse(variable).err().unwrap();
            assert!(error.to_string().starts_with(name), "{error}");
        }
    }

    #[test]
    fn an_origin_has_no_path_and_only_this_machine_does_without_tls() {
        let malformed = ConfigError::Malformed(
            "EDGE_AUDIENCE",
            "an https origin without a path, or one of localhost",
        );
        check("EDGE_AUDIENCE", Some("https://edge.example"), None);
        for origin in [
            "https://edge.example/",
            "http://edge.example",
            "http://localhost.example",
            "https://Edge.example",
            "https://edge.example:443",
            "",
        ] {
            check("EDGE_AUDIENCE", Some(origin), Some(malformed));
        }
    }

    #[test]
    fn staff_are_listed_with_a_hash_and_a_secret() {
        let expected = "a JSON list of what `authority staff` prints";
        let malformed = Some(ConfigError::Malformed("EDGE_STAFF", expected));
        let member = |password: &str, codes: &str| {
            serde_json::json!([{ "member": "clerk", "password": password, "one_time_codes": codes }])
                .to_string()
        };
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let good = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        check("EDGE_STAFF", Some("[]"), None);
        check("EDGE_STAFF", Some(&member(good, secret)), None);
        for hash in [
            "correct horse",
            "$argon2id$v=19$…",
            "$argon2id$",
            &good.replace("argon2id", "argon2i"),
            &good.replace("m=19456", "m=1"),
            &good.replace("m=19456", "m=4194304"),
            &good.replace("v=19", "v=20"),
            good.rsplit_once('$').unwrap().0,
        ] {
            check("EDGE_STAFF", Some(&member(hash, secret)), malformed);
        }
        check("EDGE_STAFF", Some(&member(good, "GEZD")), malformed);
        let unreadable = serde_json::from_str::<[u8; 1]>("{}").unwrap_err();
        let unreadable = ConfigError::Json("EDGE_STAFF", expected, unreadable.into());
        check("EDGE_STAFF", Some("{}"), Some(unreadable));
    }

    #[test]
    fn production_refuses_a_demonstration() {
        let what = "that of a demonstration";
        let expected = ConfigError::Demonstration("EDGE_DEPLOYMENT", what);
        check("EDGE_MODE", Some("production"), Some(expected));
        check("EDGE_MODE", None, Some(expected));
    }

    #[test]
    fn production_says_where_a_clients_address_stands() {
        let header = |setting: &'static str, mode: &'static str| {
            let deployment = DeploymentResponse {
                demonstration: false,
                ..DeploymentResponse::default()
            };
            let variable = move |asked: &str| match asked {
                "EDGE_MODE" => Some(mode.to_owned()),
                "EDGE_AUDIENCE" => Some("https://edge.example".to_owned()),
                "EDGE_DEPLOYMENT" => serde_json::to_string(&deployment).ok(),
                "EDGE_ADDRESS_HEADER" => Some(setting.to_owned()),
                _ => value(asked),
            };
            Config::parse(variable).map(|config| config.address_header)
        };
        let missing = ConfigError::Missing("EDGE_ADDRESS_HEADER");
        assert_eq!(header("", "production").err(), Some(missing));
        assert_eq!(header("", "sandbox"), Ok(None));
        assert_eq!(header("connection", "production"), Ok(None));
        let named = HeaderName::from_static("cf-connecting-ip");
        assert_eq!(header("CF-Connecting-IP", "production"), Ok(Some(named)));
        assert!(header("a b", "production").is_err());
    }

    #[test]
    fn codes_are_sent_where_the_setting_says_so_whatever_the_deployment_says() {
        let deployment = DeploymentResponse {
            message_codes: true,
            ..DeploymentResponse::default()
        };
        let json = serde_json::to_string(&deployment).unwrap();
        for (setting, expected) in [
            (None, false),
            (Some("off"), false),
            (Some("on"), true),
            (Some("sandbox"), true),
        ] {
            let variable = |asked: &str| match asked {
                "EDGE_MESSAGES" => setting.map(str::to_owned),
                "EDGE_DEPLOYMENT" => Some(json.clone()),
                _ => value(asked),
            };
            let Ok(config) = Config::parse(variable) else {
                panic!("{setting:?} is refused");
            };
            assert_eq!(config.deployment.message_codes, expected, "{setting:?}");
        }
    }

    #[test]
    fn production_refuses_the_sandboxs_message_gateway() {
        let variable = |asked: &str| match asked {
            "EDGE_MODE" => None,
            "EDGE_MESSAGES" => Some("sandbox".to_owned()),
            _ => value(asked),
        };
        let expected = ConfigError::Demonstration("EDGE_MESSAGES", "sandbox");
        assert_eq!(Config::parse(variable).err(), Some(expected));
    }

    #[test]
    fn production_refuses_to_run_without_tls() {
        let deployment = DeploymentResponse {
            demonstration: false,
            ..DeploymentResponse::default()
        };
        let json = serde_json::to_string(&deployment).unwrap();
        let variable = |asked: &str| match asked {
            "EDGE_MODE" => None,
            "EDGE_DEPLOYMENT" => Some(json.clone()),
            _ => value(asked),
        };
        let expected = ConfigError::Demonstration("EDGE_AUDIENCE", "an origin without TLS");
        assert_eq!(Config::parse(variable).err(), Some(expected));
    }
}
