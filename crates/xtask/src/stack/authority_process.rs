//! The authority as a process: a sandbox, with its console.

use std::process::Command;

use anyhow::Result;

use super::environment::{Keys, built};
use super::guarded::Guarded;
use super::{Places, StackOptions, private};
use crate::paths;

/// Starts it over `authority/` in the stack's folder.
pub(super) fn start(places: &Places, keys: &Keys, options: &StackOptions) -> Result<Guarded> {
    let data = places.data.join("authority");
    private::folder(&data)?;
    let program = options.authority_program.clone();
    let program = program.unwrap_or_else(paths::authority);
    let mut command = Command::new(built(program)?);
    command
        .arg("serve")
        .env("SHIMING_AUTHORITY_LISTEN", &places.authority)
        .env("SHIMING_AUTHORITY_CONSOLE_LISTEN", &places.console)
        .env("SHIMING_AUTHORITY_DATA", &data)
        .env("SHIMING_AUTHORITY_MODE", "sandbox")
        .env("SHIMING_AUTHORITY_MODELS", paths::models())
        .envs(&keys.authority)
        .envs(&options.overrides);
    let log = places.data.join("authority.log");
    Guarded::start("authority", &command, &log, options.echo)
}
