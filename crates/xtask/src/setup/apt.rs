//! Debian's packages, where the machine is a Debian and we may install.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::step::Step;

/// Installs `packages`, or fails with the command that does.
pub fn install(what: &str, packages: &[&str]) -> Result<()> {
    if !is_debian() || !is_root() {
        bail!(
            "{what} is missing; on Debian and Ubuntu install it with `sudo apt-get install --yes {}`",
            packages.join(" ")
        );
    }
    let step = Step::new("apt-get");
    step.say(&format!("installing {}", packages.join(", ")));
    if step.run(&mut apt_get(packages)).is_ok() {
        return Ok(());
    }
    step.say("refreshing the package lists, then trying once more");
    step.run(Command::new("apt-get").args(["--quiet", "update"]))?;
    step.run(&mut apt_get(packages))
}

fn apt_get(packages: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
        .args(["--quiet", "install", "--yes", "--no-install-recommends"])
        .args(packages);
    command
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

fn is_root() -> bool {
    let identity = Command::new("id").arg("--user").output();
    identity.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
