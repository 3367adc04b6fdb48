//! Examples that measure natively, in Cargo's release profile, and print one line of JSON.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::step::Step;
use crate::{cargo, paths};

/// Builds and runs the example `name` of `package`.
pub(super) fn run(step: Step, package: &str, name: &str) -> Result<Value> {
    step.say(&format!("compiling {package} in the release profile"));
    step.run(cargo::command("build").args(["--release", "--package", package, "--example", name]))?;
    step.say("measuring");
    let answer = step.read(&mut Command::new(folder().join("examples").join(name)))?;
    serde_json::from_slice(&answer).with_context(|| format!("{name} did not print JSON"))
}

/// Builds the authority as it is deployed.
pub(super) fn authority(step: Step) -> Result<PathBuf> {
    step.say("compiling the authority in the release profile");
    step.run(cargo::command("build").args(["--release", "--package", "authority"]))?;
    Ok(folder().join("authority"))
}

fn folder() -> PathBuf {
    paths::target().join("release")
}
