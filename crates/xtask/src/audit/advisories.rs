//! Known vulnerabilities of the crates that are compiled (`RustSec`), as cargo-deny finds them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::paths;
use crate::step::Step;

/// Where cargo-deny looks for advisories.
const DATABASE: &str = "https://github.com/RustSec/advisory-db";

/// An advisory that nobody published, about a crate that is always compiled here.
const INVENTED: &str = r#"```toml
[advisory]
id = "RUSTSEC-2026-9999"
package = "serde_json"
date = "2026-01-01"
url = "https://invalid.example"

[versions]
patched = [">= 999.0.0"]
```

# An invented advisory

It shows that the audit reports a finding.
"#;

/// What came of looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// No crate has an advisory.
    Sound,
    /// The advisories could not be fetched.
    Unreachable,
}

/// Checks the crates against the advisories of `database`, a clone of `RustSec`'s; fetched from there when `None`. Fails if a
/// crate has one.
pub fn check(step: Step, program: &Path, database: Option<&Path>) -> Result<Looked> {
    let config = paths::root().join("deny.toml");
    let folder = paths::target().join("advisories");
    let source = database.map_or_else(|| DATABASE.to_owned(), address);
    if !fetch(step, program, (&config, &folder), &source)? {
        ensure!(
            database.is_none(),
            "{source} holds no clone of the advisories"
        );
        return Ok(Looked::Unreachable);
    }
    step.run(&mut deny(program, (&config, &folder), &source)?)?;
    Ok(Looked::Sound)
}

/// Fails unless cargo-deny objects to an invented advisory: a check that finds nothing must be able to find something.
pub fn prove(step: Step, program: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("database");
    let advisories = database.join("crates/serde_json");
    fs::create_dir_all(&advisories)?;
    fs::write(advisories.join("RUSTSEC-2026-9999.md"), INVENTED)?;
    for arguments in [
        ["init", "--quiet", "--initial-branch=main"].as_slice(),
        &["add", "."],
        &[
            "-c",
            "user.name=audit",
            "-c",
            "user.email=audit@invalid.example",
            "commit",
            "--quiet",
            "--message=advisory",
        ],
    ] {
        step.run(Command::new("git").current_dir(&database).args(arguments))?;
    }
    let (config, kept) = (paths::root().join("deny.toml"), folder.path().join("kept"));
    let source = address(&database);
    ensure!(
        fetch(step, program, (&config, &kept), &source)?,
        "a local folder of advisories cannot be read"
    );
    let output = deny(program, (&config, &kept), &source)?.output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(
        !output.status.success() && told.contains("RUSTSEC-2026-9999"),
        "an invented advisory is not told: {told}"
    );
    Ok(())
}

fn address(database: impl AsRef<Path>) -> String {
    format!("file://{}", database.as_ref().display())
}

/// Whether the advisories of `source` lie in the folder now.
fn fetch(
    step: Step,
    program: &Path,
    (config, folder): (&Path, &Path),
    source: &str,
) -> Result<bool> {
    let mut command = command(program, (config, folder), source)?;
    let output = step.status(command.args(["fetch", "db"]))?;
    Ok(output.success())
}

/// The check itself, of what was fetched.
fn deny(program: &Path, places: (&Path, &Path), source: &str) -> Result<Command> {
    let mut command = command(program, places, source)?;
    command.args(["--offline", "check", "advisories"]);
    Ok(command)
}

/// cargo-deny with the project's configuration and a folder of its own for advisories, which git fetches from `source`.
fn command(program: &Path, (config, folder): (&Path, &Path), source: &str) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .current_dir(paths::root())
        .arg("--config")
        .arg(configuration(config, folder)?)
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", format!("url.{source}.insteadOf"))
        .env("GIT_CONFIG_VALUE_0", DATABASE)
        .env("GIT_TERMINAL_PROMPT", "0");
    Ok(command)
}

/// The project's configuration, with the folder in which advisories are kept.
fn configuration(config: &Path, folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join("deny.toml");
    let own = fs::read_to_string(config).context("deny.toml cannot be read")?;
    let kept = format!(
        "[advisories]\ndb-path = {:?}\n",
        folder.display().to_string()
    );
    let text = own.replacen("[advisories]\n", &kept, 1);
    fs::write(&path, text)?;
    Ok(path)
}
