//! Footage as square pictures, and other pictures of them.

use authority::models::Models;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage};
use portrait::{Extent, Picture};
use std::path::Path;
use std::process::Command;

/// Pixels of a side.
const SIDE: u32 = 256;

/// A film, all of its pictures.
pub(crate) struct Film {
    pub(crate) name: &'static str,
    per_second: f64,
    pictures: Vec<RgbImage>,
}

/// Where a head is: the middle of the face and its width, in pixels.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
}

impl Film {
    pub(crate) fn read(name: &'static str, clip: &Path, per_second: f64) -> Self {
        let square = format!("crop='min(iw,ih)':'min(iw,ih)',scale={SIDE}:{SIDE}:flags=lanczos");
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-loglevel", "error", "-i"]).arg(clip);
        let options = ["-vf", &square, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
        let output = ffmpeg.args(options).output().unwrap();
        let pictures = output.stdout.chunks_exact((SIDE * SIDE * 3) as usize);
        let picture = |rgb: &[u8]| RgbImage::from_raw(SIDE, SIDE, rgb.to_vec()).unwrap();
        Self {
            name,
            per_second,
            pictures: pictures.map(picture).collect(),
        }
    }

    fn index(&self, at_s: f64) -> usize {
        let index = (at_s * self.per_second).floor().max(0.0) as usize;
        index.min(self.pictures.len() - 1)
    }

    /// The picture that is shown so many seconds after the beginning.
    pub(crate) fn at(&self, at_s: f64) -> &RgbImage {
        &self.pictures[self.index(at_s)]
    }

    /// The head of the picture at that time.
    pub(crate) fn head(&self, heads: &[Head], at_s: f64) -> Head {
        heads[self.index(at_s)]
    }

    /// Where the head is in each picture.
    pub(crate) fn heads(&self, models: &Models) -> Vec<Head> {
        let mut tracker = models.tracker();
        let heads = self.pictures.iter().map(|picture| {
            let rgb = picture.as_raw().clone();
            let picture = Picture::from_rgb(SIDE, SIDE, rgb).unwrap();
            let mesh = tracker.track(&picture).unwrap().mesh.unwrap();
            let extent = Extent::of(&mesh);
            let (x, y) = extent.centre();
            Head {
                x: x as f32,
                y: y as f32,
                width: extent.width() as f32,
            }
        });
        heads.collect()
    }
}

pub(crate) fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// The picture with a sensor's noise, of some two levels.
pub(crate) fn noisy(mut picture: RgbImage, random: &mut fastrand::Rng) -> RgbImage {
    for value in picture.iter_mut() {
        let noise = (random.f32() + random.f32() + random.f32() - 1.5) * 4.0;
        *value = (f32::from(*value) + noise).clamp(0.0, 255.0) as u8;
    }
    picture
}

/// A picture of the same size that shows at each place what `picture` has at `place`.
pub(crate) fn shown(picture: &RgbImage, place: impl Fn(f32, f32) -> (f32, f32)) -> RgbImage {
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = place(x as f32, y as f32);
        let x = x.clamp(0.0, width as f32 - 1.0);
        let y = y.clamp(0.0, height as f32 - 1.0);
        imageops::interpolate_bilinear(picture, x, y).unwrap_or(Rgb([0; 3]))
    })
}

pub(crate) fn resized(picture: &RgbImage, by: f32) -> RgbImage {
    let side = (SIDE as f32 * by) as u32;
    imageops::resize(picture, side, side, FilterType::Triangle)
}
