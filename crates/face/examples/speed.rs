//! How long each model takes natively: medians over many runs, in milliseconds, on one 640×480 picture.
//! `cargo run --release -p face --example speed`

use std::fs;
use std::time::Instant;

use face::{Detector, Embedder, MeshModel, Region, Tracker};
use model_import::fixtures;
use portrait::Picture;

const RUNS: usize = 200;

#[expect(clippy::print_stdout, reason = "a table for people")]
fn main() -> anyhow::Result<()> {
    let folder = fixtures::models()?;
    let detector = || anyhow::Ok(Detector::load(fs::read(folder.join("detector.onnx"))?)?);
    let mesh = || anyhow::Ok(MeshModel::load(fs::read(folder.join("mesh.onnx"))?)?);
    let embedder = Embedder::load(fs::read(folder.join("embedding.onnx"))?)?;
    let frames = pictures(fixtures::carphone_frames(10)?)?;
    let frame = &frames[0];
    let (detect, model) = (detector()?, mesh()?);
    let found = detect.detect(frame)?;
    let region = Region::of_detection(&found[0]);
    let face = model.mesh(frame, &region)?;
    println!(
        "detector   {:6.2} ms",
        median(|_| drop(detect.detect(frame)))
    );
    println!(
        "mesh       {:6.2} ms",
        median(|_| drop(model.mesh(frame, &region)))
    );
    println!(
        "embedding  {:6.2} ms",
        median(|_| drop(embedder.embed(frame, &face)))
    );
    let mut tracker = Tracker::new(detector()?, mesh()?);
    let followed = median(|run| drop(tracker.track(&frames[run % frames.len()])));
    println!("tracker    {followed:6.2} ms a frame");
    Ok(())
}

fn pictures(frames: Vec<Vec<u8>>) -> anyhow::Result<Vec<Picture>> {
    let picture = |rgb| Ok(Picture::from_rgb(640, 480, rgb)?);
    frames.into_iter().map(picture).collect()
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn median(mut run: impl FnMut(usize)) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|index| {
            let start = Instant::now();
            run(index);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
