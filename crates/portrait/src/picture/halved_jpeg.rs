//! JPEG files of more pixels than are kept: the cosine transform gives them at half their width and height, without the
//! pixels between.

use super::decode::{DecodeError, Pixels};
use jpeg_decoder::{Decoder, Error, PixelFormat};
use std::io::{Cursor, ErrorKind};

/// The pixels of a file of this size, two by two of them as one.
pub(super) fn read(bytes: &[u8], (width, height): (u32, u32)) -> Result<Pixels, DecodeError> {
    let half = |side: u32| u16::try_from(side.div_ceil(2)).map_err(|_| DecodeError::TooManyPixels);
    let mut decoder = Decoder::new(Cursor::new(bytes));
    let wanted = (half(width)?, half(height)?);
    let found = decoder
        .scale(wanted.0, wanted.1)
        .map_err(|error| reason(&error))?;
    if found != wanted {
        return Err(DecodeError::Malformed);
    }
    let pixels = decoder.decode().map_err(|error| reason(&error))?;
    let format = decoder.info().ok_or(DecodeError::Malformed)?.pixel_format;
    Ok(Pixels {
        size: (wanted.0.into(), wanted.1.into()),
        reduction: 2,
        rgb: coloured(pixels, format)?,
        profile: decoder.icc_profile(),
        exif: decoder.exif_data().map(<[u8]>::to_vec),
    })
}

fn coloured(pixels: Vec<u8>, format: PixelFormat) -> Result<Vec<u8>, DecodeError> {
    match format {
        PixelFormat::RGB24 => Ok(pixels),
        PixelFormat::L8 => Ok(pixels.iter().flat_map(|grey| [*grey; 3]).collect()),
        PixelFormat::CMYK32 => {
            let inks = pixels.as_chunks().0.iter();
            Ok(inks.flat_map(|inks| printed(*inks)).collect())
        }
        PixelFormat::L16 => Err(DecodeError::Malformed),
    }
}

/// What four inks leave of white.
fn printed([cyan, magenta, yellow, black]: [u8; 4]) -> [u8; 3] {
    [cyan, magenta, yellow].map(|ink| {
        let left = u16::from(u8::MAX - ink) * u16::from(u8::MAX - black);
        u8::try_from((left + 127) / 255).unwrap_or(u8::MAX)
    })
}

fn reason(error: &Error) -> DecodeError {
    match error {
        Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => DecodeError::Truncated,
        Error::Io(_) | Error::Format(_) | Error::Unsupported(_) | Error::Internal(_) => {
            DecodeError::Malformed
        }
    }
}
