//! A guided frame in the Web Worker: 640×480 pixels in, guidance out, beside the same networks' runs alone in
//! onnxruntime-web (wasm, one thread), in the same Chromium.

use std::fs;

use anyhow::Result;
use serde_json::Value;

use super::sample::median_of;
use super::script;
use crate::build::browser;
use crate::setup::footage_tools;
use crate::step::Step;
use crate::table::{Goal, Row};
use crate::{paths, setup};

const FRAMES_PER_SECOND: u8 = 10;

pub(super) fn measure(step: Step) -> Result<Vec<Row>> {
    setup::node::ensure()?;
    footage_tools::ensure()?;
    step.say("cutting the film into frames");
    let film = paths::scratch().join("frames.rgb");
    let frames = model_import::fixtures::carphone_frames(FRAMES_PER_SECOND)?;
    fs::write(&film, frames.concat())?;
    step.say("timing frames in Chromium, ours and onnxruntime-web's in turn");
    let (models, modules) = (paths::models(), browser::folder());
    let arguments = [models.as_os_str(), film.as_os_str(), modules.as_os_str()];
    let times = script::run(step, "frame.mjs", &arguments)?;
    step.done("timed");
    rows(&times)
}

fn rows(times: &Value) -> Result<Vec<Row>> {
    let row = |name: &str, subject: &str, frames: &str| {
        let [ours, other] = [subject, "ort"].map(|subject| median_of(&times[subject][frames]));
        anyhow::Ok(Row::beside(name, ours?, other?))
    };
    let both = row("guided frame, detector and mesh, ms", "simd", "both")?;
    let tracked = row("guided frame, mesh alone, ms", "simd", "tracked")?;
    Ok(vec![
        both.with_goal(Goal::Ours(20.0)),
        tracked.with_goal(Goal::Ours(10.0)),
        row("  both, without vector instructions, ms", "plain", "both")?,
        row("  mesh alone, without, ms", "plain", "tracked")?,
    ])
}
