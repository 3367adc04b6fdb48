//! What a deployment decides: where to listen, where data and models lie, what challenges ask for.

use crate::client_windows::ClientWindows;
use clap::{Args, ValueEnum};
use decision::{Rules, RulesError, Thresholds};
use std::net::SocketAddr;
use std::path::PathBuf;
use verification::{Action, ClientTerms};

/// Whether real persons are verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Sample citizens, forced outcomes, a console to add oneself. Nothing in it proves anything.
    Sandbox,
    /// The register that was enrolled, and nothing else.
    Production,
}

/// Settings of the server.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Where edges reach the authority.
    #[arg(
        long,
        env = "SHIMING_AUTHORITY_LISTEN",
        default_value = "127.0.0.1:8788"
    )]
    pub listen: SocketAddr,
    /// The folder that holds the register and all else that is kept.
    #[arg(long, env = "SHIMING_AUTHORITY_DATA")]
    pub data: PathBuf,
    /// sandbox or production.
    #[arg(long, env = "SHIMING_AUTHORITY_MODE", default_value = "production")]
    pub mode: Mode,
    /// The folder that holds detector.onnx, mesh.onnx and embedding.onnx.
    #[arg(long, env = "SHIMING_AUTHORITY_MODELS")]
    pub models: Option<PathBuf>,
    /// The folder that holds the nets for presentation attacks; without it no score is taken.
    #[arg(long, env = "SHIMING_SPOOF_MODELS")]
    pub spoof_models: Option<PathBuf>,
    /// Lets production start without the nets for presentation attacks: every outcome then says that no score was taken.
    #[arg(
        long,
        env = "SHIMING_WITHOUT_SPOOF_MODELS",
        conflicts_with = "spoof_models"
    )]
    pub without_spoof_models: bool,
    /// Takes captures that were seen before, and keeps nothing by which to know them: for demonstrations whose camera shows
    /// one film; sandbox mode only.
    #[arg(long, env = "SHIMING_ALLOW_RECURRING_FRAMES")]
    pub allow_recurring_frames: bool,
    /// The actions that challenges are drawn from, by code, separated by commas.
    #[arg(
        long,
        env = "SHIMING_AUTHORITY_ACTIONS",
        value_delimiter = ',',
        value_parser = parse_action,
        default_value = "turn_left,turn_right,open_mouth,blink,nod"
    )]
    pub actions: Vec<Action>,
    /// Where the sandbox console listens; sandbox mode only.
    #[arg(long, env = "SHIMING_AUTHORITY_CONSOLE_LISTEN")]
    pub console_listen: Option<SocketAddr>,
    /// The oldest client whose evidence is taken.
    #[arg(long, env = "SHIMING_AUTHORITY_MINIMUM_CLIENT", default_value_t = 1)]
    pub minimum_client: u32,
    /// Until when clients are good, JSON: [{"up_to":1,"valid_until":"2027-03-01T00:00:00Z","grace_days":14}].
    #[arg(
        long,
        env = "SHIMING_AUTHORITY_CLIENT_WINDOWS",
        default_value = "[]",
        hide_default_value = true
    )]
    pub client_windows: ClientWindows,
    /// From which cosine on two faces are one person, in thousandths, 450 to 700: more lets fewer strangers through, and
    /// turns more people away. To sign in and to reset a password, 30 more are asked for.
    #[arg(long, env = "SHIMING_AUTHORITY_LIKENESS", default_value_t = Thresholds::USUAL.likeness)]
    pub likeness: i32,
    /// How many captures are judged at the same time; more are answered with busy.
    #[arg(long, env = "SHIMING_AUTHORITY_JUDGES", default_value_t = 4)]
    pub judges: usize,
}

impl Settings {
    /// The settings of a sandbox over `data`, without models and console.
    #[must_use]
    pub fn sandbox(data: PathBuf) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data,
            mode: Mode::Sandbox,
            models: None,
            spoof_models: None,
            without_spoof_models: false,
            allow_recurring_frames: false,
            actions: Action::ALL.to_vec(),
            console_listen: None,
            minimum_client: 1,
            client_windows: ClientWindows::default(),
            likeness: Thresholds::USUAL.likeness,
            judges: 4,
        }
    }

    /// The rules by which scans are decided.
    pub fn rules(&self) -> Result<Rules, RulesError> {
        Rules::in_force(self.likeness)
    }

    /// Which clients are taken.
    #[must_use]
    pub fn client_terms(&self) -> ClientTerms {
        ClientTerms {
            minimum: self.minimum_client,
            windows: self.client_windows.0.clone(),
        }
    }
}

/// No action has this code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an action is one of turn_left, turn_right, open_mouth, blink, nod")]
pub struct ActionError;

fn parse_action(code: &str) -> Result<Action, ActionError> {
    Action::with_code(code).ok_or(ActionError)
}
