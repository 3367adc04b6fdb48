//! Clips for Chromium's fake camera, and portraits for the register, made by ffmpeg from published footage.

mod film;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

pub use film::Film;

use crate::fingerprint::Fingerprint;
use crate::setup::footage_tools;
use crate::step::Step;

/// As a sensor's: weak, and never the same twice.
const NOISE: &str = "noise=alls=3:allf=t";

/// What a clip shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// The person as filmed.
    Talking,
    /// The same in the dark.
    Darkened,
    /// A photograph before a camera: one frame for the whole time.
    Still,
    /// A camera that stands still: one frame to the last bit.
    Frozen,
    /// Three greys side by side, 64, 128 and 235 as a page sees them: what a camera does to brightness.
    Greys,
}

/// Every clip that tests ask for.
const CLIPS: [(Film, Scene); 6] = [
    (Film::Carphone, Scene::Talking),
    (Film::Carphone, Scene::Darkened),
    (Film::Carphone, Scene::Still),
    (Film::Carphone, Scene::Frozen),
    (Film::Carphone, Scene::Greys),
    (Film::Turning, Scene::Talking),
];

impl Scene {
    const fn name(self) -> &'static str {
        match self {
            Self::Talking => "talking",
            Self::Darkened => "darkened",
            Self::Still => "still",
            Self::Frozen => "frozen",
            Self::Greys => "greys",
        }
    }

    /// Long enough that no frame comes twice within a scan; what never moves may be shorter.
    const fn seconds(self) -> u32 {
        match self {
            Self::Talking => 120,
            Self::Darkened | Self::Still => 20,
            Self::Frozen | Self::Greys => 1,
        }
    }

    /// The filter graph from a film's input to `[out]`.
    fn graph(self, film: Film) -> String {
        let frame = film.frame();
        let moving = film.sequence();
        match self {
            Self::Talking => format!("[0:v]{frame},{moving},{NOISE}[out]"),
            Self::Darkened => {
                format!("[0:v]{frame},eq=brightness=-0.4:contrast=0.3,{moving},{NOISE}[out]")
            }
            Self::Still => format!("[0:v]{frame},{STILL},{NOISE}[out]"),
            Self::Frozen => format!("[0:v]{frame},{STILL}[out]"),
            Self::Greys => format!("[0:v]{frame},{GREYS},{STILL}[out]"),
        }
    }
}

const GREYS: &str = "drawbox=x=0:w=214:t=fill:color=0x404040,drawbox=x=214:w=212:t=fill:color=0x808080,\
                     drawbox=x=426:w=214:t=fill:color=0xebebeb";

const STILL: &str = "trim=end_frame=1,loop=loop=-1:size=1,setpts=N/30/TB";

/// Makes every clip and portrait that does not exist yet; of a film that is not at hand, none.
pub fn prepare(step: Step) -> Result<()> {
    for film in Film::ALL {
        let Some(source) = film.source()? else {
            step.say(&format!("there is no {}: without it", film.name()));
            continue;
        };
        portrait(step, film, &source)?;
        for (_, scene) in CLIPS.iter().filter(|(of, _)| *of == film) {
            clip_of(step, film, *scene, &source)?;
        }
    }
    Ok(())
}

/// Makes one clip of the man in the car, whose footage is `source`, unless it exists.
pub fn clip(step: Step, source: &Path, scene: Scene) -> Result<PathBuf> {
    clip_of(step, Film::Carphone, scene, source)
}

fn clip_of(step: Step, film: Film, scene: Scene, source: &Path) -> Result<PathBuf> {
    let name = format!("{}-{}", film.name(), scene.name());
    let (graph, seconds) = (scene.graph(film), scene.seconds().to_string());
    let mut options = vec!["-filter_complex", &graph, "-map", "[out]", "-t", &seconds];
    options.extend(["-c:v", "mjpeg", "-q:v", "3", "-f", "mjpeg"]);
    // Chromium takes a camera's samples for limited range, also those of MJPEG, where full range is the standard.
    options.extend(["-pix_fmt", "yuv420p", "-strict", "unofficial"]);
    make(step, source, &format!("{name}.mjpeg"), &options)
}

/// Another moment of the person, as a register would hold it: no frame of a clip has these bytes.
fn portrait(step: Step, film: Film, source: &Path) -> Result<PathBuf> {
    let name = format!("{}-portrait.jpg", film.name());
    let (frame, at) = (film.frame(), film.portrait_at());
    let mut options = vec!["-vf", frame, "-ss", at, "-frames:v", "1", "-q:v", "2"];
    options.extend(["-f", "image2"]);
    make(step, source, &name, &options)
}

fn make(step: Step, source: &Path, name: &str, options: &[&str]) -> Result<PathBuf> {
    let path = model_import::fixtures::footage().join(name);
    let fingerprint = Fingerprint::of(&[source])?.and(&options.join(" "));
    if fingerprint.is_current(name, std::slice::from_ref(&path)) {
        return Ok(path);
    }
    footage_tools::ensure()?;
    step.say(&format!("making {name}"));
    let unfinished = path.with_extension("unfinished");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-loglevel", "error", "-y", "-i"]).arg(source);
    step.run(ffmpeg.args(options).arg(&unfinished))?;
    fs::rename(&unfinished, &path)?;
    fingerprint.record(name)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scene: Scene, noisy: bool) {
        for film in Film::ALL {
            assert_eq!(scene.graph(film).contains("noise"), noisy, "{scene:?}");
        }
    }

    #[test]
    fn only_what_stands_still_has_no_noise() {
        check(Scene::Talking, true);
        check(Scene::Darkened, true);
        check(Scene::Still, true);
        check(Scene::Frozen, false);
        check(Scene::Greys, false);
    }
}
