//! Pictures: JPEG, PNG and WebP as files.

use crate::Target;
use image::{ExtendedColorType, ImageEncoder as _, ImageFormat, RgbImage};
use portrait::{Assessment, DecodeLimits, Faces, Observation, Picture, Profile};
use std::io::Cursor;

pub(crate) const TARGET: Target = Target {
    name: "picture",
    run,
    seeds,
};

/// Small enough that a minute sees many pictures.
const LIMITS: DecodeLimits = DecodeLimits {
    most_bytes: 1 << 16,
    most_pixels: 65_536,
    most_kept: 65_536,
    shortest_side: 16,
};

/// Every kind of file that cameras and browsers write; `pictures/make.py` made them.
const KINDS: [&[u8]; 40] = [
    include_bytes!("../pictures/animated-lossless.webp"),
    include_bytes!("../pictures/animated-lossy.webp"),
    include_bytes!("../pictures/baseline-420.jpg"),
    include_bytes!("../pictures/baseline-422.jpg"),
    include_bytes!("../pictures/baseline-444.jpg"),
    include_bytes!("../pictures/cmyk.jpg"),
    include_bytes!("../pictures/exif.jpg"),
    include_bytes!("../pictures/exif.webp"),
    include_bytes!("../pictures/grey-1.png"),
    include_bytes!("../pictures/grey-16.png"),
    include_bytes!("../pictures/grey-2.png"),
    include_bytes!("../pictures/grey-4.png"),
    include_bytes!("../pictures/grey-8.png"),
    include_bytes!("../pictures/grey-alpha-16.png"),
    include_bytes!("../pictures/grey-alpha-8.png"),
    include_bytes!("../pictures/grey-progressive.jpg"),
    include_bytes!("../pictures/grey-transparent.png"),
    include_bytes!("../pictures/grey.jpg"),
    include_bytes!("../pictures/icc.jpg"),
    include_bytes!("../pictures/interlaced-16.png"),
    include_bytes!("../pictures/interlaced-palette.png"),
    include_bytes!("../pictures/interlaced.png"),
    include_bytes!("../pictures/lossless-alpha.webp"),
    include_bytes!("../pictures/lossless.webp"),
    include_bytes!("../pictures/lossy-alpha.webp"),
    include_bytes!("../pictures/lossy.webp"),
    include_bytes!("../pictures/optimised.jpg"),
    include_bytes!("../pictures/palette-1.png"),
    include_bytes!("../pictures/palette-2.png"),
    include_bytes!("../pictures/palette-4.png"),
    include_bytes!("../pictures/palette-8.png"),
    include_bytes!("../pictures/palette-transparent.png"),
    include_bytes!("../pictures/progressive-restarts.jpg"),
    include_bytes!("../pictures/progressive.jpg"),
    include_bytes!("../pictures/restarts.jpg"),
    include_bytes!("../pictures/rgb-16.png"),
    include_bytes!("../pictures/rgb-8.png"),
    include_bytes!("../pictures/rgb-transparent.png"),
    include_bytes!("../pictures/rgba-16.png"),
    include_bytes!("../pictures/rgba-8.png"),
];

/// Frames as the canvas of each browser writes them.
const FRAMES: [&[u8]; 3] = [
    include_bytes!("../../portrait/tests/frames/chromium-0.3.jpg"),
    include_bytes!("../../portrait/tests/frames/firefox-0.3.jpg"),
    include_bytes!("../../portrait/tests/frames/webkit-0.3.jpg"),
];

/// So that what has more than a few pixels is halved.
const HALVING: DecodeLimits = DecodeLimits {
    most_kept: 300,
    ..LIMITS
};

/// What is decoded keeps the limits, and can be measured; a frame is a picture.
fn run(bytes: &[u8]) {
    let decoded = Picture::decode(bytes, &LIMITS);
    if let Ok(frame) = Picture::decode_frame(bytes, &LIMITS) {
        assert!(decoded.as_ref() == Ok(&frame), "a frame is another picture");
    }
    if let Ok(halved) = Picture::decode(bytes, &HALVING) {
        let (width, height) = (u64::from(halved.width()), u64::from(halved.height()));
        assert!(width * height <= LIMITS.most_pixels, "too many pixels");
    }
    let Ok(picture) = decoded else {
        return;
    };
    let (width, height) = (picture.width(), picture.height());
    assert!(bytes.len() <= LIMITS.most_bytes, "too many bytes");
    assert!(
        u64::from(width) * u64::from(height) <= LIMITS.most_pixels,
        "too many pixels"
    );
    assert!(width.min(height) >= LIMITS.shortest_side, "too small");
    let observed = Observation::of(&picture, Faces::None, None);
    assert!(observed.face.is_none());
    let assessment = Assessment::of(&picture, Faces::None, None, &Profile::upload());
    assert!(!assessment.is_good(), "there is no face in it");
}

fn seeds() -> Vec<Vec<u8>> {
    let image = RgbImage::from_fn(24, 16, |x, y| {
        let [red, green] = [x * 9, y * 14].map(|level| level.to_le_bytes()[0]);
        image::Rgb([red, green, 90])
    });
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    let files = formats.map(|format| {
        let mut bytes = Cursor::new(Vec::new());
        let _ = image.write_to(&mut bytes, format);
        bytes.into_inner()
    });
    let mut seeds = files.to_vec();
    seeds.extend(files.first().map(|jpeg| turned(jpeg)));
    seeds.push(deep());
    seeds.extend(KINDS.into_iter().chain(FRAMES).map(<[u8]>::to_vec));
    seeds
}

/// A JPEG whose EXIF block says "turn by a quarter to the right".
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let head = [0xff, 0xd8, 0xff, 0xe1, 0, 34].as_slice();
    [head, exif, jpeg.get(2..).unwrap_or_default()].concat()
}

/// A PNG of sixteen bits a channel.
fn deep() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    let _ = encoder.write_image(&[77; 16 * 16 * 6], 16, 16, ExtendedColorType::Rgb16);
    bytes
}
