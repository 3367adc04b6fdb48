//! `cargo xtask test`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::build;
use crate::setup::{authlib, chromium, footage_tools, node};
use crate::step::Step;
use crate::tally::Tally;
use crate::{cargo, footage, paths, setup};

/// Run every gate: formatting, lints, all tests, the pages' checks, the browser tests
#[derive(Args, Debug)]
pub struct Arguments {}

/// A gate's name and what it does.
type Gate = (&'static str, fn(Step) -> Result<Tally>);

/// In this order; what fails quickly comes first.
const GATES: [Gate; 8] = [
    ("format", format),
    ("clippy", clippy),
    ("build", build),
    ("pages", pages),
    ("native", native),
    ("unit", unit),
    ("e2e", end_to_end),
    ("wrangler", wrangler),
];

/// The browser tests with a camera, one at a time: a scan does not share its processor gladly.
const SCANS: [&str; 4] = [
    "camera.test.mjs",
    "face.test.mjs",
    "scan.test.mjs",
    "turning.test.mjs",
];

/// Runs the gates up to the first that fails, and prints the sum of all checks as the last line.
pub fn run(_: &Arguments) -> Result<()> {
    let mut sum = Tally::default();
    for (name, gate) in GATES {
        let step = Step::new(name);
        let tally = gate(step).unwrap_or_else(|cause| {
            step.say(&format!("{cause:#}"));
            Tally::one(false)
        });
        sum += tally;
        step.done(&tally.to_string());
        if tally.failed > 0 {
            break;
        }
    }
    println!("{sum}");
    if sum.failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn format(step: Step) -> Result<Tally> {
    step.say("cargo fmt --check");
    step.run(cargo::command("fmt").args(["--all", "--check"]))?;
    Ok(Tally::one(true))
}

fn clippy(step: Step) -> Result<Tally> {
    step.say("cargo clippy");
    setup::rust_target::ensure()?;
    step.run(cargo::command("clippy").args([
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]))?;
    Ok(Tally::one(true))
}

/// All targets of the workspace at once, so that tests and executables share every dependency.
fn build(step: Step) -> Result<Tally> {
    let _alone = build::lock()?;
    build::all_but_authority()?;
    step.say("compiling the workspace and its tests");
    step.run(cargo::command("build").args(["--workspace", "--all-targets"]))?;
    Ok(Tally::one(true))
}

fn pages(step: Step) -> Result<Tally> {
    let mut tally = Tally::default();
    for (tool, arguments) in [
        ("tsc", ["--project", "www"].as_slice()),
        ("eslint", &["--max-warnings", "0", "www", "tests/e2e"]),
        (
            "prettier",
            &[
                "--log-level",
                "warn",
                "--check",
                "www",
                "tests/e2e",
                "worker",
            ],
        ),
    ] {
        step.say(tool);
        step.run(node::tool(tool).args(arguments))?;
        tally += Tally::one(true);
    }
    Ok(tally)
}

fn native(step: Step) -> Result<Tally> {
    footage_tools::ensure()?;
    step.say("cargo test");
    let mut command = cargo::command("test");
    command.args(["--workspace", "--no-fail-fast"]);
    counted(step, &mut command)
}

fn unit(step: Step) -> Result<Tally> {
    let files = paths::files_below(&paths::root().join("www"), ".test.mjs")?;
    node_tests(step, files, 1)
}

fn end_to_end(step: Step) -> Result<Tally> {
    if !paths::root().join("tests/e2e").exists() {
        return Ok(Tally::default());
    }
    chromium::ensure()?;
    authlib::ensure()?;
    footage_tools::ensure()?;
    footage::prepare(step)?;
    let files = paths::files_below(&paths::root().join("tests/e2e"), ".test.mjs")?;
    let (scans, others) = files.into_iter().partition(|file| {
        let name = file.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| SCANS.contains(&name))
    });
    let mut tally = node_tests(step, others, 2)?;
    tally += node_tests(step, scans, 1)?;
    Ok(tally)
}

fn wrangler(step: Step) -> Result<Tally> {
    step.say("wrangler deploy --dry-run");
    let mut command = node::tool_on_newer_node("wrangler");
    let result = paths::scratch().join("wrangler");
    command
        .args([
            "deploy",
            "--dry-run",
            "--config",
            "worker/wrangler.jsonc",
            "--outdir",
        ])
        .arg(result);
    command
        .env("WRANGLER_SEND_METRICS", "false")
        .env("CI", "true");
    step.read(&mut command)?;
    Ok(Tally::one(true))
}

fn node_tests(step: Step, files: Vec<PathBuf>, at_once: usize) -> Result<Tally> {
    if files.is_empty() {
        return Ok(Tally::default());
    }
    step.say(&format!("node --test, {} files", files.len()));
    let mut command = Command::new("node");
    command
        .current_dir(paths::root())
        .args(["--test", "--test-reporter=tap"])
        .arg(format!("--test-concurrency={at_once}"))
        .args(files);
    counted(step, &mut command)
}

fn counted(step: Step, command: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = step.run_reading(command, |line| tally.read(line))?;
    if !status.success() && tally.failed == 0 {
        bail!("the tests ended with {status} before they could be counted");
    }
    Ok(tally)
}
