//! Every part, built once: the models, the contract, the edge, the browser's modules, the pages.
//!
//! Cargo decides by itself what to compile again. Everything after cargo is skipped while the
//! fingerprint of its inputs is the recorded one.

pub mod authority;
pub mod browser;
pub mod contract;
pub mod models;
pub mod pages;
pub mod portal;
pub mod wasm;
pub mod widget;
pub mod worker;

use std::fs::{self, File};

use anyhow::{Context, Result};

use crate::step::Step;
use crate::{paths, setup};

/// Builds everything that `cargo xtask run` serves.
pub fn all() -> Result<()> {
    let _alone = lock()?;
    all_but_authority()?;
    authority::build()
}

/// Builds all that is not a native executable.
///
/// Only for callers that compile the whole workspace anyway, as the tests do, and hold the [`lock`].
pub fn all_but_authority() -> Result<()> {
    setup::rust_target::ensure()?;
    setup::node::ensure()?;
    let models = models::build()?;
    contract::build()?;
    worker::build()?;
    browser::build()?;
    widget::build()?;
    pages::build(&models)?;
    portal::build()
}

/// Waits until no other command builds in this working tree; held until dropped.
pub fn lock() -> Result<File> {
    let folder = paths::scratch();
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let file = File::create(folder.join("lock"))?;
    if file.try_lock().is_err() {
        Step::new("build").say("waiting for another cargo xtask to finish building");
        file.lock()?;
    }
    Ok(file)
}
