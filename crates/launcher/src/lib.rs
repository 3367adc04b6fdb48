//! How this project calls cargo: one selection of packages and one compiler for every native build, so that no command
//! compiles again what another has compiled.
//!
//! The alias `cargo xtask` runs `main.rs` of this package, which depends on nothing and compiles in a second. It builds
//! the commands in `crates/xtask` by [`workspace`] and becomes them.
//!
//! In scope: the settings that decide what cargo may reuse.
//! Out of scope: what is built, and when (`xtask`).

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// The repository's root.
#[must_use]
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest)
}

/// The cargo that runs this program, so that nested calls use the same one.
#[must_use]
pub fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A cargo command in the repository's root.
///
/// The variables that `cargo run` sets for its child are removed: build scripts that watch one of
/// them would otherwise run again whenever cargo is called by hand in between.
#[must_use]
pub fn cargo(subcommand: &str) -> Command {
    let mut command = Command::new(program());
    command.arg(subcommand).current_dir(root());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_set_by_cargo_run) {
            command.env_remove(name);
        }
    }
    command
}

/// A cargo command over the whole workspace in the `dev` profile, our own crates compiled by clippy.
///
/// Cargo unites the features of the selected packages, so a narrower selection would compile dependencies with other
/// features. `cargo clippy` would check every dependency besides, which compiling them tells as well.
#[must_use]
pub fn workspace(subcommand: &str) -> Command {
    let mut command = cargo(subcommand);
    command
        .arg("--workspace")
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    command
}

/// Whether `cargo run` sets the variable `name` for its child.
#[must_use]
pub fn is_set_by_cargo_run(name: &str) -> bool {
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
    fn only_the_variables_of_one_package_are_removed() {
        assert!(is_set_by_cargo_run("CARGO_PKG_NAME"));
        assert!(is_set_by_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(!is_set_by_cargo_run("CARGO_HOME"));
        assert!(!is_set_by_cargo_run("CARGO_TARGET_DIR"));
    }
}
