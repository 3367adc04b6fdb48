//! The authority: a native executable.

use anyhow::Result;

use crate::cargo;
use crate::step::Step;

/// Builds `target/debug/authority`; returns whether anything was compiled.
pub fn build() -> Result<bool> {
    let step = Step::new("authority");
    step.say("compiling the authority");
    let built = cargo::build(step, &["--bin", "authority"])?;
    step.done("ready");
    Ok(!built.compiled.is_empty())
}
