//! What the command line offers.

mod conformance;
mod enrol;
mod faces;
mod keygen;
mod portal;
mod replay;
mod serve;
mod staff;
mod transcripts;
mod verify_config;

use anyhow::Context as _;
use authority::Keys;
use clap::Parser;
use std::process::ExitCode;

/// The authority of a real-name verification system.
#[derive(Parser)]
#[command(name = "authority", version)]
pub(crate) enum Command {
    /// Serve edges, and in sandbox mode the console.
    Serve(serve::Serve),
    /// Draw fresh keys for one authority and one edge that know each other.
    Keygen(keygen::Keygen),
    /// Put a citizen on the register; personal data comes as JSON on the standard input.
    Enrol(enrol::Enrol),
    /// Count the persons whose face template is stored: from 100,000 on it must be filed.
    Faces(faces::Faces),
    /// Draw password and one-time codes for somebody who works at the counter.
    Staff(staff::Staff),
    /// Draw the secret of a portal that people sign in to through the edge.
    Portal(portal::Portal),
    /// Print the one-time code of now; the secret comes on the standard input.
    OneTimeCode,
    /// Decide again what a transcript holds, by the rules of its version.
    Replay(replay::Replay),
    /// Take transcripts out of the store.
    #[command(subcommand)]
    Transcripts(transcripts::Transcripts),
    /// Drive an authority over its wire through every outcome, defect and fault.
    Conformance(conformance::Conformance),
    /// Read settings, keys and models as `serve` would, and say whether they are in order.
    VerifyConfig(serve::Serve),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Replay(replay) => return replay.run(),
            Self::Transcripts(transcripts) => transcripts.run(),
            Self::Serve(serve) => serve.run(),
            Self::Keygen(keygen) => keygen.run(),
            Self::Enrol(enrol) => enrol.run(),
            Self::Faces(faces) => faces.run(),
            Self::Staff(staff) => staff.run(),
            Self::Portal(portal) => portal.run(),
            Self::OneTimeCode => staff::print_code(),
            Self::Conformance(conformance) => conformance.run(),
            Self::VerifyConfig(serve) => verify_config::run(&serve),
        }?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The keys from the process's environment.
fn keys() -> anyhow::Result<Keys> {
    Keys::read(|name| std::env::var(name).ok())
        .context("the keys cannot be read; `authority keygen` draws them")
}

/// Says what went wrong, and why.
pub(crate) fn complain(error: &anyhow::Error) -> ExitCode {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr().lock(), "error: {error:#}");
    ExitCode::FAILURE
}

/// Says `line` beside the output, which a program may read.
fn remark(line: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    writeln!(std::io::stderr().lock(), "{line}")
}

/// Says `line` to whoever typed the command.
fn say(line: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{line}")
}
