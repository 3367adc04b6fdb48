//! Real footage from picture to verdict. Needs ffmpeg; models and the public clip are fetched once.
#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use face::{Detector, MeshModel, Tracked, Tracker};
use image::codecs::jpeg::JpegEncoder;
use liveness::{Failure, Frame, Guidance, Hint, Judgement, Rules, Session, Verdict};
use model_import::fixtures;
use portrait::{Advice, DecodeLimits, Observation, Picture};
use std::path::Path;
use std::process::Command;
use verification::Action::{self, Blink, Nod, OpenMouth, TurnLeft, TurnRight};

const ACTION_TIMEOUT_MS: u32 = 7_000;

/// Ten pictures a second of the man in the car, forward and back.
fn carphone() -> Vec<Picture> {
    let frames = fixtures::carphone_frames(10).unwrap();
    let forward = frames
        .into_iter()
        .map(|rgb| Picture::from_rgb(640, 480, rgb).unwrap());
    let forward: Vec<Picture> = forward.collect();
    forward
        .iter()
        .chain(forward.iter().rev())
        .cloned()
        .collect()
}

fn mirrored(picture: &Picture) -> Picture {
    let row = picture.width() as usize * 3;
    let rows = picture.rgb().chunks_exact(row);
    let rgb = rows
        .flat_map(|row| row.chunks_exact(3).rev().flatten().copied())
        .collect();
    Picture::from_rgb(picture.width(), picture.height(), rgb).unwrap()
}

fn changed(picture: &Picture, change: impl FnMut(&u8) -> u8) -> Picture {
    let rgb = picture.rgb().iter().map(change).collect();
    Picture::from_rgb(picture.width(), picture.height(), rgb).unwrap()
}

/// As evidence carries it: JPEG, and back.
fn compressed(picture: &Picture) -> Picture {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 80);
    let color = image::ExtendedColorType::Rgb8;
    image::ImageEncoder::write_image(
        encoder,
        picture.rgb(),
        picture.width(),
        picture.height(),
        color,
    )
    .unwrap();
    Picture::decode(&bytes, &DecodeLimits::default()).unwrap()
}

fn observed(pictures: &[Picture]) -> Vec<Frame> {
    observed_with(pictures, &meshes(pictures))
}

fn observed_with(pictures: &[Picture], meshes: &[Tracked]) -> Vec<Frame> {
    let times = (0..).map(|index| index * 100);
    let seen = pictures.iter().zip(meshes);
    let frames = times.zip(seen).map(|(at_ms, (picture, seen))| {
        let observation = Observation::of(picture, seen.faces, seen.mesh.as_ref());
        Frame { at_ms, observation }
    });
    frames.collect()
}

fn meshes(pictures: &[Picture]) -> Vec<Tracked> {
    let model = |name: &str| std::fs::read(fixtures::models().unwrap().join(name)).unwrap();
    let detector = Detector::load(model("detector.onnx")).unwrap();
    let mut tracker = Tracker::new(detector, MeshModel::load(model("mesh.onnx")).unwrap());
    let seen = pictures.iter().map(|picture| tracker.track(picture));
    seen.collect::<Result<_, _>>().unwrap()
}

fn session(actions: &[Action], rules: Rules) -> Session {
    Session::new(actions, ACTION_TIMEOUT_MS, rules).unwrap()
}

fn judged(actions: &[Action], frames: &[Frame]) -> Judgement {
    session(actions, Rules::judge()).replay(frames.to_vec())
}

/// What the guide says, and the part of the frames that becomes evidence once it says "done".
fn guided(actions: &[Action], frames: &[Frame]) -> (Guidance, Option<std::ops::Range<usize>>) {
    let session = session(actions, Rules::guide());
    let mut state = session.start();
    for (index, frame) in frames.iter().enumerate() {
        let (next, guidance) = session.step(state, &frame.observation, frame.at_ms);
        state = next;
        if state.is_over() || index + 1 == frames.len() {
            let first = frames
                .iter()
                .position(|frame| Some(frame.at_ms) == guidance.capture_from_ms);
            let capture = first
                .filter(|_| guidance.hint == Hint::Done)
                .map(|first| first..index + 1);
            return (guidance, capture);
        }
    }
    unreachable!("there are frames");
}

fn check_passes(actions: &[Action], pictures: &[Picture]) {
    let frames = observed(pictures);
    let (guidance, capture) = guided(actions, &frames);
    let capture = capture.unwrap_or_else(|| panic!("{actions:?}: {guidance:?}"));
    let compressed: Vec<Picture> = pictures[capture].iter().map(compressed).collect();
    let judgement = judged(actions, &observed(&compressed));
    assert!(
        judgement.verdict.is_passed(),
        "{actions:?}: {:?}",
        judgement.verdict
    );
}

fn check_fails(actions: &[Action], frames: &[Frame], expected: Failure) {
    assert_eq!(
        judged(actions, frames).verdict,
        Verdict::Failed { failure: expected }
    );
}

#[test]
fn the_man_in_the_car_opens_his_mouth_twice() {
    check_passes(&[OpenMouth, OpenMouth], &carphone());
}

