//! `cargo xtask evaluate`.

use std::path::{self, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::setup::footage_tools;
use crate::step::Step;
use crate::{build, cargo, paths};

/// Evaluate the product's own path on a folder of labelled pictures and clips, as docs/evaluation.md has it
#[derive(Args, Debug)]
pub struct Arguments {
    /// The folder
    folder: PathBuf,
    /// The folder that holds the nets for presentation attacks; without them nothing is said about those
    #[arg(long, env = "SHIMING_SPOOF_MODELS", value_name = "FOLDER")]
    spoof_models: Option<PathBuf>,
    /// Where the report goes, target/evaluation where nothing is said
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// What the bootstrap draws from; the same seed gives the same report
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Builds the program that evaluates, and runs it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let step = Step::new("evaluate");
    let _alone = build::lock()?;
    footage_tools::ensure()?;
    build::models::build()?;
    step.say("compiling the evaluation");
    // All that reckons is optimised in this profile too.
    cargo::build(step, &["--bin", "evaluate"])?;
    let mut evaluate = Command::new(paths::target().join("debug/evaluate"));
    evaluate
        .arg(path::absolute(&arguments.folder)?)
        .arg("--models")
        .arg(paths::models())
        .arg("--out")
        .arg(out(arguments)?)
        .args(["--seed", &arguments.seed.to_string()]);
    if let Some(nets) = &arguments.spoof_models {
        evaluate.arg("--spoof-models").arg(path::absolute(nets)?);
    }
    step.run(&mut evaluate)?;
    step.done("the report is written");
    Ok(())
}

fn out(arguments: &Arguments) -> Result<PathBuf> {
    Ok(match &arguments.out {
        Some(out) => path::absolute(out)?,
        None => paths::target().join("evaluation"),
    })
}
