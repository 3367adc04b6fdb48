//! The authority's command line.

mod command;

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match command::Command::parse().run() {
        Ok(code) => code,
        Err(error) => command::complain(&error),
    }
}
