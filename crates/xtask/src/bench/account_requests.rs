//! `GET /v1/account` on workerd, beside the same in plain JavaScript on workerd: one client, in turn.

use std::fs;
use std::net::TcpListener;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use ureq::Agent;

use super::person::Person;
use super::sample::{median, timed_ms};
use super::script;
use crate::paths;
use crate::stack::guarded::Guarded;
use crate::stack::{Stack, StackOptions, health};
use crate::step::Step;
use crate::table::Row;

/// Connections at once, each of which asks so often in a round.
const CLIENTS: u32 = 8;
const REQUESTS: u32 = 250;
const ROUNDS: usize = 9;

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    step.say("asking both edges in turn");
    let stack = Stack::start(&StackOptions::default())?;
    let person = Person::sample();
    person.register(&stack.edge_url())?;
    let ours = Target::new(&stack.edge_url(), person.sign_in(&stack.edge_url())?);
    let plain = PlainEdge::start()?;
    let other = Target::new(&plain.url, plain.sign_in()?);
    let (mut our_rates, mut other_rates) = (Vec::new(), Vec::new());
    ours.rate()?;
    other.rate()?;
    for _ in 0..ROUNDS {
        our_rates.push(ours.rate()?);
        other_rates.push(other.rate()?);
    }
    step.done("measured");
    let name = "GET /v1/account, to plain JavaScript, requests/s";
    Ok(vec![Row::beside(
        name,
        median(our_rates)?,
        median(other_rates)?,
    )])
}

/// Whom to ask, as whom; connections are kept.
struct Target {
    url: String,
    cookie: String,
    agents: Vec<Agent>,
}

impl Target {
    fn new(edge: &str, cookie: String) -> Self {
        Self {
            url: format!("{edge}/v1/account"),
            cookie,
            agents: (0..CLIENTS).map(|_| Agent::new_with_defaults()).collect(),
        }
    }

    /// Requests a second over one round.
    fn rate(&self) -> Result<f64> {
        let (passed_ms, ()) = timed_ms(|| {
            thread::scope(|scope| {
                let clients = self
                    .agents
                    .iter()
                    .map(|agent| scope.spawn(|| self.ask(agent)));
                let clients: Vec<_> = clients.collect();
                let mut answers = clients.into_iter().map(thread::ScopedJoinHandle::join);
                answers.try_for_each(|answer| answer.ok().context("a client panicked")?)
            })
        })?;
        Ok(f64::from(CLIENTS * REQUESTS) / passed_ms * 1000.0)
    }

    fn ask(&self, agent: &Agent) -> Result<()> {
        for _ in 0..REQUESTS {
            let mut answer = agent.get(&self.url).header("cookie", &self.cookie).call()?;
            let text = answer.body_mut().read_to_string()?;
            ensure!(text.contains("four_elements"), "{text} is another answer");
        }
        Ok(())
    }
}

/// The edge in plain JavaScript.
struct PlainEdge {
    url: String,
    _process: Guarded,
    _data: TempDir,
}

impl PlainEdge {
    fn start() -> Result<Self> {
        let data = tempfile::Builder::new().prefix("shiming-").tempdir()?;
        let objects = data.path().join("objects");
        fs::create_dir(&objects)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let mut command = Command::new(paths::npm_tool("workerd"));
        command
            .args(["serve", "--experimental"])
            .arg(format!("--socket-addr=http={address}"))
            .arg(format!("--directory-path=objects={}", objects.display()))
            .arg(script::folder().join("plain-edge.capnp"));
        let log = data.path().join("log");
        let mut process = Guarded::start("plain edge", &command, &log, false)?;
        health::wait(&mut process, &address)?;
        Ok(Self {
            url: format!("http://{address}"),
            _process: process,
            _data: data,
        })
    }

    fn sign_in(&self) -> Result<String> {
        let answer = ureq::post(format!("{}/v1/sessions", self.url)).send_empty()?;
        let cookie = answer.headers().get("set-cookie");
        let cookie = cookie.and_then(|cookie| cookie.to_str().ok()?.split(';').next());
        Ok(cookie.context("no cookie")?.into())
    }
}
