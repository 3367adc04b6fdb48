//! One face verification at the authority, from sealed bytes to the signed outcome, beside the runs of the networks
//! that it needs and nothing around them.

use anyhow::Result;

use super::native::Example;
use super::sample::{median_of, number};
use crate::setup::footage_tools;
use crate::step::Step;
use crate::table::{Goal, Row};

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    footage_tools::ensure()?;
    let example = Example::build(step, "authority", "verification")?;
    step.say("verifying, and running the networks alone, in turn");
    let times = example.run()?;
    let [whole, models] = ["whole_ms", "models_ms"].map(|name| median_of(&times[name]));
    let frames = number(&times["frames"])?;
    step.done("measured");
    let name = format!("verification of {frames} frames, to its model runs, ms");
    Ok(vec![
        Row::beside(&name, whole?, models?).with_goal(Goal::Ratio(1.3)),
    ])
}
