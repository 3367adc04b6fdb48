//! A guided frame in the Web Worker: 640×480 pixels in, guidance out, in the same Chromium, one thread each, beside
//! - the same networks' runs alone in onnxruntime-web (wasm),
//! - `detect` of `@vladmandic/human` (wasm) with face detector and mesh, which guides nobody,
//! - for what is measured on top of the mesh, `@techstark/opencv-js` and its functions for the measures of pixels.

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
    let rivals = paths::target().join("rivals");
    let packages = paths::target().join("packages");
    model_import::rivals::unpack(&rivals, &packages, &mut |line| step.say(line))?;
    step.say("timing frames in Chromium, ours and the others' in turn");
    let folders = [paths::models(), film, browser::folder(), rivals];
    let arguments = folders.each_ref().map(|path| path.as_os_str());
    let times = script::run(step, "frame.mjs", &arguments)?;
    step.done("timed");
    rows(&times)
}

fn rows(times: &Value) -> Result<Vec<Row>> {
    let time = |subject: &str, of: &str| median_of(&times[subject][of]);
    let [detector_and_mesh, mesh] = [time("ort", "both")?, time("ort", "tracked")?];
    let [human, human_mesh] = [time("human", "both")?, time("human", "tracked")?];
    let opencv = time("opencv", "assessed")?;
    let guided = time("simd", "both")?;
    let ours =
        |name: &str, of: &str, other: f64| anyhow::Ok(Row::beside(name, time("simd", of)?, other));
    let plain =
        |name: &str, of: &str, other: f64| anyhow::Ok(Row::beside(name, time("plain", of)?, other));
    Ok(vec![
        ours(
            "guided frame, detector and mesh, ms",
            "both",
            detector_and_mesh,
        )?
        .with_goal(Goal::Ours(12.0)),
        ours("guided frame, mesh alone, ms", "tracked", mesh)?.with_goal(Goal::Ours(8.0)),
        ours("  the mesh of it, with its crop, ms", "mesh", mesh)?.with_goal(Goal::Ratio(1.0)),
        Row::alone(
            "  what the guidance observes of it, ms",
            time("simd", "observed")?,
        ),
        ours(
            "guided frame beside human's detector and mesh, ms",
            "both",
            human,
        )?,
        ours(
            "guided frame beside human's mesh alone, ms",
            "tracked",
            human_mesh,
        )?,
        ours(
            "all measures of profile scan beside OpenCV for those of pixels, ms",
            "assessed",
            opencv,
        )?
        .with_goal(Goal::Ours(3.0)),
        plain(
            "  without vector instructions, as OpenCV has none, ms",
            "assessed",
            opencv,
        )?,
        Row::alone(
            "guided frame where all takes four times as long, ms",
            4.0 * guided,
        )
        .with_goal(Goal::Ours(66.0)),
        plain(
            "  both, without vector instructions, ms",
            "both",
            detector_and_mesh,
        )?,
        plain("  mesh alone, without, ms", "tracked", mesh)?,
    ])
}
