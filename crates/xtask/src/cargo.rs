//! Cargo, called from a program that cargo itself started.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

use crate::paths;

/// The cargo that runs this command, so that nested calls use the same one.
#[must_use]
pub fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A cargo command in the repository's root.
///
/// The variables that `cargo run` sets for its child are removed: build scripts that watch one of
/// them would otherwise run again whenever cargo is called by hand in between.
#[must_use]
pub fn command(subcommand: &str) -> Command {
    let mut command = Command::new(program());
    command.arg(subcommand).current_dir(paths::root());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_set_by_cargo_run) {
            command.env_remove(name);
        }
    }
    // Who compiles everything once has no use for what makes the next time quicker.
    if std::env::var_os("CI").is_some() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// The workspace's packages and what they depend on, without third-party packages.
pub fn workspace() -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    command
        .manifest_path(paths::root().join("Cargo.toml"))
        .no_deps();
    command
        .exec()
        .context("`cargo metadata` failed: does every Cargo.toml parse?")
}

/// Every file and folder of ours that a package is compiled from: its own folder, those of our
/// packages that it depends on, and what holds for all of them.
pub fn sources(package: &str) -> Result<Vec<PathBuf>> {
    let workspace = workspace()?;
    let mut wanted = vec![package];
    let mut sources = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo"]
        .map(|name| paths::root().join(name))
        .to_vec();
    let mut place = 0;
    while let Some(name) = wanted.get(place).copied() {
        place += 1;
        let Some(found) = workspace.packages.iter().find(|found| found.name == name) else {
            continue;
        };
        sources.extend(found.manifest_path.parent().map(Into::into));
        for dependency in found.dependencies.iter().filter(|used| used.path.is_some()) {
            let is_new = !wanted.contains(&dependency.name.as_str());
            if is_new && dependency.kind != DependencyKind::Development {
                wanted.push(&dependency.name);
            }
        }
    }
    Ok(sources)
}

fn is_set_by_cargo_run(name: &str) -> bool {
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
        "CARGO_PRIMARY_",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_compiled_from_its_own_folder_and_from_those_below_it() {
        let sources = sources("edge").unwrap();
        let has = |name: &str| sources.contains(&paths::root().join(name));
        assert!(has("worker") && has("crates/api") && has("crates/identity") && has("Cargo.lock"));
        assert!(!has("crates/authority") && !has("crates/xtask"));
    }

    #[test]
    fn only_the_variables_of_one_package_are_removed() {
        assert!(is_set_by_cargo_run("CARGO_PKG_NAME"));
        assert!(is_set_by_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(!is_set_by_cargo_run("CARGO_HOME"));
        assert!(!is_set_by_cargo_run("CARGO_TARGET_DIR"));
    }
}
