//! `cargo xtask clean`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use crate::build::pages;
use crate::paths;
use crate::step::Step;

/// Remove everything that these commands made, this machine's accounts in .run included
#[derive(Args, Debug)]
pub struct Arguments {}

/// Removes without asking, and says what.
pub fn run(_: &Arguments) -> Result<()> {
    let step = Step::new("clean");
    for folder in results() {
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("cannot remove {}", folder.display()))?;
            step.say(&format!("removed {}", shown(&folder)));
        }
    }
    step.done("clean");
    Ok(())
}

fn results() -> Vec<PathBuf> {
    let mut folders = pages::generated().to_vec();
    folders.extend([
        paths::worker_build(),
        paths::portal().join("dist"),
        paths::portal().join("build"),
        paths::run_data(),
        paths::node_modules(),
        paths::target(),
    ]);
    folders
}

fn shown(folder: &Path) -> String {
    folder
        .strip_prefix(paths::root())
        .unwrap_or(folder)
        .display()
        .to_string()
}
