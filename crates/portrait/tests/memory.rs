//! What pictures cost in memory: a header that claims too much costs nothing, and the largest picture that is allowed
//! so many bytes a pixel.
#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use face::{Detector, MeshModel, Tracked, Tracker};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _, imageops};
use model_import::fixtures;
use peak_alloc::PeakAlloc;
use portrait::{Assessment, DecodeError, DecodeLimits, Faces, Picture, Profile};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a header may cost.
const MOST_OF_A_HEADER: usize = 1 << 20;
/// What decoding may take, with the picture that comes of it; [`DecodeLimits`] speaks of the same.
const MOST_BYTES_A_PIXEL: usize = 16;
/// A side of the largest square that is allowed.
const SIDE: u32 = 4_898;

/// What `work` gives, and the bytes that it took at a time.
fn measured<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = work();
    (result, MEMORY.peak_usage().saturating_sub(before))
}

fn decode(bytes: &[u8]) -> (Result<Picture, DecodeError>, usize) {
    measured(|| Picture::decode(bytes, &DecodeLimits::default()))
}

/// A PNG of zeros, which compress to a thousandth.
fn zeros(side: u32, colour: ExtendedColorType) -> Vec<u8> {
    let length = usize::try_from(side).unwrap().pow(2) * usize::from(colour.bits_per_pixel()) / 8;
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&vec![0; length], side, side, colour)
        .unwrap();
    bytes
}

/// A file's header with another width and height at `at`.
fn claiming(mut bytes: Vec<u8>, at: usize, size: &[u8]) -> Vec<u8> {
    bytes.splice(at..at + size.len(), size.iter().copied());
    bytes
}

fn check_header(bytes: &[u8], expected: DecodeError) {
    let (result, taken) = decode(bytes);
    assert_eq!(result, Err(expected), "{:?}", &bytes[..8]);
    assert!(taken <= MOST_OF_A_HEADER, "{taken} bytes");
}

fn headers() {
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut jpeg);
    encoder
        .write_image(&[9; 16 * 16 * 3], 16, 16, ExtendedColorType::Rgb8)
        .unwrap();
    let frame = jpeg.windows(2).position(|it| it == [0xff, 0xc0]).unwrap();
    // After the marker: length, precision; then height and width.
    let vast = claiming(jpeg, frame + 5, &[0xff; 4]);
    check_header(&vast, DecodeError::TooManyPixels);
    let mut webp = Vec::new();
    let encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder
        .write_image(&[9; 16 * 16 * 3], 16, 16, ExtendedColorType::Rgb8)
        .unwrap();
    // RIFF, VP8L and its length, a signature of one byte; then fourteen bits each of width and height.
    let vast = claiming(webp, 21, &[0xfe, 0xbf, 0xff, 0x0f]);
    check_header(&vast, DecodeError::TooManyPixels);
    check_header(
        &zeros(SIDE + 3, ExtendedColorType::L8),
        DecodeError::TooManyPixels,
    );
    let endless = vec![0xff; DecodeLimits::default().most_bytes + 1];
    check_header(&endless, DecodeError::TooManyBytes);
}

fn largest() {
    let pixels = usize::try_from(SIDE).unwrap().pow(2);
    for colour in [ExtendedColorType::Rgb8, ExtendedColorType::Rgba16] {
        let file = zeros(SIDE, colour);
        let (result, taken) = decode(&file);
        assert_eq!(result.unwrap().width(), SIDE);
        assert!(taken <= MOST_BYTES_A_PIXEL * pixels, "{taken} bytes");
    }
}

/// A face in the largest picture, found, and measured for each profile.
fn assessed() {
    let model = |name: &str| std::fs::read(fixtures::models().unwrap().join(name)).unwrap();
    let mut tracker = Tracker::new(
        Detector::load(model("detector.onnx")).unwrap(),
        MeshModel::load(model("mesh.onnx")).unwrap(),
    );
    let astronaut = image::open(fixtures::astronaut().unwrap()).unwrap();
    let large = imageops::resize(
        &astronaut.into_rgb8(),
        SIDE,
        SIDE,
        imageops::FilterType::Nearest,
    );
    let picture = Picture::from_rgb(SIDE, SIDE, large.into_raw()).unwrap();
    let (found, taken) = measured(|| {
        let Tracked { faces, mesh, .. } = tracker.track(&picture).unwrap();
        for name in Profile::NAMES {
            let profile = Profile::named(name).unwrap();
            let _ = Assessment::of(&picture, faces, mesh.as_ref(), &profile);
        }
        faces
    });
    assert_eq!(found, Faces::One);
    assert!(
        taken <= picture.rgb().len() * 2,
        "{taken} bytes beside the picture"
    );
}

/// One test, for the allocator counts what all threads take.
#[test]
fn no_picture_takes_more_than_its_limit() {
    headers();
    largest();
    assessed();
}
