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
/// What decoding may take, with the picture that comes of it: 16 bytes for each pixel that is kept, as [`DecodeLimits`]
/// says.
const MOST_OF_A_PICTURE: usize = 16 * 24_000_000;
/// What waits natively for the thread of a decoder that halves a progressive JPEG: one component's coefficients at most,
/// two bytes each. A browser has no such thread.
const MOST_WAITING: usize = 2 * 50_000_000;
/// A side of the largest square that is kept whole.
const KEPT: u16 = 5_000;
/// A side of the largest square that is allowed, and halved.
const SIDE: u16 = 7_071;

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
fn zeros(side: u16, colour: ExtendedColorType) -> Vec<u8> {
    let length = usize::from(side).pow(2) * usize::from(colour.bits_per_pixel()) / 8;
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&vec![0; length], side.into(), side.into(), colour)
        .unwrap();
    bytes
}

/// A JPEG whose three components are all middle grey and as fine as each other: baseline, or progressive, of which a
/// decoder keeps all coefficients. One Huffman code of one bit says of a block that nothing changes.
fn greys(side: u16, frame: u8) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8, 0xff, 0xdb, 0, 67, 0];
    file.extend([16; 64]);
    let [high, low] = side.to_be_bytes();
    file.extend([0xff, frame, 0, 17, 8, high, low, high, low, 3]);
    file.extend([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    for class in [0, 0x10] {
        file.extend([0xff, 0xc4, 0, 20, class, 1]);
        file.extend([0; 16]);
    }
    let is_progressive = frame == 0xc2;
    let last = if is_progressive { 0 } else { 63 };
    file.extend([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, last, 0]);
    let blocks = usize::from(side).div_ceil(8).pow(2) * 3;
    let bits = if is_progressive { blocks } else { 2 * blocks };
    file.resize(file.len() + bits.div_ceil(8), 0);
    file.extend([0xff, 0xd9]);
    file
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
        &zeros(SIDE + 1, ExtendedColorType::L8),
        DecodeError::TooManyPixels,
    );
    let endless = vec![0xff; DecodeLimits::default().most_bytes + 1];
    check_header(&endless, DecodeError::TooManyBytes);
}

fn check_picture(kind: &str, bytes: &[u8], expected: (u32, u32), most: usize) {
    let (result, taken) = decode(bytes);
    let picture = result.unwrap();
    assert_eq!((picture.width(), picture.reduction()), expected, "{kind}");
    assert!(taken <= most, "{kind}: {taken} bytes");
}

fn largest() {
    for (side, expected) in [(KEPT, (5_000, 1)), (SIDE, (3_536, 2))] {
        let png = zeros(side, ExtendedColorType::Rgba16);
        check_picture("png", &png, expected, MOST_OF_A_PICTURE);
    }
    let halved = (3_536, 2);
    check_picture("baseline", &greys(SIDE, 0xc0), halved, MOST_OF_A_PICTURE);
    let progressive = greys(KEPT, 0xc2);
    check_picture("progressive", &progressive, (5_000, 1), MOST_OF_A_PICTURE);
    let most = MOST_OF_A_PICTURE + MOST_WAITING;
    check_picture("progressive, halved", &greys(SIDE, 0xc2), halved, most);
    let mut webp = Vec::new();
    let encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    let grey = vec![128; usize::from(KEPT).pow(2) * 4];
    encoder
        .write_image(&grey, KEPT.into(), KEPT.into(), ExtendedColorType::Rgba8)
        .unwrap();
    drop(grey);
    check_picture("webp", &webp, (5_000, 1), MOST_OF_A_PICTURE);
}

/// A face in the largest picture, found, and measured for each profile.
fn assessed() {
    let model = |name: &str| std::fs::read(fixtures::models().unwrap().join(name)).unwrap();
    let mut tracker = Tracker::new(
        Detector::load(model("detector.onnx")).unwrap(),
        MeshModel::load(model("mesh.onnx")).unwrap(),
    );
    let astronaut = image::open(fixtures::astronaut().unwrap()).unwrap();
    let side = KEPT.into();
    let nearest = imageops::FilterType::Nearest;
    let large = imageops::resize(&astronaut.into_rgb8(), side, side, nearest);
    let picture = Picture::from_rgb(side, side, large.into_raw()).unwrap();
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
