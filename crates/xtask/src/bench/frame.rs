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
    let time = |subject: &str, of: &str| median_of(&times[subject][of]);
    let [detector_and_mesh, mesh] = [time("ort", "both")?, time("ort", "tracked")?];
    let guided = time("simd", "both")?;
    let beside = |name: &str, subject: &str, of: &str, other: f64| {
        anyhow::Ok(Row::beside(name, time(subject, of)?, other))
    };
    Ok(vec![
        Row::beside(
            "guided frame, detector and mesh, ms",
            guided,
            detector_and_mesh,
        )
        .with_goal(Goal::Ours(12.0)),
        beside("guided frame, mesh alone, ms", "simd", "tracked", mesh)?.with_goal(Goal::Ours(8.0)),
        beside("  the mesh of it, with its crop, ms", "simd", "mesh", mesh)?
            .with_goal(Goal::Ratio(1.0)),
        Row::alone(
            "  what the guidance observes of it, ms",
            time("simd", "observed")?,
        ),
        Row::alone(
            "all measures of profile scan, ms",
            time("simd", "assessed")?,
        )
        .with_goal(Goal::Ours(3.0)),
        Row::alone(
            "guided frame where all takes four times as long, ms",
            4.0 * guided,
        )
        .with_goal(Goal::Ours(66.0)),
        beside(
            "  both, without vector instructions, ms",
            "plain",
            "both",
            detector_and_mesh,
        )?,
        beside("  mesh alone, without, ms", "plain", "tracked", mesh)?,
    ])
}
