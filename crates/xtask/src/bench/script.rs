//! Node programs that measure in Chromium and print one line of JSON.

use std::ffi::OsStr;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::paths;
use crate::setup::chromium;
use crate::step::Step;

/// Runs `crates/xtask/bench/<name>` and reads its answer.
pub(super) fn run(step: Step, name: &str, arguments: &[&OsStr]) -> Result<Value> {
    let chromium = chromium::ensure()?;
    let mut command = Command::new("node");
    command
        .arg(folder().join(name))
        .args(arguments)
        .env("CHROMIUM", chromium)
        .current_dir(paths::root());
    let answer = step.read(&mut command)?;
    serde_json::from_slice(&answer).with_context(|| format!("{name} did not print JSON"))
}

/// The parts of the bench that are not Rust.
pub(super) fn folder() -> std::path::PathBuf {
    paths::root().join("crates/xtask/bench")
}
