//! From a file's bytes to a picture, within limits that are checked before a pixel is decoded.

use super::{
    Picture, canvas_jpeg, colour_profile, halved_jpeg, heic, jpeg_segments, png_rows, webp_chunks,
};
use image::metadata::Orientation;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage,
};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a file may ask of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeLimits {
    /// The file's length in bytes, at the most.
    pub most_bytes: usize,
    /// Width × height, at the most.
    pub most_pixels: u64,
    /// Width × height that is kept, at the most: a JPEG or PNG of more is halved each way, a WebP of more is refused.
    pub most_kept: u64,
    /// Width and height each, at the least.
    pub shortest_side: u32,
}

impl Default for DecodeLimits {
    /// 16 MiB, 50 million pixels, half of them kept (what a telephone's photograph has), and 16 pixels a side.
    fn default() -> Self {
        Self {
            most_bytes: 16 << 20,
            most_pixels: 50_000_000,
            most_kept: 25_000_000,
            shortest_side: 16,
        }
    }
}

impl DecodeLimits {
    /// Whether a picture of this width and height may be decoded.
    pub(super) fn check_size(&self, size: (u32, u32)) -> Result<(), DecodeError> {
        if pixels(size) > self.most_pixels {
            return Err(DecodeError::TooManyPixels);
        }
        if size.0.min(size.1) < self.shortest_side {
            return Err(DecodeError::TooSmall);
        }
        Ok(())
    }

    /// By how much each side of such a picture is divided.
    pub(super) fn reduction(&self, size: (u32, u32)) -> u32 {
        if pixels(size) > self.most_kept { 2 } else { 1 }
    }
}

fn pixels((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

/// Why bytes do not become a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The file is longer than allowed.
    #[error("the file is longer than allowed")]
    TooManyBytes,
    /// The content is neither JPEG nor PNG nor WebP, whatever the name says.
    #[error("the file is neither jpeg nor png nor webp")]
    UnknownFormat,
    /// The content is HEIC, as iPhones write it, whatever the name says.
    #[error("the file is heic")]
    Heic,
    /// The content is a JPEG with arithmetic coding, which few programs read.
    #[error("the jpeg is arithmetic-coded")]
    ArithmeticJpeg,
    /// The content is a JPEG of twelve bits a sample, as medical devices write it.
    #[error("the jpeg has twelve bits a sample")]
    TwelveBitJpeg,
    /// The content is a lossless JPEG, which is another format under the same name.
    #[error("the jpeg is lossless")]
    LosslessJpeg,
    /// Its header names more pixels than allowed.
    #[error("the picture has more pixels than allowed")]
    TooManyPixels,
    /// Its header names a width or height below the least.
    #[error("the picture is too small")]
    TooSmall,
    /// The file ends before the picture does.
    #[error("the file ends early")]
    Truncated,
    /// The file contradicts its format.
    #[error("the file is damaged")]
    Malformed,
}

impl DecodeError {
    /// Every reason there is.
    pub const ALL: [Self; 10] = [
        Self::TooManyBytes,
        Self::UnknownFormat,
        Self::Heic,
        Self::ArithmeticJpeg,
        Self::TwelveBitJpeg,
        Self::LosslessJpeg,
        Self::TooManyPixels,
        Self::TooSmall,
        Self::Truncated,
        Self::Malformed,
    ];

    /// Its code in the catalogues of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooManyBytes => "too_many_bytes",
            Self::UnknownFormat => "unknown_format",
            Self::Heic => "heic",
            Self::ArithmeticJpeg => "arithmetic_jpeg",
            Self::TwelveBitJpeg => "twelve_bit_jpeg",
            Self::LosslessJpeg => "lossless_jpeg",
            Self::TooManyPixels => "too_many_pixels",
            Self::TooSmall => "too_small",
            Self::Truncated => "truncated",
            Self::Malformed => "malformed",
        }
    }
}

