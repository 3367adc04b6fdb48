//! What a portal does for each person who comes back to it, code → tokens → UserInfo: on workerd, beside npm's
//! oidc-provider on Node, which keeps everything in main memory. One client, in turn; once with our accounts on disk, where
//! each code that is redeemed waits for the disk, and once with them in main memory too.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, ensure};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use ureq::Agent;

use super::sample::{median, timed_ms};
use super::{enrolment, script};
use crate::paths;
use crate::stack::guarded::Guarded;
use crate::stack::{Stack, StackOptions, health};
use crate::step::Step;
use crate::table::Row;

/// Persons who come back at once, over as many connections; each so often in a round.
const PERSONS: u32 = 8;
const TIMES: u32 = 12;
const ROUNDS: usize = 9;

/// Where Linux keeps files in main memory.
const IN_MEMORY: &str = "/dev/shm";

const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters";
const REDIRECT: &str = "https://one-window.example/back";
const SCOPE: &str = "openid profile offline_access";

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    step.say("asking both providers in turn");
    let mut rows = vec![compare("code → tokens → UserInfo, persons/s", None)?];
    if Path::new(IN_MEMORY).exists() {
        let data = tempfile::Builder::new().tempdir_in(IN_MEMORY)?;
        let name = "the same with our accounts in main memory too";
        rows.push(compare(name, Some(data.path().to_owned()))?);
    }
    step.done("measured");
    Ok(rows)
}

/// One row; `data` is the folder of our accounts.
fn compare(name: &str, data: Option<PathBuf>) -> Result<Row> {
    let ours = Ours::start(data)?;
    let other = Other::start()?;
    let (mut our_rates, mut other_rates) = (Vec::new(), Vec::new());
    ours.rate()?;
    other.rate()?;
    for _ in 0..ROUNDS {
        our_rates.push(ours.rate()?);
        other_rates.push(other.rate()?);
    }
    Ok(Row::beside(name, median(our_rates)?, median(other_rates)?))
}

/// A provider's two endpoints, and connections to it that are kept.
struct Endpoints {
    token: String,
    user_info: String,
    agents: Vec<Agent>,
}

impl Endpoints {
    /// As the provider says them itself.
    fn discover(issuer: &str) -> Result<Self> {
        let address = format!("{issuer}/.well-known/openid-configuration");
        let said: Value = ureq::get(address).call()?.body_mut().read_json()?;
        let address = |name: &str| said[name].as_str().map(str::to_owned);
        Ok(Self {
            token: address("token_endpoint").context("no token endpoint")?,
            user_info: address("userinfo_endpoint").context("no UserInfo endpoint")?,
            agents: (0..PERSONS).map(|_| Agent::new_with_defaults()).collect(),
        })
    }

    /// Persons a second, with the codes of each connection; the access tokens come along.
    fn rate(&self, codes: &[Vec<String>]) -> Result<(f64, Vec<String>)> {
        let (passed_ms, tokens) = timed_ms(|| {
            thread::scope(|scope| {
                let both = self.agents.iter().zip(codes);
                let clients = both.map(|(agent, codes)| scope.spawn(|| self.ask(agent, codes)));
                let clients: Vec<_> = clients.collect();
                let mut tokens = Vec::new();
                for client in clients {
                    tokens.extend(client.join().ok().context("a client panicked")??);
                }
                Ok(tokens)
            })
        })?;
        Ok((f64::from(PERSONS * TIMES) / passed_ms * 1000.0, tokens))
    }

    fn ask(&self, agent: &Agent, codes: &[String]) -> Result<Vec<String>> {
        let secret = format!("Basic {}", BASE64.encode(b"one-window:secret"));
        let mut tokens = Vec::new();
        for code in codes {
            let request = agent.post(&self.token).header("authorization", &secret);
            let mut answer = request.send_form([
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", REDIRECT),
                ("code_verifier", VERIFIER),
            ])?;
            let answer: Value = answer.body_mut().read_json()?;
            let token = answer["access_token"].as_str().context("no access token")?;
            let complete = answer["id_token"].is_string() && answer["refresh_token"].is_string();
            ensure!(complete, "ID token or refresh token is missing");
            let bearer = format!("Bearer {token}");
            let request = agent.get(&self.user_info).header("authorization", bearer);
            let info: Value = request.call()?.body_mut().read_json()?;
            ensure!(info["name"].is_string(), "UserInfo tells no name");
            tokens.push(token.to_owned());
        }
        Ok(tokens)
    }
}

/// Our edge, and persons who are signed in.
struct Ours {
    stack: Stack,
    endpoints: Endpoints,
    cookies: Vec<String>,
}

