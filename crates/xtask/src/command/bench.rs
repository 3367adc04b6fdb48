//! `cargo xtask bench`.

use anyhow::Result;
use clap::Args;

use crate::bench::Subject;
use crate::bench::base::Base;
use crate::build;
use crate::step::Step;
use crate::table::{Comparison, Figure, comparisons, table};

/// Measure speed and size beside others' and print one table of medians
#[derive(Args, Debug)]
pub struct Arguments {
    /// Measure nothing but this
    #[arg(long, value_name = "NAME")]
    only: Option<Subject>,
    /// Measure this commit too, built in a worktree of its own, in turn with this working tree
    #[arg(long, value_name = "COMMIT")]
    base: Option<String>,
    /// How many times each of the two is measured
    #[arg(long, value_name = "NUMBER", requires = "base", default_value_t = 3)]
    #[arg(value_parser = clap::value_parser!(u8).range(1..))]
    rounds: u8,
}

/// Measures everything, or the one that is named, and prints the table.
pub fn run(arguments: &Arguments) -> Result<()> {
    let step = Step::new("bench");
    build::all()?;
    let subjects = arguments
        .only
        .map_or_else(|| Subject::ALL.to_vec(), |only| vec![only]);
    let printed = match &arguments.base {
        Some(commit) => beside(&Base::build(commit)?, &subjects, arguments.rounds)?,
        None => alone(&subjects)?,
    };
    println!("{printed}");
    step.done("measured");
    Ok(())
}

fn alone(subjects: &[Subject]) -> Result<String> {
    let mut rows = Vec::new();
    for subject in subjects {
        rows.extend(subject.measure()?);
    }
    Ok(table(&rows))
}

/// Measures base and working tree in turn; who begins alternates, so that a machine that slows down favours neither.
fn beside(base: &Base, subjects: &[Subject], rounds: u8) -> Result<String> {
    let mut compared: Vec<Comparison> = Vec::new();
    for subject in subjects {
        let mut taken = Vec::new();
        for round in 0..rounds {
            taken.push(if round % 2 == 0 {
                let theirs = base.measure(*subject)?;
                (own(*subject)?, theirs)
            } else {
                (own(*subject)?, base.measure(*subject)?)
            });
        }
        compared.extend(Comparison::of(&taken));
    }
    Ok(comparisons(&compared))
}

fn own(subject: Subject) -> Result<Vec<Figure>> {
    let rows = subject.measure()?;
    Ok(rows.iter().map(Figure::of).collect())
}
