//! Which encoder wrote a camera frame, as far as its tables tell: the canvases of Chromium, Firefox and WebKitGTK all take
//! the tables of ITU-T T.81, annex K, scaled by the quality as libjpeg scales them, and halve the colours both ways
//! (`tests/frames/README.md`). Another program that does the same is not told from them.

use super::segments::Segments;

const QUANTISATION: u8 = 0xdb;
const START_OF_FRAME: u8 = 0xc0;
/// Segments that Apple's encoder adds: an Exif block, a Photoshop block and restart intervals.
const APPLES: [u8; 3] = [0xe1, 0xed, 0xdd];

/// The first coefficients of annex K's tables in zigzag order: luminance (K.1), chrominance (K.2).
const ANNEX_K: [[u32; 64]; 2] = [
    [
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35,
        37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80,
        109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
    ],
    [
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ],
];

/// What wrote a camera frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanvasEncoder {
    /// An encoder as the canvases have that were looked at.
    Canvas,
    /// Perhaps Apple's, in Safari: its tables were never looked at.
    Unmeasured,
    /// Another one, or a quality that was not asked for.
    Foreign,
}

impl CanvasEncoder {
    /// What wrote `jpeg`, whose qualities, 50 to 100, are among `qualities`.
    #[must_use]
    pub fn of(jpeg: &[u8], qualities: &[u32]) -> Self {
        let (mut tables, mut sampling) = ([None; 2], None);
        for (marker, payload) in Segments(jpeg) {
            // Two bytes of length come first.
            let segment = payload.get(2..).unwrap_or_default();
            match marker {
                QUANTISATION => {
                    for [number, table @ ..] in segment.as_chunks::<65>().0 {
                        if let Some(place) = tables.get_mut(usize::from(*number)) {
                            *place = Some(*table);
                        }
                    }
                }
                START_OF_FRAME => sampling = segment.get(6..).and_then(read_sampling),
                _ if APPLES.contains(&marker) => return Self::Unmeasured,
                _ => {}
            }
        }
        let is_scaled = |quality: &u32| tables == [0, 1].map(|at| Some(scaled(at, *quality)));
        if sampling == Some([0x22, 0x11, 0x11]) && qualities.iter().any(is_scaled) {
            Self::Canvas
        } else {
            Self::Foreign
        }
    }
}

/// Sampling factors of three components, each of which has its name, its factors and its table.
fn read_sampling(components: &[u8]) -> Option<[u8; 3]> {
    let [_, first, 0, _, second, 1, _, third, 1] = *components else {
        return None;
    };
    Some([first, second, third])
}

/// A table of annex K at a quality from 50 to 100, as libjpeg's `jpeg_quality_scaling` makes it.
fn scaled(table: usize, quality: u32) -> [u8; 64] {
    let percent = 200_u32.saturating_sub(2 * quality);
    ANNEX_K[table].map(|value| {
        let value = (value * percent + 50) / 100;
        u8::try_from(value.clamp(1, 255)).unwrap_or(u8::MAX)
    })
}

#[cfg(all(test, feature = "codecs"))]
mod tests {
    use super::*;
    use crate::Picture;
    use crate::picture::decode::DecodeLimits;
    use image::codecs::jpeg::JpegEncoder;
    use image::{ExtendedColorType, ImageEncoder as _};

    const FRAMES: [&[u8]; 3] = [
        include_bytes!("../../tests/frames/chromium-0.85.jpg"),
        include_bytes!("../../tests/frames/firefox-0.85.jpg"),
        include_bytes!("../../tests/frames/webkit-0.85.jpg"),
    ];

    fn check(jpeg: &[u8], qualities: &[u32], expected: CanvasEncoder) {
        assert_eq!(CanvasEncoder::of(jpeg, qualities), expected);
    }

    #[test]
    fn frames_of_three_browsers_are_known_at_the_quality_asked_for_alone() {
        for frame in FRAMES {
            check(frame, &[80, 85], CanvasEncoder::Canvas);
            check(frame, &[80], CanvasEncoder::Foreign);
        }
    }

    #[test]
    fn the_same_picture_written_by_another_encoder_is_foreign() {
        for frame in FRAMES {
            let picture = Picture::decode(frame, &DecodeLimits::default()).unwrap();
            let mut written = Vec::new();
            JpegEncoder::new_with_quality(&mut written, 85)
                .write_image(picture.rgb(), 96, 128, ExtendedColorType::Rgb8)
                .unwrap();
            check(&written, &[85], CanvasEncoder::Foreign);
        }
    }

    #[test]
    fn what_may_be_apples_encoder_is_not_judged() {
        let mut frame = FRAMES[1].to_vec();
        drop(frame.splice(2..2, *b"\xff\xe1\0\x0aExif\0\0MM"));
        check(&frame, &[85], CanvasEncoder::Unmeasured);
    }

    #[test]
    fn what_is_no_jpeg_is_foreign() {
        check(b"", &[85], CanvasEncoder::Foreign);
        check(b"\xff\xd8\xff\xdb\0\x03a", &[85], CanvasEncoder::Foreign);
    }
}
