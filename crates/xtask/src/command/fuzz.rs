//! `cargo xtask fuzz`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::setup::cargo_fuzz;
use crate::step::Step;
use crate::{cargo, fuzz, paths};

/// A single input may take so many seconds.
const SLOWEST_SECONDS: u32 = 10;

/// Give every decoder and parser of what strangers send to libFuzzer
#[derive(Args, Debug)]
pub struct Arguments {
    /// How long each target runs
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Only this target
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// Runs the targets one after the other, up to the first that finds something.
pub fn run(arguments: &Arguments) -> Result<()> {
    let step = Step::new("fuzz");
    cargo_fuzz::ensure(step)?;
    let mut targets = seeds(step)?;
    if let Some(only) = &arguments.only {
        targets.retain(|name| name == only);
    }
    if targets.is_empty() {
        bail!("there is no such target; crates/fuzzing has them all");
    }
    // The fuzzer's own workspace takes the versions that are tested here.
    let lock = ["Cargo.lock", "fuzz/Cargo.lock"].map(|name| paths::root().join(name));
    fs::copy(&lock[0], &lock[1]).context("cannot copy Cargo.lock")?;
    for name in &targets {
        run_target(step, name, arguments.seconds)?;
    }
    step.done("nothing was found");
    Ok(())
}

/// Writes honest input for every target, beside what earlier runs have found worth keeping; answers with their names.
fn seeds(step: Step) -> Result<Vec<String>> {
    step.say("writing honest input to begin from");
    cargo::build(step, &["--example", "seeds"])?;
    fuzz::seeds(step)
}

fn run_target(step: Step, name: &str, seconds: u32) -> Result<()> {
    step.say(&format!("{name}, {seconds} s"));
    let mut command = Command::new(cargo_fuzz::program());
    command
        .current_dir(paths::root())
        // The sanitizers are in this toolchain too; only their flags are not stable yet.
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["run", "--fuzz-dir", "fuzz", "--target-dir"])
        .arg(fuzz::folder())
        .arg(name)
        .arg(fuzz::corpus().join(name))
        .arg("--")
        .args(fuzz::options(name, seconds, SLOWEST_SECONDS)?);
    step.run(&mut command).with_context(|| {
        format!(
            "{name} found something: the input is in {}",
            fuzz::found(name).display()
        )
    })
}
