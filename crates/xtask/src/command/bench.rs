//! `cargo xtask bench`.

use anyhow::Result;
use clap::Args;

use crate::bench::Subject;
use crate::build;
use crate::step::Step;
use crate::table::table;

/// Measure speed and size beside others' and print one table of medians
#[derive(Args, Debug)]
pub struct Arguments {
    /// Measure nothing but this
    #[arg(long, value_name = "NAME")]
    only: Option<Subject>,
}

/// Measures everything, or the one that is named, and prints the table.
pub fn run(arguments: &Arguments) -> Result<()> {
    let step = Step::new("bench");
    build::all()?;
    let subjects = arguments
        .only
        .map_or_else(|| Subject::ALL.to_vec(), |only| vec![only]);
    let mut rows = Vec::new();
    for subject in subjects {
        rows.extend(subject.measure()?);
    }
    println!("{}", table(&rows));
    step.done("measured");
    Ok(())
}
