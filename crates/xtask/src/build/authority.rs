//! The authority: a native executable.

use anyhow::Result;

use crate::cargo;
use crate::step::Step;

/// Builds `target/debug/authority`.
///
/// Selected out of the whole workspace, so that its dependencies have the features that they have
/// for the tests, and are not compiled a second time for those.
pub fn build() -> Result<()> {
    let step = Step::new("authority");
    step.say("compiling the authority");
    step.run(cargo::command("build").args(["--workspace", "--bin", "authority"]))?;
    step.done("ready");
    Ok(())
}
