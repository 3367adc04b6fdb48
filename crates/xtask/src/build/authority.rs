//! The authority: a native executable.

use anyhow::Result;

use crate::cargo;
use crate::step::Step;

/// Builds `target/debug/authority`.
pub fn build() -> Result<()> {
    let step = Step::new("authority");
    step.say("compiling the authority");
    step.run(cargo::command("build").args(["--package", "authority"]))?;
    step.done("ready");
    Ok(())
}
