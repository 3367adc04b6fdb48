//! `cargo xtask audit`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::audit::advisories::{self, Looked};
use crate::audit::{interface, npm};
use crate::step::Step;
use crate::{cargo, paths};

const CARGO_DENY: &str = "0.20.2";

/// Check dependencies, who may depend on whom, known vulnerabilities, and the edge's answers against its OpenAPI document
#[derive(Args, Debug)]
pub struct Arguments {
    /// A clone of RustSec's advisories on this machine, where it does not reach theirs
    #[arg(long, value_name = "DIR")]
    advisories: Option<PathBuf>,
}

/// Runs cargo-deny, npm's audit and Schemathesis, installing what is missing, and the rules of the house.
pub fn run(arguments: &Arguments) -> Result<()> {
    let step = Step::new("audit");
    let cargo_deny = ensure_cargo_deny(step)?;
    step.say("checking bans, licences and sources");
    let mut deny = Command::new(&cargo_deny);
    deny.current_dir(paths::root())
        .args(["check", "bans", "licenses", "sources"]);
    step.run(&mut deny)?;
    step.say("checking who depends on whom");
    step.run(cargo::whole_workspace("test").args(["--quiet", "--test", "house"]))?;
    vulnerabilities(step, &cargo_deny, arguments.advisories.as_deref())?;
    step.say("checking the edge's answers against its OpenAPI document");
    if !interface::check(step)? {
        step.say("pip cannot be used here: nothing was asked");
    }
    step.done("nothing to object");
    Ok(())
}

/// Where nobody can be asked the audit says so and goes on: what it found out stays worth something.
fn vulnerabilities(step: Step, cargo_deny: &Path, database: Option<&Path>) -> Result<()> {
    step.say("checking that an advisory would be told");
    advisories::prove(step, cargo_deny)?;
    step.say("checking the crates for known vulnerabilities");
    tell(
        step,
        "RustSec",
        advisories::check(step, cargo_deny, database)?,
    );
    step.say("checking the npm packages for known vulnerabilities");
    tell(step, "npm's registry", npm::check(step)?);
    Ok(())
}

fn tell(step: Step, whom: &str, looked: Looked) {
    if looked == Looked::Unreachable {
        step.say(&format!("{whom} cannot be asked from here: NOT CHECKED"));
    }
}

fn ensure_cargo_deny(step: Step) -> Result<PathBuf> {
    let program = paths::tools().join("bin/cargo-deny");
    let installed = Command::new(&program).arg("--version").output();
    if installed.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(CARGO_DENY)) {
        return Ok(program);
    }
    step.say("installing cargo-deny into target/tools; this takes some minutes, once");
    let mut install = cargo::command("install");
    install
        .args(["cargo-deny", "--locked", "--version", CARGO_DENY])
        .arg("--root")
        .arg(paths::tools());
    step.run(&mut install)?;
    Ok(program)
}