#[test]
fn the_man_in_the_car_opens_his_mouth_and_turns_to_his_left() {
    check_passes(&[OpenMouth, TurnLeft], &carphone());
}

#[test]
fn in_a_mirror_he_turns_to_his_right() {
    let mirrored: Vec<Picture> = carphone().iter().map(mirrored).collect();
    check_passes(&[OpenMouth, TurnRight], &mirrored);
    let frames = observed(&mirrored);
    check_fails(
        &[OpenMouth, TurnLeft],
        &frames,
        Failure::ActionNotSeen(TurnLeft),
    );
}

#[test]
fn what_he_does_not_do_is_not_seen() {
    let frames = observed(&carphone());
    check_fails(&[OpenMouth, Nod], &frames, Failure::ActionNotSeen(Nod));
    for action in [TurnRight, Blink, Nod] {
        assert_eq!(guided(&[OpenMouth, action], &frames).1, None, "{action:?}");
    }
}

#[test]
fn a_still_photograph_never_passes() {
    let photograph = carphone().swap_remove(3);
    let mut seed = 7_u32;
    let noisy = (0..100).map(|_| {
        changed(&photograph, |value| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            value.saturating_add((seed >> 30) as u8)
        })
    });
    let frames = observed(&noisy.collect::<Vec<_>>());
    for action in Action::ALL {
        check_fails(
            &[action, OpenMouth],
            &frames,
            Failure::ActionNotSeen(action),
        );
    }
}

#[test]
fn darkness_is_named() {
    let dark = carphone().into_iter().take(15);
    let dark = dark.map(|picture| changed(&picture, |value| value / 5));
    let frames = observed(&dark.collect::<Vec<_>>());
    let (guidance, _) = guided(&[OpenMouth, Nod], &frames);
    assert_eq!(guidance.hint, Hint::Adjust(Advice::TooDark));
    check_fails(
        &[OpenMouth, Nod],
        &frames,
        Failure::Quality(Advice::TooDark),
    );
}

/// Pictures, meshes and what they come to natively, for `www/test/liveness.test.mjs`, which expects the same of wasm.
/// They are written below the build's folder: footage does not belong into the project.
#[test]
fn the_meshes_of_real_footage_are_recorded_for_other_builds() {
    let pictures = carphone();
    let meshes = meshes(&pictures);
    let frames = observed_with(&pictures, &meshes);
    let judgement = judged(&[OpenMouth, TurnLeft], &frames);
    assert!(judgement.verdict.is_passed());
    let numbers = |tracked: &Tracked| -> Vec<u8> {
        let points = tracked.mesh.as_ref().unwrap().points();
        let numbers = points.iter().flat_map(|point| [point.x, point.y, point.z]);
        numbers.flat_map(f32::to_le_bytes).collect()
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("carphone");
    std::fs::create_dir_all(&folder).unwrap();
    let pixels: Vec<u8> = pictures
        .iter()
        .flat_map(|picture| picture.rgb().to_vec())
        .collect();
    std::fs::write(folder.join("pixels.rgb"), pixels).unwrap();
    let points: Vec<u8> = meshes.iter().flat_map(numbers).collect();
    std::fs::write(folder.join("meshes.f32"), points).unwrap();
    let judgement = serde_json::to_vec(&judgement).unwrap();
    std::fs::write(folder.join("judgement.json"), judgement).unwrap();
}

#[test]
fn the_same_pictures_give_the_same_transcript_to_the_byte() {
    let pictures = &carphone()[..20];
    let transcript = || {
        judged(&[OpenMouth, Nod], &observed(pictures))
            .transcript
            .to_bytes()
    };
    assert_eq!(transcript(), transcript());
}

#[test]
fn a_woman_turns_both_ways_blinks_and_opens_her_mouth() {
    let Some(clip) = material::shared("footage/turn_blink_mouth.mp4") else {
        return;
    };
    let pictures = pictures(&clip, 512, 10);
    let twice: Vec<Picture> = pictures.iter().chain(&pictures).cloned().collect();
    let frames = observed(&twice);
    for actions in [
        [TurnLeft, TurnRight],
        [TurnRight, OpenMouth],
        [Blink, OpenMouth],
    ] {
        let judgement = judged(&actions, &frames);
        assert!(
            judgement.verdict.is_passed(),
            "{actions:?}: {:?}",
            judgement.verdict
        );
    }
    check_fails(&[OpenMouth, Nod], &frames, Failure::ActionNotSeen(Nod));
}

/// A square clip's pictures, by ffmpeg.
fn pictures(clip: &Path, side: u32, per_second: u32) -> Vec<Picture> {
    let output = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-i"])
        .arg(clip)
        .args([
            "-vf",
            &format!("fps={per_second}"),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-",
        ])
        .output()
        .unwrap();
    let length = (side * side * 3) as usize;
    let frames = output.stdout.chunks_exact(length);
    frames
        .map(|rgb| Picture::from_rgb(side, side, rgb.to_vec()).unwrap())
        .collect()
}
