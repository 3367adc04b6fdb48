//! Clips for Chromium's fake camera, made by ffmpeg from published footage.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::setup::footage_tools;
use crate::step::Step;

/// A camera's picture, whatever the source's shape.
const FRAME: &str = "scale=704:576:flags=lanczos,crop=640:480:0:40,setsar=1";
const SECONDS: u32 = 120;
/// The rate at which Chromium plays a fake camera's MJPEG file.
const FRAMES_PER_SECOND: u32 = 30;

/// What a clip shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// The person as filmed.
    Talking,
    /// The same in the dark.
    Darkened,
    /// One frame of it for the whole time.
    Still,
}

impl Scene {
    /// Every scene.
    pub const ALL: [Self; 3] = [Self::Talking, Self::Darkened, Self::Still];

    /// The clip's file name without its ending.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Talking => "talking",
            Self::Darkened => "darkened",
            Self::Still => "still",
        }
    }

    /// What ffmpeg does to the scaled source before it is strung together.
    const fn filter(self) -> &'static str {
        match self {
            Self::Talking => "null",
            Self::Darkened => "eq=brightness=-0.4:contrast=0.3",
            Self::Still => "trim=end_frame=1,loop=loop=59:size=1",
        }
    }
}

/// Makes every clip of the man in the car that does not exist yet.
pub fn prepare(step: Step) -> Result<()> {
    let source = model_import::fixtures::carphone()?;
    for scene in Scene::ALL {
        clip(step, &source, scene)?;
    }
    Ok(())
}

/// A clip of two minutes in which no frame comes twice within a scan: forward, reversed and
/// mirrored in turn, with a little noise that never repeats.
pub fn clip(step: Step, source: &Path, scene: Scene) -> Result<PathBuf> {
    let film = source
        .file_stem()
        .context("footage without a name")?
        .to_string_lossy();
    let name = format!("{film}-{}", scene.name());
    let folder = model_import::fixtures::footage();
    let path = folder.join(&name).with_extension("mjpeg");
    let graph = graph(scene);
    let fingerprint = Fingerprint::of(&[source])?.and(&graph);
    if fingerprint.is_current(&name, std::slice::from_ref(&path)) {
        return Ok(path);
    }
    footage_tools::ensure()?;
    step.say(&format!("making the camera clip {name}"));
    let unfinished = path.with_extension("unfinished");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-loglevel", "error", "-y", "-i"]).arg(source);
    ffmpeg.args([
        "-filter_complex",
        &graph,
        "-map",
        "[out]",
        "-t",
        &SECONDS.to_string(),
    ]);
    ffmpeg
        .args([
            "-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "mjpeg",
        ])
        .arg(&unfinished);
    step.run(&mut ffmpeg)?;
    fs::rename(&unfinished, &path)?;
    fingerprint.record(&name)?;
    Ok(path)
}

fn graph(scene: Scene) -> String {
    let scene = scene.filter();
    format!(
        "[0:v]{FRAME},fps={FRAMES_PER_SECOND},{scene},split=4[a][b0][c0][d0];\
         [b0]reverse[b];[c0]hflip[c];[d0]hflip,reverse[d];\
         [a][b][c][d]concat=n=4,loop=loop=-1:size=32767,noise=alls=3:allf=t[out]"
    )
}
