//! `cargo xtask run`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::build;
use crate::paths;
use crate::stack::{Stack, StackOptions};
use crate::step::Step;

/// Build everything, start edge and authority, and name the page to open
#[derive(Args, Debug)]
pub struct Arguments {
    /// The edge's port on localhost
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The authority's port on localhost
    #[arg(long, default_value_t = 8788)]
    authority_port: u16,
    /// The sandbox console's port on localhost
    #[arg(long, default_value_t = 8789)]
    console_port: u16,
    /// Confirm mobile numbers by codes, which arrive on the sandbox console's sample phones
    #[arg(long)]
    messages: bool,
    /// Where keys, data and logs are kept [default: .run]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Runs until Ctrl-C, or until one of the two ends by itself.
pub fn run(arguments: &Arguments) -> Result<()> {
    build::all()?;
    let step = Step::new("run");
    step.say("starting the authority and the edge");
    let mut stack = Stack::start(&StackOptions {
        data_dir: Some(arguments.data.clone().unwrap_or_else(paths::run_data)),
        edge_port: arguments.port,
        authority_port: arguments.authority_port,
        console_port: arguments.console_port,
        messages: arguments.messages,
        echo: true,
        ..StackOptions::default()
    })?;
    step.done("both answer");
    println!();
    println!("  The page             {}/", stack.edge_url());
    println!("  The sandbox console  {}/", stack.console_url());
    println!();
    println!(
        "  Data and logs are in {}. Ctrl-C stops both.",
        stack.data_dir().display()
    );
    println!();
    stack.wait()
}