impl Picture {
    /// Decodes a JPEG, PNG or WebP file, known by its content, and turns it upright as its EXIF
    /// orientation says; what is transparent shows white, and colours are sRGB whatever profile the file names.
    pub fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Self, DecodeError> {
        if bytes.len() > limits.most_bytes {
            return Err(DecodeError::TooManyBytes);
        }
        if heic::is_it(bytes) {
            return Err(DecodeError::Heic);
        }
        let format = image::guess_format(bytes).map_err(|_| DecodeError::UnknownFormat)?;
        match format {
            ImageFormat::Jpeg => {
                jpeg_segments::check(bytes)?;
                caught(|| read(bytes, format, limits)?.upright())
            }
            ImageFormat::Png => caught(|| png_rows::read(bytes, limits)?.upright()),
            ImageFormat::WebP => {
                let mut sizes = webp_chunks::sizes(bytes)?.into_iter();
                if sizes.any(|size| pixels(size) > limits.most_kept) {
                    return Err(DecodeError::TooManyPixels);
                }
                caught(|| read(bytes, format, limits)?.upright())
            }
            _ => Err(DecodeError::UnknownFormat),
        }
    }

    /// Decodes a camera frame: a JPEG as the canvas of a browser writes it, and nothing else that a decoder knows.
    pub fn decode_frame(bytes: &[u8], limits: &DecodeLimits) -> Result<Self, DecodeError> {
        Self::decode_frame_by(bytes, limits, Self::decode)
    }

    /// The same by a decoder of the caller's own.
    pub fn decode_frame_by(
        bytes: &[u8],
        limits: &DecodeLimits,
        decode: impl FnOnce(&[u8], &DecodeLimits) -> Result<Self, DecodeError>,
    ) -> Result<Self, DecodeError> {
        if bytes.len() > limits.most_bytes {
            return Err(DecodeError::TooManyBytes);
        }
        limits.check_size(canvas_jpeg::size(bytes)?)?;
        caught(|| decode(bytes, limits))
    }
}

/// A decoder that panics has met a damaged file: it works on memory of its own, which is gone with it.
fn caught(decode: impl FnOnce() -> Result<Picture, DecodeError>) -> Result<Picture, DecodeError> {
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or(Err(DecodeError::Malformed))
}

/// What a file holds: its pixels as they are stored, and what they mean.
pub(super) struct Pixels {
    /// Width and height.
    pub(super) size: (u32, u32),
    /// By how much each side was divided.
    pub(super) reduction: u32,
    /// Three bytes a pixel, row by row.
    pub(super) rgb: Vec<u8>,
    /// The colours' profile (ICC.1).
    pub(super) profile: Option<Vec<u8>>,
    /// The EXIF block, which has the orientation.
    pub(super) exif: Option<Vec<u8>>,
}

impl Pixels {
    fn upright(mut self) -> Result<Picture, DecodeError> {
        if let Some(profile) = self.profile {
            colour_profile::to_srgb(&mut self.rgb, &profile);
        }
        let orientation = self.exif.as_deref().and_then(Orientation::from_exif_chunk);
        let (width, height) = self.size;
        let image = RgbImage::from_raw(width, height, self.rgb).ok_or(DecodeError::Malformed)?;
        let mut image = DynamicImage::from(image);
        image.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
        let (width, height) = (image.width(), image.height());
        let picture = Picture::from_rgb(width, height, image.into_rgb8().into_raw())
            .map_err(|_| DecodeError::Malformed)?;
        Ok(picture.reduced_by(self.reduction))
    }
}

fn read(bytes: &[u8], format: ImageFormat, limits: &DecodeLimits) -> Result<Pixels, DecodeError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(allocation(limits));
    let mut decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    let size = decoder.dimensions();
    limits.check_size(size)?;
    if limits.reduction(size) > 1 {
        return halved_jpeg::read(bytes, size);
    }
    let exif = decoder.exif_metadata().map_err(|error| reason(&error))?;
    let profile = decoder.icc_profile().map_err(|error| reason(&error))?;
    let image = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    let size = (image.width(), image.height());
    let rgb = if image.color().has_alpha() {
        on_white(&image.into_rgba8())
    } else {
        image.into_rgb8().into_raw()
    };
    Ok(Pixels {
        size,
        reduction: 1,
        rgb,
        profile,
        exif,
    })
}

/// A portrait that was cut out stands before white, as it would on paper; beneath what is transparent most files keep black.
fn on_white(image: &RgbaImage) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(image.as_raw().len() / 4 * 3);
    for &[red, green, blue, alpha] in image.as_raw().as_chunks().0 {
        rgb.extend([red, green, blue].map(|value| over_white(value, alpha)));
    }
    rgb
}

pub(super) fn over_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha, white) = (u32::from(value), u32::from(alpha), u32::from(u8::MAX));
    let mixed = (value * alpha + white * (white - alpha) + white / 2) / white;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

