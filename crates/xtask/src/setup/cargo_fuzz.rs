//! What drives libFuzzer.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::step::Step;
use crate::{cargo, paths};

const VERSION: &str = "0.13.1";

/// The installed program.
#[must_use]
pub fn program() -> PathBuf {
    paths::tools().join("bin/cargo-fuzz")
}

/// Makes sure that cargo-fuzz is installed.
pub fn ensure(step: Step) -> Result<()> {
    let installed = Command::new(program()).arg("--version").output();
    if installed.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(VERSION)) {
        return Ok(());
    }
    step.say("installing cargo-fuzz into target/tools; this takes a minute, once");
    let mut install = cargo::command("install");
    install
        .args(["cargo-fuzz", "--locked", "--version", VERSION, "--root"])
        .arg(paths::tools());
    step.run(&mut install)
}
