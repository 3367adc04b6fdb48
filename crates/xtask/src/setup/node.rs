//! Node and the npm packages: workerd, the bundlers, and the tools that check the pages.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::step::Step;

/// The oldest Node that the bundler of the pages runs on, as (major, minor).
const OLDEST: (u32, u32) = (20, 19);
const STAMP: &str = "npm";

/// Makes sure that the npm packages are those of the lock file.
pub fn ensure() -> Result<()> {
    let root = paths::root();
    let wanted = Fingerprint::of(&[root.join("package.json"), root.join("package-lock.json")])?;
    if wanted.is_current(
        STAMP,
        &[paths::npm_tool("workerd"), paths::npm_tool("vite")],
    ) {
        return Ok(());
    }
    check_version()?;
    let step = Step::new("npm");
    step.say("installing the packages of package-lock.json");
    step.run(
        Command::new("npm")
            .args(["ci", "--loglevel=error"])
            .current_dir(root),
    )
    .context(
        "after a change of package.json, run `npm install` once to bring the lock file up to date",
    )?;
    wanted.record(STAMP)?;
    step.done("packages are installed");
    Ok(())
}

/// A Node script from an npm package.
#[must_use]
pub fn tool(name: &str) -> Command {
    let mut command = Command::new(paths::npm_tool(name));
    command.current_dir(paths::root());
    command
}

/// The same for tools that need a newer Node than [`OLDEST`]: run by the one that npm installed.
#[must_use]
pub fn tool_on_newer_node(name: &str) -> Command {
    let mut command = Command::new(paths::node_modules().join("node/bin/node"));
    command
        .arg(paths::npm_tool(name))
        .current_dir(paths::root());
    command
}

fn check_version() -> Result<()> {
    let remedy = format!(
        "install Node {}.{} or newer from your distribution or nodejs.org",
        OLDEST.0, OLDEST.1
    );
    let output = Command::new("node")
        .arg("--version")
        .output()
        .with_context(|| remedy.clone())?;
    let version = String::from_utf8(output.stdout)?;
    if parse_version(&version).is_none_or(|found| found < OLDEST) {
        bail!("Node is {}, which is too old: {remedy}", version.trim());
    }
    Ok(())
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: Option<(u32, u32)>) {
        assert_eq!(parse_version(input), expected, "{input}");
    }

    #[test]
    fn a_version_is_read_from_what_node_prints() {
        check("v20.20.2\n", Some((20, 20)));
        check("v22.1.0", Some((22, 1)));
        check("20.20.2", None);
        check("", None);
    }
}