/// Sixteen bytes a pixel: the widest format decoded, twice.
fn allocation(limits: &DecodeLimits) -> Limits {
    let mut allocation = Limits::default();
    allocation.max_alloc = Some(limits.most_kept.saturating_mul(16));
    allocation
}

fn reason(error: &ImageError) -> DecodeError {
    match error {
        ImageError::Limits(_) => DecodeError::TooManyPixels,
        ImageError::IoError(_) => DecodeError::Truncated,
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_) => DecodeError::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;
    use proptest::prelude::*;

    /// Left half red, right half blue.
    fn encoded(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 {
                image::Rgb([250, 0, 0])
            } else {
                image::Rgb([0, 0, 250])
            }
        });
        written(&image.into(), format)
    }

    fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A PNG of 16×16 whose palette has black, transparent, and a quarter of red.
    fn palette_png() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 16, 16);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(vec![0, 0, 0, 255, 0, 0]);
        encoder.set_trns(vec![0, 64]);
        let halves: Vec<u8> = (0..256_u32).map(|at| u8::from(at % 16 >= 8)).collect();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&halves).unwrap();
        writer.finish().unwrap();
        bytes
    }

    fn check_colours(bytes: &[u8], expected: &[(f64, [u8; 3])]) {
        let picture = Picture::decode(bytes, &DecodeLimits::default()).unwrap();
        for (x, colour) in expected {
            assert_eq!(
                picture.pixel(*x, 8.0).unwrap(),
                colour,
                "{picture:?} at {x}"
            );
        }
    }

    #[test]
    fn what_is_transparent_shows_white() {
        let rgba = RgbaImage::from_fn(48, 16, |x, _| match x / 16 {
            0 => image::Rgba([0, 0, 0, 0]),
            1 => image::Rgba([200, 100, 0, 128]),
            _ => image::Rgba([200, 100, 0, 255]),
        });
        let deep = DynamicImage::from(rgba.clone()).into_rgba16().into();
        let rgba = DynamicImage::from(rgba);
        for (image, format) in [
            (&rgba, ImageFormat::Png),
            (&deep, ImageFormat::Png),
            (&rgba, ImageFormat::WebP),
        ] {
            check_colours(
                &written(image, format),
                &[
                    (8.0, [255; 3]),
                    (24.0, [227, 177, 127]),
                    (40.0, [200, 100, 0]),
                ],
            );
        }
        let grey = image::GrayAlphaImage::from_pixel(16, 16, image::LumaA([0, 51]));
        check_colours(&written(&grey.into(), ImageFormat::Png), &[(8.0, [204; 3])]);
        check_colours(&palette_png(), &[(4.0, [255; 3]), (12.0, [255, 191, 191])]);
    }

    #[test]
    fn what_is_transparent_in_a_lossy_webp_shows_white() {
        let bytes = include_bytes!("../../tests/pictures/cut-out.webp");
        let picture = Picture::decode(bytes, &DecodeLimits::default()).unwrap();
        assert_eq!(picture.pixel(4.0, 4.0).unwrap(), [255; 3]);
        assert!(picture.pixel(24.0, 24.0).unwrap()[2] > 200);
    }

    #[test]
    fn a_decoder_that_panics_has_met_a_damaged_file() {
        assert_eq!(
            caught(|| panic!("out of bounds")),
            Err(DecodeError::Malformed)
        );
        let frame = encoded(ImageFormat::Jpeg, 40, 30);
        let limits = DecodeLimits::default();
        let refused = Picture::decode_frame_by(&frame, &limits, |_, _| panic!("out of bounds"));
        assert_eq!(refused, Err(DecodeError::Malformed));
    }

    #[test]
    fn a_frame_is_checked_before_the_decoder_sees_it() {
        let limits = DecodeLimits {
            most_pixels: 1_000,
            ..DecodeLimits::default()
        };
        let untouched =
            |frame: &[u8]| Picture::decode_frame_by(frame, &limits, |_, _| panic!("decoded"));
        let large = encoded(ImageFormat::Jpeg, 40, 30);
        assert_eq!(untouched(&large), Err(DecodeError::TooManyPixels));
        let png = encoded(ImageFormat::Png, 20, 20);
        assert_eq!(untouched(&png), Err(DecodeError::UnknownFormat));
        let small = encoded(ImageFormat::Jpeg, 20, 20);
        assert!(Picture::decode_frame(&small, &limits).is_ok());
    }

    fn check(bytes: &[u8], expected: Result<(u32, u32), DecodeError>) {
        let size = Picture::decode(bytes, &DecodeLimits::default())
            .map(|picture| (picture.width(), picture.height()));
        assert_eq!(size, expected);
    }

    /// A PNG's signature and header alone, with a right checksum.
    fn png_header(width: u32, height: u32) -> Vec<u8> {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([8, 2, 0, 0, 0]);
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        bytes.extend(&chunk);
        bytes.extend(crc32(&chunk).to_be_bytes());
        bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        bytes
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
            })
        })
    }

    /// The JPEG with an EXIF block that says "turn by a quarter to the right".
    fn turned(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend(b"\x06\0\0\0\0\0\0");
        let length = u16::try_from(exif.len() + 2).unwrap();
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
        bytes.extend(length.to_be_bytes());
        bytes.extend(exif);
        bytes.extend(&jpeg[2..]);
        bytes
    }

    #[test]
    fn the_three_formats_are_known_by_their_content() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            check(&encoded(format, 40, 30), Ok((40, 30)));
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        check(b"", Err(DecodeError::UnknownFormat));
        check(b"<svg xmlns='x'/>", Err(DecodeError::UnknownFormat));
        check(b"GIF89a\x01\0\x01\0", Err(DecodeError::UnknownFormat));
    }

    #[test]
    fn what_is_sound_and_not_read_has_its_own_reason() {
        check(
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            Err(DecodeError::Heic),
        );
        let arithmetic = include_bytes!("../../tests/pictures/arithmetic.jpg");
        check(arithmetic, Err(DecodeError::ArithmeticJpeg));
        let jpeg = encoded(ImageFormat::Jpeg, 40, 30);
        let frame = jpeg.windows(2).position(|it| it == [0xff, 0xc0]).unwrap();
        let with = |at: usize, byte: u8| {
            let mut jpeg = jpeg.clone();
            jpeg[frame + at] = byte;
            jpeg
        };
        check(&with(4, 12), Err(DecodeError::TwelveBitJpeg));
        check(&with(1, 0xc3), Err(DecodeError::LosslessJpeg));
        check(&with(1, 0xc1), Ok((40, 30)));
    }

    #[test]
    fn a_picture_of_nine_hundred_million_pixels_is_refused_from_its_header() {
        check(&png_header(30_000, 30_000), Err(DecodeError::TooManyPixels));
    }

    #[test]
    fn a_file_too_long_is_refused_unread() {
        let limits = DecodeLimits {
            most_bytes: 10,
            ..DecodeLimits::default()
        };
        assert_eq!(
            Picture::decode(&[0xff; 11], &limits),
            Err(DecodeError::TooManyBytes)
        );
    }

    #[test]
    fn a_picture_too_small_is_refused() {
        check(
            &encoded(ImageFormat::Png, 40, 8),
            Err(DecodeError::TooSmall),
        );
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let bytes = encoded(format, 64, 64);
            for part in [bytes.len() / 2, bytes.len() - 16] {
                let refused = Picture::decode(&bytes[..part], &DecodeLimits::default());
                assert!(refused.is_err(), "{format:?} cut at {part}");
            }
        }
        let jpeg = encoded(ImageFormat::Jpeg, 64, 64);
        check(&jpeg[..jpeg.len() - 2], Err(DecodeError::Truncated));
    }

    #[test]
    fn exif_orientation_turns_the_picture_upright() {
        let bytes = turned(&encoded(ImageFormat::Jpeg, 64, 32));
        let picture = Picture::decode(&bytes, &DecodeLimits::default()).unwrap();
        assert_eq!((picture.width(), picture.height()), (32, 64));
        assert!(picture.rgb()[0] > 200, "the red half is on top");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), which in 0..3_usize) {
            let signature: &[u8] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n".as_slice(), b"RIFF\0\0\0\0WEBP"][which];
            let file = [signature, &bytes].concat();
            let _ = Picture::decode(&file, &DecodeLimits::default());
        }

        #[test]
        fn a_changed_byte_makes_no_panic(at in 0..600_usize, byte in any::<u8>()) {
            let mut file = encoded(ImageFormat::Jpeg, 32, 32);
            let at = at % file.len();
            file[at] = byte;
            let _ = Picture::decode(&file, &DecodeLimits::default());
        }
    }
}
