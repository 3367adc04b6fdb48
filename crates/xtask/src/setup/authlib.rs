//! A client of OpenID Connect in Python, for the browser tests: in an environment of its own below `target/`.

use std::fs::File;
use std::process::Command;

use anyhow::Result;

use crate::paths;
use crate::step::Step;

/// Installed by pip, with what it asks with.
const PACKAGES: [&str; 2] = ["authlib==1.9.10", "requests==2.32.5"];

/// Installs it where pip can be used; where not, its test says that it is left out.
pub fn ensure() -> Result<()> {
    let folder = paths::target().join("authlib");
    let ready = folder.join("ready");
    if ready.exists() {
        return Ok(());
    }
    let step = Step::new("authlib");
    step.say("installing it with pip");
    let mut environment = Command::new("python3");
    environment.args(["-m", "venv"]).arg(&folder);
    let mut install = Command::new(folder.join("bin/python"));
    install
        .args(["-m", "pip", "install", "--quiet"])
        .args(PACKAGES);
    if step.run(&mut environment).is_err() || step.run(&mut install).is_err() {
        step.done("pip cannot be used here: its test is left out");
        return Ok(());
    }
    File::create(ready)?;
    step.done("installed");
    Ok(())
}
