//! `cargo xtask build`.

use anyhow::Result;
use clap::Args;

use crate::build;
use crate::step::Step;

/// Build every part: models, contract, edge, browser modules, pages, authority
#[derive(Args, Debug)]
pub struct Arguments {}

/// Builds what changed.
pub fn run(_: &Arguments) -> Result<()> {
    let step = Step::new("build");
    build::all()?;
    step.done("everything is built");
    Ok(())
}
