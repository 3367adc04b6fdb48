//! `cargo xtask test`.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use clap::Args;

use crate::build;
use crate::setup::{apache, authlib, chromium, cxx, engines, footage_tools, node, ofiqpy};
use crate::step::Step;
use crate::tally::Tally;
use crate::{cargo, expense, footage, fuzz, paths};

/// Run every gate: formatting, lints, all tests, the pages' checks, the browser tests
#[derive(Args, Debug)]
pub struct Arguments {
    /// Also what takes longer: the pages in English in Firefox and WebKit
    #[arg(long)]
    all: bool,
}

/// A gate's name and what it does.
type Gate = (&'static str, fn(Step) -> Result<Tally>);

/// In this order; what fails quickly comes first.
const BUILDING: [Gate; 4] = [
    ("format", format),
    ("build", build),
    ("again", build_again),
    ("pages", pages),
];

/// What runs on what was built, while the fuzz targets run beside it.
const RUNNING: [Gate; 4] = [
    ("native", native),
    ("unit", unit),
    ("e2e", end_to_end),
    ("wrangler", wrangler),
];

/// So many files of browser tests run at the same time: most of their time is waiting.
const BROWSERS: usize = 2;

/// The browser tests with a camera, one at a time: a scan does not share its processor gladly.
const SCANS: [&str; 9] = [
    "camera.test.mjs",
    "engines.test.mjs",
    "face.test.mjs",
    "inclusive.test.mjs",
    "portal.test.mjs",
    "scan.test.mjs",
    "stranger.test.mjs",
    "turning.test.mjs",
    "widget.test.mjs",
];

/// What other commands build natively besides the authority.
const OTHERS: [[&str; 2]; 3] = [
    ["--bin", "evaluate"],
    ["--bin", "xtask"],
    ["--example", "seeds"],
];

/// Set to 1, tests whose material is missing fail.
const REQUIRE_ALL: &str = "SHIMING_REQUIRE_ALL";

/// Set to 1 by a developer who lacks material, such tests are skipped, each saying why.
const MAY_SKIP: &str = "SHIMING_MAY_SKIP";

/// Set to 1, tests also do what takes longer.
const ALL: &str = "SHIMING_ALL";

/// Whether they do.
static DOES_ALL: AtomicBool = AtomicBool::new(false);

/// Runs the gates up to the first that fails, and prints where the time went and, as the last line, the sum of all
/// checks.
pub fn run(arguments: &Arguments) -> Result<()> {
    DOES_ALL.store(arguments.all, Ordering::Relaxed);
    let mut sum = pass(&BUILDING);
    if sum.failed == 0 {
        sum += beside_fuzzing(|| pass(&RUNNING));
    }
    println!("{}", expense::table());
    println!("{sum}");
    if sum.failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

/// The sum of `gates` up to the first that fails.
fn pass(gates: &[Gate]) -> Tally {
    let mut sum = Tally::default();
    for (name, gate) in gates {
        sum += judge(Step::new(name), *gate);
        if sum.failed > 0 {
            break;
        }
    }
    sum
}

/// Does `work` while the fuzz targets have their minutes, of which no more begins after a failure.
fn beside_fuzzing(work: impl FnOnce() -> Tally) -> Tally {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let fuzzing =
            scope.spawn(|| judge(Step::new("fuzz"), |step| fuzz::beside_tests(step, &is_over)));
        let mut sum = work();
        is_over.store(sum.failed > 0, Ordering::Relaxed);
        sum += fuzzing.join().unwrap_or(Tally::one(false));
        sum
    })
}

/// A gate's count; one that could not be passed says why and counts as a failure.
fn judge(step: Step, gate: impl FnOnce(Step) -> Result<Tally>) -> Tally {
    let tally = gate(step).unwrap_or_else(|cause| {
        step.say(&format!("{cause:#}"));
        Tally::one(false)
    });
    step.done(&tally.to_string());
    tally
}

fn format(step: Step) -> Result<Tally> {
    step.say("cargo fmt --check");
    step.run(cargo::command("fmt").args(["--all", "--check"]))?;
    Ok(Tally::one(true))
}

