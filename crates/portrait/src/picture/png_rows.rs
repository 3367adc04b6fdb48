//! PNG files row by row: a picture of fifty million pixels is halved while it is read, and never there as a whole.

use super::decode::{DecodeError, DecodeLimits, Pixels, over_white};
use png::{BitDepth, ColorType, Decoder, DecodingError, Reader, Transformations};
use std::io::Cursor;

type File<'a> = Reader<Cursor<&'a [u8]>>;

/// The pixels, transparent ones over white; halved where there are more than `limits` keep whole.
pub(super) fn read(bytes: &[u8], limits: &DecodeLimits) -> Result<Pixels, DecodeError> {
    let most = usize::try_from(limits.most_pixels).unwrap_or(usize::MAX);
    let memory = png::Limits {
        bytes: most.saturating_mul(4),
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), memory);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let header = decoder.read_header_info().map_err(|error| reason(&error))?;
    let (size, interlaced) = (header.size(), header.interlaced);
    limits.check_size(size)?;
    let mut file = decoder.read_info().map_err(|error| reason(&error))?;
    let (colour, depth) = file.output_color_type();
    if depth != BitDepth::Eight {
        return Err(DecodeError::Malformed);
    }
    let mut rows = Rows::new(size, limits.reduction(size));
    if interlaced {
        read_whole(&mut file, colour, &mut rows)?;
    } else {
        while let Some(row) = file.next_row().map_err(|error| reason(&error))? {
            rows.add(row.data(), colour)?;
        }
    }
    // What follows the pixels may be missing; the orientation may be in it.
    let _ = file.finish();
    let mut pixels = rows.finish();
    let info = file.info();
    pixels.profile = info.icc_profile.as_deref().map(<[u8]>::to_vec);
    pixels.exif = info.exif_metadata.as_deref().map(<[u8]>::to_vec);
    Ok(pixels)
}

/// Rows of an interlaced file are complete only once all of it is read.
fn read_whole(file: &mut File<'_>, colour: ColorType, rows: &mut Rows) -> Result<(), DecodeError> {
    let length = file
        .output_buffer_size()
        .ok_or(DecodeError::TooManyPixels)?;
    let mut buffer = vec![0; length];
    let frame = file
        .next_frame(&mut buffer)
        .map_err(|error| reason(&error))?;
    let mut lines = buffer.chunks_exact(frame.line_size.max(1));
    lines.try_for_each(|line| rows.add(line, colour))
}

/// Rows as they come, kept whole or two at a time.
struct Rows {
    size: (u32, u32),
    reduction: u32,
    /// The first of two rows that become one.
    first: Vec<u8>,
    rgb: Vec<u8>,
}

impl Rows {
    fn new((width, height): (u32, u32), reduction: u32) -> Self {
        let size = (width.div_ceil(reduction), height.div_ceil(reduction));
        let length = size.0 as usize * size.1 as usize * 3;
        Self {
            size,
            reduction,
            first: Vec::new(),
            rgb: Vec::with_capacity(length),
        }
    }

    fn add(&mut self, row: &[u8], colour: ColorType) -> Result<(), DecodeError> {
        let row = coloured(row, colour).ok_or(DecodeError::Malformed)?;
        if self.reduction == 1 {
            self.rgb.extend(row);
        } else if self.first.is_empty() {
            self.first = row;
        } else {
            let first = std::mem::take(&mut self.first);
            halve(&first, &row, &mut self.rgb);
        }
        Ok(())
    }

    fn finish(mut self) -> Pixels {
        if !self.first.is_empty() {
            let last = std::mem::take(&mut self.first);
            halve(&last, &last, &mut self.rgb);
        }
        Pixels {
            size: self.size,
            reduction: self.reduction,
            rgb: self.rgb,
            profile: None,
            exif: None,
        }
    }
}

/// Red, green and blue of each pixel.
fn coloured(row: &[u8], colour: ColorType) -> Option<Vec<u8>> {
    Some(match colour {
        ColorType::Rgb => row.to_vec(),
        ColorType::Grayscale => row.iter().flat_map(|grey| [*grey; 3]).collect(),
        ColorType::GrayscaleAlpha => {
            let pixels = row.as_chunks().0.iter();
            pixels
                .flat_map(|[grey, alpha]| [over_white(*grey, *alpha); 3])
                .collect()
        }
        ColorType::Rgba => {
            let pixels = row.as_chunks().0.iter();
            pixels
                .flat_map(|[red, green, blue, alpha]| {
                    [red, green, blue].map(|it| over_white(*it, *alpha))
                })
                .collect()
        }
        // Expanded to one of the others.
        ColorType::Indexed => return None,
    })
}

/// Adds to `rgb` the means of two by two pixels; the last of an odd number stands for its neighbour too.
fn halve(first: &[u8], second: &[u8], rgb: &mut Vec<u8>) {
    for (one, other) in first.chunks(6).zip(second.chunks(6)) {
        for channel in 0..3 {
            let at = |row: &[u8], pixel: usize| {
                let value = row.get(3 * pixel + channel).or(row.get(channel));
                u16::from(value.copied().unwrap_or_default())
            };
            let sum = at(one, 0) + at(one, 1) + at(other, 0) + at(other, 1);
            rgb.push(u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX));
        }
    }
}

fn reason(error: &DecodingError) -> DecodeError {
    match error {
        DecodingError::IoError(_) => DecodeError::Truncated,
        DecodingError::LimitsExceeded => DecodeError::TooManyPixels,
        DecodingError::Format(_) | DecodingError::Parameter(_) => DecodeError::Malformed,
    }
}
