//! Edge and authority, started together: for `cargo xtask run`, and for every test that speaks HTTP.

pub mod guarded;
pub mod secrets;

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::paths;
use guarded::Guarded;

const START_UP: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// Whom the edge asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Authority {
    /// A real authority, started along with the edge.
    #[default]
    Real,
    /// Whatever listens at this `host:port`; nothing is started.
    Address(String),
}

/// How a stack differs from the usual.
#[derive(Clone, Debug, Default)]
pub struct StackOptions {
    /// Secrets, data and logs; a temporary folder, removed at the end, when `None`.
    pub data_dir: Option<PathBuf>,
    /// The edge's port on localhost; 0 takes a free one.
    pub edge_port: u16,
    /// The authority's port on localhost; 0 takes a free one.
    pub authority_port: u16,
    /// Whom the edge asks.
    pub authority: Authority,
    /// Environment variables for both, on top of the usual ones.
    pub overrides: BTreeMap<String, String>,
    /// Whether logs go to the terminal too, each line after its origin's name.
    pub echo: bool,
}

/// A running edge and, unless another answers in its place, a running authority. Dropping it ends
/// both; they also end when this process does, however that happens.
#[derive(Debug)]
pub struct Stack {
    edge: Guarded,
    authority: Option<Guarded>,
    edge_url: String,
    authority_url: String,
    data: PathBuf,
    _temporary: Option<TempDir>,
}

impl Stack {
    /// Starts both and returns once both answer `/healthz`.
    pub fn start(options: &StackOptions) -> Result<Self> {
        let (data, temporary) = data_dir(options)?;
        let environment = environment(options, &data)?;
        let (edge_port, authority_port) = (port(options.edge_port)?, port(options.authority_port)?);
        let authority_address = match &options.authority {
            Authority::Real => format!("127.0.0.1:{authority_port}"),
            Authority::Address(address) => address.clone(),
        };
        let authority = match options.authority {
            Authority::Real => Some(start_authority(
                &data,
                &authority_address,
                &environment,
                options.echo,
            )?),
            Authority::Address(_) => None,
        };
        let edge_address = format!("127.0.0.1:{edge_port}");
        let edge = start_edge(
            &data,
            &edge_address,
            &authority_address,
            &environment,
            options.echo,
        )?;
        let mut stack = Self {
            edge,
            authority,
            edge_url: format!("http://{edge_address}"),
            authority_url: format!("http://{authority_address}"),
            data,
            _temporary: temporary,
        };
        stack.wait_until_both_answer()?;
        Ok(stack)
    }

    /// Where the edge listens, without a slash at the end.
    #[must_use]
    pub fn edge_url(&self) -> &str {
        &self.edge_url
    }

    /// Where the authority listens, without a slash at the end.
    #[must_use]
    pub fn authority_url(&self) -> &str {
        &self.authority_url
    }

    /// The folder of secrets, data and logs.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// What the edge has logged so far.
    pub fn edge_log(&self) -> Result<String> {
        self.edge.log()
    }

    /// What the authority has logged so far; nothing where none was started.
    pub fn authority_log(&self) -> Result<String> {
        self.authority
            .as_ref()
            .map_or_else(|| Ok(String::new()), Guarded::log)
    }

    /// Ends the authority and keeps the edge, as if the authority's machine went down.
    pub fn stop_authority(&mut self) {
        self.authority = None;
    }

    /// Returns when one of the two has ended, naming it.
    pub fn wait(&mut self) -> Result<()> {
        loop {
            self.edge.check_alive()?;
            if let Some(authority) = &mut self.authority {
                authority.check_alive()?;
            }
            sleep(Duration::from_millis(200));
        }
    }

    fn wait_until_both_answer(&mut self) -> Result<()> {
        if let Some(authority) = &mut self.authority {
            wait_until_healthy(authority, &self.authority_url)?;
        }
        wait_until_healthy(&mut self.edge, &self.edge_url)
    }
}

fn data_dir(options: &StackOptions) -> Result<(PathBuf, Option<TempDir>)> {
    if let Some(folder) = &options.data_dir {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        return Ok((folder.canonicalize()?, None));
    }
    let temporary = tempfile::Builder::new().prefix("shiming-").tempdir()?;
    Ok((temporary.path().to_owned(), Some(temporary)))
}

fn environment(options: &StackOptions, data: &Path) -> Result<BTreeMap<String, String>> {
    let mut environment = secrets::load_or_create(&data.join("secrets.env"))?;
    environment.extend(options.overrides.clone());
    Ok(environment)
}

/// The port itself, or a free one for 0.
fn port(wanted: u16) -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).with_context(|| {
        format!("port {wanted} is taken: end what listens there, or choose another with --port or --authority-port")
    })?;
    Ok(listener.local_addr()?.port())
}

fn start_authority(
    data: &Path,
    address: &str,
    environment: &BTreeMap<String, String>,
    echo: bool,
) -> Result<Guarded> {
    let program = existing(paths::authority())?;
    let folder = data.join("authority");
    fs::create_dir_all(&folder)?;
    let mut command = Command::new(program);
    command
        .arg("serve")
        .arg("--sandbox")
        .args(["--listen", address]);
    command
        .arg("--data")
        .arg(&folder)
        .arg("--models")
        .arg(paths::models());
    command.envs(environment);
    Guarded::start("authority", &command, &data.join("authority.log"), echo)
}

fn start_edge(
    data: &Path,
    address: &str,
    authority: &str,
    environment: &BTreeMap<String, String>,
    echo: bool,
) -> Result<Guarded> {
    existing(paths::worker_build().join("index_bg.wasm"))?;
    let objects = data.join("edge");
    fs::create_dir_all(&objects)?;
    fs::create_dir_all(paths::pages())?;
    let mut command = Command::new(existing(paths::npm_tool("workerd"))?);
    command.args([
        "serve",
        "--experimental",
        &format!("--socket-addr=http={address}"),
    ]);
    command.arg(format!("--external-addr=authority={authority}"));
    command.arg(format!("--directory-path=objects={}", objects.display()));
    command.arg(format!(
        "--directory-path=pages={}",
        paths::pages().display()
    ));
    command.arg(paths::workerd_config()).envs(environment);
    Guarded::start("edge", &command, &data.join("edge.log"), echo)
}

fn existing(path: PathBuf) -> Result<PathBuf> {
    if !path.exists() {
        bail!(
            "{} does not exist yet: run `cargo xtask build`",
            path.display()
        );
    }
    Ok(path)
}

fn wait_until_healthy(child: &mut Guarded, url: &str) -> Result<()> {
    let end = Instant::now() + START_UP;
    let health = format!("{url}/healthz");
    loop {
        child.check_alive()?;
        if ureq::get(&health).call().is_ok() {
            return Ok(());
        }
        if Instant::now() > end {
            bail!(
                "{health} does not answer after {} s; the log says:\n{}",
                START_UP.as_secs(),
                child.log()?
            );
        }
        sleep(BETWEEN_LOOKS);
    }
}
