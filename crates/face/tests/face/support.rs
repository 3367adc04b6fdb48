//! What the tests share. Models and pictures are fetched once; see `model_import::fixtures`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pictures have small numbers"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use face::{Detector, Embedder, MeshModel, Tracker};
use image::{DynamicImage, ImageDecoder as _, ImageReader};
use model_import::fixtures;
use portrait::Picture;

pub(crate) fn detector() -> Detector {
    Detector::load(model("detector.onnx")).unwrap()
}

pub(crate) fn mesh_model() -> MeshModel {
    MeshModel::load(model("mesh.onnx")).unwrap()
}

pub(crate) fn embedder() -> Embedder {
    Embedder::load(model("embedding.onnx")).unwrap()
}

pub(crate) fn tracker() -> Tracker {
    Tracker::new(detector(), mesh_model())
}

/// Every picture that can be had everywhere.
pub(crate) fn public_pictures() -> Vec<PathBuf> {
    let mut paths = vec![fixtures::astronaut().unwrap()];
    paths.extend(fixtures::official_portraits().unwrap());
    paths
}

/// A picture as a person would see it, turned as its camera noted.
pub(crate) fn picture(path: &Path) -> Picture {
    let mut decoder = ImageReader::open(path).unwrap().into_decoder().unwrap();
    let orientation = decoder.orientation().unwrap();
    let mut image = DynamicImage::from_decoder(decoder).unwrap();
    image.apply_orientation(orientation);
    let image = image.to_rgb8();
    Picture::from_rgb(image.width(), image.height(), image.into_raw()).unwrap()
}

/// The man in the car, ten pictures a second.
pub(crate) fn carphone() -> Vec<Picture> {
    let frames = fixtures::carphone_frames(10).unwrap();
    let picture = |rgb| Picture::from_rgb(640, 480, rgb).unwrap();
    frames.into_iter().map(picture).collect()
}

/// A clip of square pictures, ten a second.
pub(crate) fn clip(path: &Path, side: u32) -> Vec<Picture> {
    let mut command = Command::new("ffmpeg");
    command.args(["-loglevel", "error", "-i"]).arg(path);
    command.args(["-vf", "fps=10", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
    let pixels = command.output().unwrap().stdout;
    let frames = pixels.chunks_exact((side * side * 3) as usize);
    frames
        .map(|rgb| Picture::from_rgb(side, side, rgb.to_vec()).unwrap())
        .collect()
}

/// A picture of `width` × `height` that shows `pieces` of others: each with the point of its own that
/// comes to lie at the given point.
pub(crate) fn collage(
    width: u32,
    height: u32,
    pieces: &[(&Picture, [i64; 2], [u32; 4])],
) -> Picture {
    let mut rgb = vec![96; (width * height * 3) as usize];
    for (source, from, [left, top, right, bottom]) in pieces {
        for y in *top..*bottom {
            for x in *left..*right {
                let column =
                    (from[0] + i64::from(x - left)).clamp(0, i64::from(source.width()) - 1);
                let row = (from[1] + i64::from(y - top)).clamp(0, i64::from(source.height()) - 1);
                let start = (row * i64::from(source.width()) + column) as usize * 3;
                let target = ((y * width + x) * 3) as usize;
                rgb[target..target + 3].copy_from_slice(&source.rgb()[start..start + 3]);
            }
        }
    }
    Picture::from_rgb(width, height, rgb).unwrap()
}

fn model(name: &str) -> Vec<u8> {
    fs::read(fixtures::models().unwrap().join(name)).unwrap()
}
