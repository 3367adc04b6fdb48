//! Footage as a browser would send it: the man in the car, from whom anybody can fetch it, and a woman whose clip lies
//! beside the repository. Needs ffmpeg; models and the public clip are fetched once.

use authority::models::Models;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use liveness::{Frame, Hint, Rules, Session};
use model_import::fixtures;
use portrait::{Observation, Picture};
use std::ops::Range;
use std::process::Command;
use std::sync::{Arc, LazyLock};
use verification::Action::{self, OpenMouth, TurnLeft};

pub(crate) const ACTIONS: [Action; 2] = [OpenMouth, TurnLeft];

pub(crate) static MODELS: LazyLock<Arc<Models>> =
    LazyLock::new(|| Arc::new(Models::load(&fixtures::models().unwrap(), None).unwrap()));

/// The man in the car, ten pictures a second, forward and back.
pub(crate) static CLIP: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let forward = fixtures::carphone_frames(10).unwrap();
    noisy(forward.iter().chain(forward.iter().rev()), [640, 480])
});

/// The pictures as JPEG, each with noise of its own as a camera's.
pub(crate) fn noisy<'a>(
    pictures: impl Iterator<Item = &'a Vec<u8>>,
    size: [u32; 2],
) -> Vec<Vec<u8>> {
    let mut seed = 7_u32;
    let noisy = |rgb: &Vec<u8>| {
        let noise = |value: &u8| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            value.saturating_add((seed >> 30) as u8)
        };
        jpeg(&rgb.iter().map(noise).collect::<Vec<_>>(), size)
    };
    pictures.map(noisy).collect()
}

pub(crate) static CAPTURE: LazyLock<Range<usize>> =
    LazyLock::new(|| capture(&CLIP, &ACTIONS, Rules::guide()));

/// The part of a clip that a browser would send: from the calm beginning to the last action.
pub(crate) fn capture(clip: &[Vec<u8>], actions: &[Action], rules: Rules) -> Range<usize> {
    let session = Session::new(actions, 7_000, rules).unwrap();
    let mut state = session.start();
    for (index, frame) in observed(clip).iter().enumerate() {
        let (next, guidance) = session.step(state, &frame.observation, frame.at_ms);
        state = next;
        if guidance.hint == Hint::Done {
            let from = usize::try_from(guidance.capture_from_ms.unwrap() / 100).unwrap();
            return from..index + 1;
        }
    }
    panic!("the clip does not hold {actions:?}");
}

pub(crate) fn observed(clip: &[Vec<u8>]) -> Vec<Frame> {
    let frames = (0..).map(|index| index * 100).zip(clip);
    let mut tracker = MODELS.tracker();
    let observed = frames.map(|(at_ms, jpeg)| {
        let picture = Picture::decode(jpeg, &portrait::DecodeLimits::default()).unwrap();
        let seen = tracker.track(&picture).unwrap();
        Frame {
            at_ms,
            observation: Observation::of(&picture, seen.faces, seen.mesh.as_ref()),
        }
    });
    observed.collect()
}

pub(crate) fn jpeg(rgb: &[u8], [width, height]: [u32; 2]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 85);
    encoder
        .write_image(rgb, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// Ten pictures a second of a woman who turns both ways, blinks and opens her mouth, twice; nothing where
/// the clip does not lie beside the repository.
pub(crate) fn woman() -> Option<Vec<Vec<u8>>> {
    let clip = material::shared("footage/turn_blink_mouth.mp4")?;
    let filter = ["-vf", "fps=10", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
    let mut ffmpeg = Command::new("ffmpeg");
    let output = ffmpeg
        .args(["-loglevel", "error", "-i"])
        .arg(clip)
        .args(filter)
        .output()
        .unwrap();
    let pictures: Vec<_> = output
        .stdout
        .chunks_exact(512 * 512 * 3)
        .map(<[u8]>::to_vec)
        .collect();
    Some(noisy(pictures.iter().chain(&pictures), [512, 512]))
}
