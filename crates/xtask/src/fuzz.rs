//! libFuzzer over every target: where its input lies, what bounds a run, and ten seconds of each beside other work.
//!
//! For those seconds only our own crates are instrumented, so that the rest is what the tests have compiled already.
//! `cargo xtask fuzz` instruments everything, and has the sanitizers too.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

use crate::step::Step;
use crate::tally::Tally;
use crate::{cargo, paths};

/// Longest input, in bytes.
const LONGEST: u32 = 1 << 16;
/// All of a target may take so many megabytes.
const MOST_MEGABYTES: u32 = 2_048;
/// How long each target runs beside the tests; `cargo xtask fuzz` gives it a minute and more.
const BESIDE_SECONDS: u32 = 10;
/// A single input may take so many seconds there: whoever waits for an idle processor is slow by the clock.
const BESIDE_SLOWEST_SECONDS: u32 = 300;

/// Passes rustc what makes libFuzzer see which edges of the code an input reaches; but build scripts run without it.
const INSTRUMENT: &str = "#!/bin/sh
case \" $* \" in *' build_script_build '*) exec \"$@\" ;; esac
exec \"$@\" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \\
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \\
    -Cllvm-args=-sanitizer-coverage-trace-compares
";

/// Runs a program in a session that gets what others leave of the processor.
///
/// Linux shares it among sessions first, where it groups processes by them, and only then by `nice`.
const LAST_IN_LINE: &str = "echo 19 > /proc/self/autogroup; exec nice -n 19 \"$0\" \"$@\"";

/// What libFuzzer is told for a run of `name` that takes `seconds`, and at most `slowest` of them for one input.
pub fn options(name: &str, seconds: u32, slowest: u32) -> Result<Vec<String>> {
    let found = found(name);
    fs::create_dir_all(&found).with_context(|| format!("cannot create {}", found.display()))?;
    Ok(vec![
        format!("-max_total_time={seconds}"),
        format!("-max_len={LONGEST}"),
        format!("-timeout={slowest}"),
        format!("-rss_limit_mb={MOST_MEGABYTES}"),
        format!("-artifact_prefix={}/", found.display()),
        "-print_final_stats=1".to_owned(),
    ])
}

/// Where a run leaves the input that it found something with.
#[must_use]
pub fn found(name: &str) -> PathBuf {
    folder().join("found").join(name)
}

/// Input to begin from, a folder for each target.
#[must_use]
pub fn corpus() -> PathBuf {
    folder().join("corpus")
}

/// Compiles the targets as one instrumented program.
pub fn build(step: Step) -> Result<()> {
    step.say("compiling the fuzz targets");
    let wrapper = folder().join("instrument");
    fs::create_dir_all(folder())?;
    fs::write(&wrapper, INSTRUMENT)?;
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755))?;
    let mut command = cargo::whole_workspace("build");
    command
        .args(["--example", "fuzz"])
        .env("RUSTC_WORKSPACE_WRAPPER", wrapper);
    cargo::read_build(step, &mut command)?;
    // The tests' own build of it, which sees no edges, has the same name.
    fs::copy(example("fuzz"), program()).context("cannot keep the fuzz targets")?;
    Ok(())
}

/// Writes honest input for every target, beside what earlier runs have found worth keeping; returns the targets' names.
pub fn seeds(step: Step) -> Result<Vec<String>> {
    let names = step.read(Command::new(example("seeds")).arg(corpus()))?;
    Ok(String::from_utf8(names)?
        .lines()
        .map(str::to_owned)
        .collect())
}

/// Gives every target its seconds, two at a time, as far as `is_over` allows; what tests leave of the processor is enough.
pub fn beside_tests(step: Step, is_over: &AtomicBool) -> Result<Tally> {
    let names = seeds(step)?;
    let some = |first: usize| -> Result<Tally> {
        let mut tally = Tally::default();
        for name in names.iter().skip(first).step_by(2) {
            if is_over.load(Ordering::Relaxed) {
                break;
            }
            tally += Tally::one(is_quiet(step, name)?);
        }
        Ok(tally)
    };
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| some(1));
        (some(0), other.join())
    });
    let mut tally = one?;
    tally += other.map_err(|_| anyhow::anyhow!("the fuzzing panicked"))??;
    Ok(tally)
}

/// Whether these seconds of the target `name` found nothing.
fn is_quiet(step: Step, name: &str) -> Result<bool> {
    let log = folder().join(name).with_extension("log");
    let output = File::create(&log)?;
    let mut command = Command::new("setsid");
    command
        .args(["--wait", "sh", "-c", LAST_IN_LINE])
        .arg(program())
        .arg(corpus().join(name))
        .args(options(name, BESIDE_SECONDS, BESIDE_SLOWEST_SECONDS)?)
        .env("FUZZ_TARGET", name)
        .stdout(output.try_clone()?)
        .stderr(output);
    if !step.status(&mut command)?.success() {
        step.say(&format!(
            "{name} found something: {} says what, and the input is in {}",
            log.display(),
            found(name).display()
        ));
        return Ok(false);
    }
    let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let inputs = inputs(&said).with_context(|| format!("{name} ran without any input"))?;
    step.say(&format!("{name}: nothing found with {inputs} inputs"));
    Ok(true)
}

/// How many inputs a run has had by what libFuzzer said; nothing where it had none.
fn inputs(said: &str) -> Option<u64> {
    let mut lines = said.lines();
    let count = lines.find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    count.trim().parse().ok().filter(|&count| count > 0)
}

/// The program that [`build`] leaves.
fn program() -> PathBuf {
    folder().join("targets")
}

/// What fuzzing builds, begins from and finds.
#[must_use]
pub fn folder() -> PathBuf {
    paths::target().join("fuzz")
}

fn example(name: &str) -> PathBuf {
    paths::target().join("debug/examples").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: &str, expected: Option<u64>) {
        assert_eq!(inputs(said), expected, "{said}");
    }

    #[test]
    fn a_run_without_inputs_is_none() {
        let said = "Done 65974 runs\nstat::number_of_executed_units: 65974\nstat::peak_rss_mb: 34";
        check(said, Some(65_974));
        check("stat::number_of_executed_units: 0", None);
        check("Killed", None);
    }
}
