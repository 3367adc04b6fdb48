//! What a browser loads, compressed: until the consent to the camera, and until the first guidance. A visitor goes
//! from the first page to the scan in Chromium, and every file that is asked for counts once.

use anyhow::Result;

use super::person::Person;
use super::sample::number;
use super::script;
use crate::footage::{self, Film};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;
use crate::table::{Goal, Row};
use crate::{paths, setup};

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    setup::node::ensure()?;
    footage::prepare(step)?;
    let clip = format!("{}-talking.mjpeg", Film::Carphone.name());
    // Chromium opens no path with `..` in it.
    let clip = model_import::fixtures::footage()
        .join(clip)
        .canonicalize()?;
    step.say("walking from the first page to the first guidance in Chromium");
    let stack = Stack::start(&StackOptions::default())?;
    let card = Person::sample().card().to_string();
    let (edge, pages) = (stack.edge_url(), paths::pages());
    let arguments = [
        edge.as_ref(),
        card.as_ref(),
        clip.as_os_str(),
        pages.as_os_str(),
    ];
    let sizes = script::run(step, "load-size.mjs", &arguments)?;
    step.done("walked");
    let row = |name: &str, size: &str, most: f64| {
        let kilobytes = number(&sizes[size])? / 1000.0;
        anyhow::Ok(Row::alone(name, kilobytes).with_goal(Goal::Ours(most)))
    };
    Ok(vec![
        row("loaded before consent, kB gz", "before_consent", 150.0)?,
        row(
            "loaded before the first guidance, kB gz",
            "before_guidance",
            2000.0,
        )?,
    ])
}
