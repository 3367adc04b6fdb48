//! The command line of the project: `cargo xtask <command>`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::command::{
    audit, bench, build, clean, evaluate, fuzz, ideographs, models, regions, run, test,
};

/// Shiming's commands. Each says what it does while it does it, installs what is missing where it
/// can, and is quick when nothing changed.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Arguments),
    Test(test::Arguments),
    Bench(bench::Arguments),
    Evaluate(evaluate::Arguments),
    Fuzz(fuzz::Arguments),
    Build(build::Arguments),
    Models(models::Arguments),
    Regions(regions::Arguments),
    Ideographs(ideographs::Arguments),
    Audit(audit::Arguments),
    Clean(clean::Arguments),
}

#[expect(clippy::print_stderr, reason = "a command speaks")]
fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<()> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Models(arguments) => models::run(&arguments),
        Command::Regions(arguments) => regions::run(&arguments),
        Command::Ideographs(arguments) => ideographs::run(&arguments),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Clean(arguments) => clean::run(&arguments),
    }
}
