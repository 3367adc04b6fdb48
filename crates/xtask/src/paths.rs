//! Where things are in the repository. Every path is absolute.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The repository's root.
#[must_use]
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest)
}

/// Cargo's target directory: `CARGO_TARGET_DIR`, or `target/`.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// What these commands keep for themselves between two runs: stamps and intermediate files.
#[must_use]
pub fn scratch() -> PathBuf {
    target().join("xtask")
}

/// Command-line tools installed by these commands, and by nothing else.
#[must_use]
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// The verified models, as the authority loads them.
#[must_use]
pub fn models() -> PathBuf {
    target().join("models")
}

/// The installed npm packages.
#[must_use]
pub fn node_modules() -> PathBuf {
    root().join("node_modules")
}

/// An executable that an npm package brings along.
#[must_use]
pub fn npm_tool(name: &str) -> PathBuf {
    node_modules().join(".bin").join(name)
}

/// The edge as workerd runs it: `index.js` and `index_bg.wasm`.
#[must_use]
pub fn worker_build() -> PathBuf {
    root().join("worker/build")
}

/// The edge's configuration for workerd.
#[must_use]
pub fn workerd_config() -> PathBuf {
    root().join("worker/workerd.capnp")
}

/// The built pages.
#[must_use]
pub fn pages() -> PathBuf {
    root().join("www/app/dist")
}

/// The demonstration portal.
#[must_use]
pub fn portal() -> PathBuf {
    root().join("www/portal")
}

/// The authority's executable, as `cargo build` leaves it.
#[must_use]
pub fn authority() -> PathBuf {
    target().join("debug/authority")
}

/// Where `cargo xtask run` keeps its secrets and data.
#[must_use]
pub fn run_data() -> PathBuf {
    root().join(".run")
}

/// Material for tests that is not part of the repository; where it is absent, its tests skip.
#[must_use]
pub fn shared() -> PathBuf {
    root().join("../shared")
}

/// Folders that hold results or third-party files, never sources.
const NOT_SOURCES: [&str; 4] = ["build", "dist", "node_modules", "target"];

/// All source files in `folder` and below whose names end so, sorted; the folder may itself be a
/// file, or be missing.
pub fn files_below(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(folder, ending, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(path: &Path, ending: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_file() {
        if path.to_string_lossy().ends_with(ending) {
            files.push(path.to_owned());
        }
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if !NOT_SOURCES.iter().any(|name| entry.file_name() == *name) {
                collect(&entry.path(), ending, files)?;
            }
        }
    }
    Ok(())
}
