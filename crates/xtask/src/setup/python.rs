//! Packages for Python, each in an environment of its own below `target/`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::paths;
use crate::step::Step;

/// The folder of the environment `name` with these packages, installed by pip; `None` where pip cannot be used.
pub(super) fn ensure(name: &'static str, packages: &[&str]) -> Result<Option<PathBuf>> {
    let folder = paths::target().join(name);
    let (ready, wanted) = (folder.join("ready"), packages.join(" "));
    if fs::read_to_string(&ready).is_ok_and(|installed| installed == wanted) {
        return Ok(Some(folder));
    }
    let step = Step::new(name);
    step.say("installing it with pip");
    let mut environment = Command::new("python3");
    environment.args(["-m", "venv"]).arg(&folder);
    let mut install = Command::new(folder.join("bin/python"));
    install
        .args(["-m", "pip", "install", "--quiet"])
        .args(packages);
    if step.run(&mut environment).is_err() || step.run(&mut install).is_err() {
        step.done("pip cannot be used here: what needs it is left out");
        return Ok(None);
    }
    fs::write(ready, wanted)?;
    step.done("installed");
    Ok(Some(folder))
}
