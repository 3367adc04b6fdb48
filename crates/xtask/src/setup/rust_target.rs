//! The compilation target of the edge and of the browser's modules.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::step::Step;

/// The target's name, as rustc has it.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the standard library for wasm is installed.
pub fn ensure() -> Result<()> {
    if is_installed()? {
        return Ok(());
    }
    let step = Step::new("rust");
    step.say("adding the target wasm32-unknown-unknown");
    step.run(Command::new("rustup").args(["target", "add", WASM]))
        .context("without rustup, install the standard library for wasm32-unknown-unknown from where your Rust comes from")
}

fn is_installed() -> Result<bool> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output()
        .context("rustc could not be started: is Rust installed?")?;
    let folder = String::from_utf8(output.stdout)?;
    Ok(output.status.success() && Path::new(folder.trim()).exists())
}