/// Native and wasm side by side: each ends on one core, linking, and neither waits for the other's folder.
fn build(step: Step) -> Result<Tally> {
    let _alone = build::lock()?;
    cxx::ensure()?;
    let (native, others) = std::thread::scope(|scope| {
        let native = scope.spawn(|| compile(step));
        let others = build::all_but_authority();
        (native.join(), others)
    });
    let native = native.map_err(|_| anyhow::anyhow!("the compilation panicked"))?;
    others.and(native)?;
    Ok(Tally::one(true))
}

/// All targets of the workspace at once, so that tests and executables share every dependency; then those for fuzzing.
fn compile(step: Step) -> Result<()> {
    step.say("compiling the workspace and its tests, with clippy");
    let built = cargo::build(step, &["--all-targets"])?;
    // Denied here and not by a flag of the compiler: another flag would mean another build for every other command.
    if built.warnings > 0 {
        bail!("there are warnings above");
    }
    fuzz::build(step)
}

/// Other commands find built what they need in this profile: nothing differs in packages, features or flags.
fn build_again(step: Step) -> Result<Tally> {
    step.say("building what other commands build: nothing is left to compile");
    let made = build::all()?.into_iter().map(str::to_owned);
    let mut made: Vec<String> = made.collect();
    for targets in &OTHERS {
        made.extend(cargo::build(step, targets)?.compiled);
    }
    if !made.is_empty() {
        bail!(
            "compiled a second time, by another command: {}",
            made.join(", ")
        );
    }
    Ok(Tally::one(true))
}

fn pages(step: Step) -> Result<Tally> {
    let mut tally = Tally::default();
    for (tool, arguments) in [
        ("tsc", ["--project", "www"].as_slice()),
        (
            "eslint",
            &["--max-warnings", "0", "www", "tests/e2e", "tests/fixtures"],
        ),
        (
            "prettier",
            &[
                "--log-level",
                "warn",
                "--check",
                "www",
                "tests/e2e",
                "tests/fixtures/**/*.mjs",
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
    ofiqpy::ensure()?;
    step.say("cargo test");
    let mut command = cargo::whole_workspace("test");
    command.arg("--no-fail-fast");
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
    apache::ensure()?;
    engines::ensure()?;
    footage_tools::ensure()?;
    footage::prepare(step)?;
    let files = paths::files_below(&paths::root().join("tests/e2e"), ".test.mjs")?;
    let (scans, others) = files.into_iter().partition(|file| {
        let name = file.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| SCANS.contains(&name))
    });
    let mut tally = node_tests(step, others, BROWSERS)?;
    tally += node_tests(step, scans, 1)?;
    Ok(tally)
}

/// The edge and the portal could be deployed on Cloudflare.
fn wrangler(step: Step) -> Result<Tally> {
    let mut tally = Tally::default();
    for config in ["worker/wrangler.jsonc", "www/portal/wrangler.jsonc"] {
        step.say(&format!("wrangler deploy --dry-run --config {config}"));
        let mut command = node::tool_on_newer_node("wrangler");
        command
            .args(["deploy", "--dry-run", "--config", config, "--outdir"])
            .arg(paths::scratch().join("wrangler"))
            .env("WRANGLER_SEND_METRICS", "false")
            .env("CI", "true");
        step.read(&mut command)?;
        tally += Tally::one(true);
    }
    Ok(tally)
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
        .env("SHIMING_BUILT", "1")
        .arg(format!("--test-concurrency={at_once}"))
        .args(files);
    counted(step, &mut command)
}

fn counted(step: Step, command: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let may_skip = std::env::var_os(MAY_SKIP).is_some_and(|value| value == "1");
    command.env(REQUIRE_ALL, if may_skip { "0" } else { "1" });
    if DOES_ALL.load(Ordering::Relaxed) {
        command.env(ALL, "1");
    }
    let status = step.run_reading(command, |line| tally.read(line))?;
    if !status.success() && tally.failed == 0 {
        bail!("the tests ended with {status} before they could be counted");
    }
    Ok(tally)
}
