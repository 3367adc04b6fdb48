//! Examples that measure natively, in Cargo's release profile, and print one line of JSON.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::step::Step;
use crate::{cargo, paths};

/// An example, built.
pub(super) struct Example {
    step: Step,
    path: PathBuf,
}

impl Example {
    /// Builds the example `name` of `package`.
    pub(super) fn build(step: Step, package: &str, name: &str) -> Result<Self> {
        step.say(&format!("compiling {package} in the release profile"));
        let options = ["--release", "--package", package, "--example", name];
        step.run(cargo::command("build").args(options))?;
        let path = folder().join("examples").join(name);
        Ok(Self { step, path })
    }

    /// Runs it once and reads its answer.
    pub(super) fn run(&self) -> Result<Value> {
        let answer = self.step.read(&mut Command::new(&self.path))?;
        serde_json::from_slice(&answer)
            .with_context(|| format!("{} did not print JSON", self.path.display()))
    }
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