impl Ours {
    fn start(data_dir: Option<PathBuf>) -> Result<Self> {
        let overrides = [("EDGE_PORTALS".to_owned(), listed())];
        let stack = Stack::start(&StackOptions {
            data_dir,
            overrides: BTreeMap::from(overrides),
            ..StackOptions::default()
        })?;
        let agent = Agent::new_with_defaults();
        let mut cookies = Vec::new();
        for index in 0..PERSONS {
            let person = enrolment::person(index);
            enrolment::enrol(&agent, &stack.console_url(), &person)?;
            person.register(&stack.edge_url())?;
            cookies.push(person.sign_in(&stack.edge_url())?);
        }
        Ok(Self {
            endpoints: Endpoints::discover(&stack.edge_url())?,
            stack,
            cookies,
        })
    }

    /// Codes are drawn before the clock runs, and what they gave is given back after.
    fn rate(&self) -> Result<f64> {
        let codes = self.cookies.iter().map(|cookie| {
            let codes = (0..TIMES).map(|_| self.code(cookie));
            codes.collect::<Result<Vec<_>>>()
        });
        let codes = codes.collect::<Result<Vec<_>>>()?;
        let (rate, tokens) = self.endpoints.rate(&codes)?;
        let secret = format!("Basic {}", BASE64.encode(b"one-window:secret"));
        for token in tokens {
            let revoke = ureq::post(format!("{}/oauth/revoke", self.stack.edge_url()));
            let revoke = revoke.header("authorization", &secret);
            revoke.send_form([("token", &*token)])?;
        }
        Ok(rate)
    }

    fn code(&self, cookie: &str) -> Result<String> {
        let edge = self.stack.edge_url();
        let agent: Agent = Agent::config_builder().max_redirects(0).build().into();
        let request = agent.get(format!("{edge}/oauth/authorize"));
        let request = request
            .query("client_id", "one-window")
            .query("redirect_uri", REDIRECT)
            .query("response_type", "code")
            .query("scope", SCOPE)
            .query("nonce", "a nonce")
            .query("code_challenge", challenge())
            .query("code_challenge_method", "S256");
        let answer = request.call()?;
        let location = answer.headers().get("location");
        let location = location.context("nobody was sent on")?.to_str()?;
        let (_, sealed) = location.split_once('#').context("there is no request")?;
        let decide = agent.post(format!("{edge}/v1/authorizations/decisions"));
        let body = json!({ "request": sealed, "decision": "allow" });
        let decide = decide.header("cookie", cookie);
        let decide = decide.header("session-id", super::person::Person::session(&edge, cookie)?);
        let mut answer = decide.send_json(&body)?;
        let answer: Value = answer.body_mut().read_json()?;
        let address = answer["return_to"]
            .as_str()
            .context("there is no way back")?;
        let code = address
            .split(['?', '&'])
            .find_map(|pair| pair.strip_prefix("code="));
        Ok(code.context("there is no code")?.to_owned())
    }
}

/// A portal whose secret is `secret`.
fn listed() -> String {
    let digest = BASE64URL_NOPAD.encode(&Sha256::digest(b"secret"));
    json!([{
        "client_id": "one-window",
        "secret_digest": digest,
        "name": { "zh": "示例门户", "en": "Sample portal" },
        "redirect_uris": [REDIRECT],
        "origins": [],
        "scopes": SCOPE.split(' ').collect::<Vec<_>>(),
    }])
    .to_string()
}

fn challenge() -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(VERIFIER.as_bytes()))
}

/// The provider that others wrote.
struct Other {
    url: String,
    endpoints: Endpoints,
    _process: Guarded,
    _data: TempDir,
}

impl Other {
    fn start() -> Result<Self> {
        let data = tempfile::Builder::new().prefix("shiming-").tempdir()?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(paths::node_modules().join("node/bin/node"));
        command
            .arg(script::folder().join("oidc-provider.mjs"))
            .arg(address.port().to_string())
            .env("NODE_ENV", "production");
        let log = data.path().join("log");
        let mut process = Guarded::start("oidc-provider", &command, &log, false)?;
        health::wait(&mut process, &address.to_string())?;
        let url = format!("http://{address}");
        Ok(Self {
            endpoints: Endpoints::discover(&url)?,
            url,
            _process: process,
            _data: data,
        })
    }

    fn rate(&self) -> Result<f64> {
        let address = format!("{}/codes/{}/{}", self.url, PERSONS * TIMES, challenge());
        let codes = ureq::post(address).send_empty()?.body_mut().read_json();
        let codes: Vec<String> = codes?;
        let each = codes.chunks(TIMES as usize).map(<[String]>::to_vec);
        let (rate, _) = self.endpoints.rate(&each.collect::<Vec<_>>())?;
        Ok(rate)
    }
}
