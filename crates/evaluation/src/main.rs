//! `evaluate`: figures of a folder of labelled pictures and clips.

use anyhow::Context as _;
use authority::models::Models;
use clap::Parser;
use decision::{Rules, Thresholds};
use evaluation::figures::Product;
use evaluation::report::{HTML, JSON};
use evaluation::{Figures, Folder, Looker, Report};
use std::io::Write as _;
use std::path::PathBuf;

/// Evaluates the product's own path on a folder of labelled pictures and clips.
#[derive(Parser)]
#[command(name = "evaluate")]
struct Arguments {
    /// The folder; docs/evaluation.md has its layout
    folder: PathBuf,
    /// The folder that holds detector.onnx, mesh.onnx and embedding.onnx
    #[arg(long, env = "SHIMING_AUTHORITY_MODELS")]
    models: PathBuf,
    /// The folder that holds the nets for presentation attacks
    #[arg(long, env = "SHIMING_SPOOF_MODELS")]
    spoof_models: Option<PathBuf>,
    /// From how many thousandths of likeness on two faces are one person, as the authority has it
    #[arg(long, env = "SHIMING_AUTHORITY_LIKENESS", default_value_t = Thresholds::USUAL.likeness)]
    likeness: i32,
    /// Where the report goes
    #[arg(long)]
    out: PathBuf,
    /// What the bootstrap draws from; the same seed gives the same report
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let folder = Folder::read(&arguments.folder)?;
    let spoof = arguments.spoof_models.as_deref();
    if spoof.is_none() {
        say(
            "the nets for presentation attacks are NOT installed (SHIMING_SPOOF_MODELS): nothing is said about them",
        )?;
    }
    let rules = Rules::in_force(arguments.likeness)?;
    let product = Product::read(&arguments.models, spoof, rules.thresholds)
        .context("the models cannot be read")?;
    let models = Models::load(&arguments.models, spoof)?;
    let looker = Looker::new(models, rules);
    let seen = looker.look(folder, &mut |done, all| {
        if done % 50 == 0 || done == all {
            let _ = say(&format!("{done} of {all} files"));
        }
    })?;
    let report = Report::of(&Figures::of(&seen, product, arguments.seed))?;
    report.write(&arguments.out)?;
    for warning in &report.warnings {
        say(&format!("WARNING: {warning}"))?;
    }
    let written = [HTML, JSON].map(|name| arguments.out.join(name).display().to_string());
    say(&written.join("\n"))?;
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stderr(), "{line}")
}
