//! Edge and authority, started together: for `cargo xtask run`, and for every test that speaks HTTP.

mod authority_process;
mod edge_process;
pub mod environment;
pub mod guarded;
pub(crate) mod health;
pub mod lan;
mod port;
mod portal_process;
mod private;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;
use tempfile::TempDir;

use environment::{Clerk, Environment, Keys};
use guarded::Guarded;
use lan::Lan;
use portal_process::PortalKeys;

const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// Whom the edge asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Authority {
    /// A real authority in sandbox mode, started along with the edge.
    #[default]
    Real,
    /// Whatever listens at this `host:port`; nothing is started.
    Address(String),
}

/// How a stack differs from the usual. A port of 0 is any free one.
#[derive(Clone, Debug, Default)]
pub struct StackOptions {
    /// Keys, data and logs; a temporary folder, removed at the end, when `None`.
    pub data_dir: Option<PathBuf>,
    /// The edge's port on localhost.
    pub edge_port: u16,
    /// The authority's port on localhost.
    pub authority_port: u16,
    /// The sandbox console's port on localhost.
    pub console_port: u16,
    /// The demonstration portal's port on localhost; without one there is no portal.
    pub portal_port: Option<u16>,
    /// Where edge and portal listen on the local network besides, over TLS; they know themselves by these addresses then.
    pub lan: Option<Lan>,
    /// Whom the edge asks.
    pub authority: Authority,
    /// Whether the edge sends codes to mobile numbers: to the sandbox's message gateway, where the authority is.
    pub messages: bool,
    /// Environment variables for both, instead of or besides the usual ones.
    pub overrides: Environment,
    /// Whether logs go to the terminal too, each line after its origin's name.
    pub echo: bool,
    /// The authority's executable; that of the dev profile when `None`.
    pub authority_program: Option<PathBuf>,
}

/// A running edge and, unless another answers in its place, a running authority; beside them a portal. Dropping it ends
/// all; they also end when this process does, however that happens.
#[derive(Debug)]
pub struct Stack {
    edge: Guarded,
    authority: Option<Guarded>,
    portal: Option<(Guarded, PortalKeys)>,
    places: Places,
    keys: Keys,
    clerk: Clerk,
    _temporary: Option<TempDir>,
    /// Let go once the processes have ended.
    _lock: File,
}

/// Where a stack's parts are.
#[derive(Debug)]
struct Places {
    data: PathBuf,
    pages: PathBuf,
    /// `host:port`, as are the next two.
    edge: String,
    authority: String,
    console: String,
    portal: Option<u16>,
    /// Scheme, host and port by which people reach the edge; the same of the portal follows.
    edge_origin: String,
    portal_origin: String,
}

impl Stack {
    /// Starts both and returns once both answer `/healthz`.
    pub fn start(options: &StackOptions) -> Result<Self> {
        let (data, temporary) = data_dir(options)?;
        let lock = private::lock(&data)?;
        let places = Places::choose(options, data)?;
        let keys = Keys::load_or_draw(&places.data)?;
        let authority = match options.authority {
            Authority::Real => Some(authority_process::start(&places, &keys, options)?),
            Authority::Address(_) => None,
        };
        let clerk = Clerk::draw()?;
        let portal_keys = places
            .portal
            .map(|_| PortalKeys::load_or_draw(&places.data, &places.portal_origin));
        let portal_keys = portal_keys.transpose()?;
        let edge = edge_process::start(&places, &keys, (&clerk, portal_keys.as_ref()), options)?;
        let portal = portal_keys.map(|keys| {
            let process = portal_process::start(&places, &keys, options)?;
            anyhow::Ok((process, keys))
        });
        let mut stack = Self {
            edge,
            authority,
            portal: portal.transpose()?,
            places,
            keys,
            clerk,
            _temporary: temporary,
            _lock: lock,
        };
        if let Some(authority) = &mut stack.authority {
            health::wait(authority, &stack.places.authority)?;
        }
        health::wait(&mut stack.edge, &stack.places.edge)?;
        if let (Some((portal, _)), Some(port)) = (&mut stack.portal, stack.places.portal) {
            health::wait(portal, &format!("127.0.0.1:{port}"))?;
        }
        Ok(stack)
    }

