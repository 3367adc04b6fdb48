//! Cargo, called from a program that cargo itself started.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{DependencyKind, Message, Metadata, MetadataCommand};

pub use launcher::{cargo as command, program, workspace as whole_workspace};

use crate::paths;
use crate::step::Step;

/// What a build has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// The targets that were compiled, by name; empty if everything was up to date.
    pub compiled: Vec<String>,
    /// How many warnings our own crates have, those of earlier builds included.
    pub warnings: usize,
}

/// Builds what `targets` select of the whole workspace, such as `--all-targets`.
pub fn build(step: Step, targets: &[&str]) -> Result<Built> {
    read_build(step, whole_workspace("build").args(targets))
}

/// Runs a `cargo build` to its end; errors and warnings go to the terminal.
pub fn read_build(step: Step, command: &mut Command) -> Result<Built> {
    command.arg("--message-format=json");
    let _alive = step.heartbeat(command);
    let mut built = Built::default();
    let status = step.read_lines(command, |line| built.read(line))?;
    if !status.success() {
        bail!("cargo ended with {status}; its lines above say why");
    }
    Ok(built)
}

impl Built {
    fn read(&mut self, line: &str) {
        match serde_json::from_str(line) {
            Ok(Message::CompilerArtifact(artifact)) if !artifact.fresh => {
                self.compiled.push(artifact.target.name);
            }
            Ok(Message::CompilerMessage(found)) => {
                if let Some(rendered) = &found.message.rendered {
                    eprint!("{rendered}");
                }
                self.warnings += usize::from(found.message.level == DiagnosticLevel::Warning);
            }
            _ => {}
        }
    }
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
    fn a_build_tells_what_it_compiled_and_warned_of() {
        let mut built = Built::default();
        let artifact = |name: &str, fresh: bool| {
            serde_json::json!({
                "reason": "compiler-artifact",
                "package_id": "path+file:///x#0.1.0",
                "manifest_path": "/x/Cargo.toml",
                "target": { "kind": ["lib"], "crate_types": ["lib"], "name": name, "src_path": "/x/lib.rs", "edition": "2024" },
                "profile": { "opt_level": "0", "debug_assertions": true, "overflow_checks": true, "test": false },
                "features": [],
                "filenames": [],
                "fresh": fresh,
            })
            .to_string()
        };
        built.read(&artifact("old", true));
        built.read(&artifact("new", false));
        built.read("no JSON");
        assert_eq!(built.compiled, ["new"]);
        assert_eq!(built.warnings, 0);
    }
}
