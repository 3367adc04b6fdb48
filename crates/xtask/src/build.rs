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

/// Builds everything that `cargo xtask run` serves; returns the parts that were made anew.
pub fn all() -> Result<Vec<&'static str>> {
    let _alone = lock()?;
    let mut made = all_but_authority()?;
    made.extend(authority::build()?.then_some("authority"));
    Ok(made)
}

/// Builds all that is not a native executable; returns the parts that were made anew.
///
/// Only for callers that compile the whole workspace anyway, as the tests do, and hold the [`lock`].
pub fn all_but_authority() -> Result<Vec<&'static str>> {
    setup::rust_target::ensure()?;
    setup::node::ensure()?;
    let models = models::build()?;
    let parts = [
        ("contract", contract::build()?),
        ("worker", worker::build()?),
        ("browser", browser::build()?),
        ("widget", widget::build()?),
        ("pages", pages::build(&models)?),
        ("portal", portal::build()?),
    ];
    let made = parts.into_iter().filter(|(_, is_new)| *is_new);
    Ok(made.map(|(name, _)| name).collect())
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
