//! `cargo xtask audit`.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::step::Step;
use crate::{cargo, paths};

const CARGO_DENY: &str = "0.20.2";

/// Check licences, sources and duplicates of all dependencies, and who may depend on whom
#[derive(Args, Debug)]
pub struct Arguments {}

/// Runs cargo-deny, installing it where it is missing, and the rules of the house.
pub fn run(_: &Arguments) -> Result<()> {
    let step = Step::new("audit");
    ensure_cargo_deny(step)?;
    step.say("checking bans, licences and sources");
    let mut deny = Command::new(paths::tools().join("bin/cargo-deny"));
    deny.current_dir(paths::root())
        .args(["check", "bans", "licenses", "sources"]);
    step.run(&mut deny)?;
    step.say("checking who depends on whom");
    step.run(cargo::whole_workspace("test").args(["--quiet", "--test", "house"]))?;
    step.done("nothing to object");
    Ok(())
}

fn ensure_cargo_deny(step: Step) -> Result<()> {
    let program = paths::tools().join("bin/cargo-deny");
    let installed = Command::new(&program).arg("--version").output();
    if installed.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(CARGO_DENY)) {
        return Ok(());
    }
    step.say("installing cargo-deny into target/tools; this takes some minutes, once");
    let mut install = cargo::command("install");
    install
        .args(["cargo-deny", "--locked", "--version", CARGO_DENY])
        .arg("--root")
        .arg(paths::tools());
    step.run(&mut install)
}