    /// Where the edge listens, without a slash at the end; also the audience it names.
    #[must_use]
    pub fn edge_url(&self) -> String {
        self.places.edge_origin.clone()
    }

    /// Where the authority listens, without a slash at the end.
    #[must_use]
    pub fn authority_url(&self) -> String {
        format!("http://{}", self.places.authority)
    }

    /// Where the sandbox console listens, without a slash at the end.
    #[must_use]
    pub fn console_url(&self) -> String {
        format!("http://{}", self.places.console)
    }

    /// Where the portal is, without a slash at the end, and what its clerks type; none where none was started.
    #[must_use]
    pub fn portal(&self) -> Option<(String, &str)> {
        let (_, keys) = self.portal.as_ref()?;
        Some((self.places.portal_origin.clone(), keys.clerk_code()))
    }

    /// The folder of keys, data and logs.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.places.data
    }

    /// The keys of both, such as a test needs that answers in the authority's place.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Who works at the counter.
    #[must_use]
    pub fn clerk(&self) -> &Clerk {
        &self.clerk
    }

    /// What the edge has logged so far.
    pub fn edge_log(&self) -> Result<String> {
        self.edge.log()
    }

    /// What the authority has logged so far; nothing where none was started.
    pub fn authority_log(&self) -> Result<String> {
        let log = self.authority.as_ref().map(Guarded::log);
        log.unwrap_or_else(|| Ok(String::new()))
    }

    /// The processes of edge and authority, where the system tells them.
    #[must_use]
    pub fn process_ids(&self) -> [Option<u32>; 2] {
        let authority = self.authority.as_ref().and_then(Guarded::process_id);
        [self.edge.process_id(), authority]
    }

    /// Ends the authority and keeps the edge, as if the authority's machine went down.
    pub fn stop_authority(&mut self) {
        self.authority = None;
    }

    /// Returns when one of them has ended, with its last words as the error.
    pub fn wait(&mut self) -> Result<()> {
        loop {
            self.edge.check_alive()?;
            if let Some(authority) = &mut self.authority {
                authority.check_alive()?;
            }
            if let Some((portal, _)) = &mut self.portal {
                portal.check_alive()?;
            }
            sleep(BETWEEN_LOOKS);
        }
    }
}

impl Places {
    fn choose(options: &StackOptions, data: PathBuf) -> Result<Self> {
        let [edge, authority, console, portal] = port::choose([
            options.edge_port,
            options.authority_port,
            options.console_port,
            options.portal_port.unwrap_or_default(),
        ])?;
        let [edge, authority, console] =
            [edge, authority, console].map(|port| format!("127.0.0.1:{port}"));
        Ok(Self {
            data,
            pages: crate::paths::pages(),
            edge_origin: match &options.lan {
                Some(lan) => lan.origin(lan.edge_port),
                None => format!("http://{edge}"),
            },
            portal_origin: match &options.lan {
                Some(lan) => lan.origin(lan.portal_port),
                // Another site than the edge's, though on the same machine.
                None => format!("http://localhost:{portal}"),
            },
            edge,
            authority: match &options.authority {
                Authority::Real => authority,
                Authority::Address(address) => address.clone(),
            },
            console,
            portal: options.portal_port.map(|_| portal),
        })
    }
}

fn data_dir(options: &StackOptions) -> Result<(PathBuf, Option<TempDir>)> {
    let Some(folder) = &options.data_dir else {
        let temporary = tempfile::Builder::new().prefix("shiming-").tempdir()?;
        private::folder(temporary.path())?;
        return Ok((temporary.path().to_owned(), Some(temporary)));
    };
    private::folder(folder)?;
    Ok((folder.canonicalize()?, None))
}
