//! Another commit, built in a git worktree of its own, and measured by its own bench.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::ValueEnum as _;

use super::Subject;
use crate::paths;
use crate::step::Step;
use crate::table::{self, Figure};

/// What would make the base use the cargo, toolchain or target folder of this build.
const OF_THIS_BUILD: [&str; 3] = ["CARGO", "CARGO_TARGET_DIR", "RUSTUP_TOOLCHAIN"];

/// A commit whose build is compared with this one. Its worktree and what was built in it are kept in `target/base`.
#[derive(Debug)]
pub struct Base {
    step: Step,
    folder: PathBuf,
}

impl Base {
    /// Checks `commit` out, unless that was done before, and builds all of it.
    pub fn build(commit: &str) -> Result<Self> {
        let step = Step::new("base");
        let base = Self {
            step,
            folder: check_out(step, commit)?,
        };
        step.say(&format!("building {commit} in {}", base.folder.display()));
        step.run(base.xtask().arg("build"))?;
        step.done("the base is built");
        Ok(base)
    }

    /// What the base's own bench measures of `subject`.
    pub fn measure(&self, subject: Subject) -> Result<Vec<Figure>> {
        let value = subject.to_possible_value();
        let name = value.as_ref().map_or("", |value| value.get_name());
        self.step.say(&format!("measuring {name} of the base"));
        let output = self
            .step
            .read(self.xtask().args(["bench", "--only", name]))?;
        let figures = table::figures(&String::from_utf8(output)?);
        if figures.is_empty() {
            bail!("the base printed no figures of {name}");
        }
        Ok(figures)
    }

    /// Its own commands, by its own toolchain, in its own target folder.
    fn xtask(&self) -> Command {
        let mut command = Command::new("cargo");
        command.arg("xtask").current_dir(&self.folder);
        for (name, _) in env::vars_os() {
            let is_ours = name.to_str().is_some_and(|name| {
                OF_THIS_BUILD.contains(&name) || launcher::is_set_by_cargo_run(name)
            });
            if is_ours {
                command.env_remove(name);
            }
        }
        command
    }
}

/// The folder of `commit`'s worktree.
fn check_out(step: Step, commit: &str) -> Result<PathBuf> {
    let revision = format!("{commit}^{{commit}}");
    let short = step
        .read(&mut git(&[
            "rev-parse",
            "--verify",
            "--short=12",
            &revision,
        ]))
        .with_context(|| format!("{commit} is no commit of this repository"))?;
    let short = String::from_utf8(short)?;
    let bases = paths::target().join("base");
    let folder = bases.join(short.trim());
    if folder.join(".git").exists() {
        return Ok(folder);
    }
    fs::create_dir_all(&bases)?;
    // `cargo xtask clean` removes the folder of an earlier worktree, and not what git knows of it.
    step.read(&mut git(&["worktree", "prune"]))?;
    let mut add = git(&["worktree", "add", "--quiet", "--detach"]);
    step.run(add.arg(&folder).arg(short.trim()))?;
    // Material for tests lies beside a checkout.
    let (shared, link) = (paths::shared(), bases.join("shared"));
    if shared.exists() && !link.exists() {
        symlink(shared.canonicalize()?, link)?;
    }
    Ok(folder)
}

fn git(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(paths::root());
    command
}
