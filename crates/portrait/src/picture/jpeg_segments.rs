//! The marker segments of a JPEG file (ITU-T T.81, B.1.1): what kind of JPEG it is, and whether it reaches its end. A
//! decoder says "damaged" of kinds that it does not know, and fills what is missing with grey and says nothing; half a
//! face must not be judged.

use super::decode::DecodeError;
use super::segments::{END_OF_IMAGE, Segments};

const HUFFMAN: u8 = 0xc4;
const ARITHMETIC_CONDITIONING: u8 = 0xcc;
/// Reserved in T.81 for extensions, between the frames.
const EXTENSION: u8 = 0xc8;
/// JPEG-LS, ITU-T T.87.
const LOSSLESS_OR_NEARLY: u8 = 0xf7;

/// Whether the file is whole, and of a kind that is read: Huffman-coded, 8 bits, and by cosine transform.
pub(super) fn check(bytes: &[u8]) -> Result<(), DecodeError> {
    let mut whole = false;
    for (marker, payload) in Segments(bytes) {
        check_kind(marker, payload)?;
        whole |= marker == END_OF_IMAGE;
    }
    if whole {
        Ok(())
    } else {
        Err(DecodeError::Truncated)
    }
}

/// T.81, table B.1.
fn check_kind(marker: u8, payload: &[u8]) -> Result<(), DecodeError> {
    match marker {
        HUFFMAN | EXTENSION | ARITHMETIC_CONDITIONING => Ok(()),
        0xc3 | 0xc7 | 0xcb | 0xcf | LOSSLESS_OR_NEARLY => Err(DecodeError::LosslessJpeg),
        0xc9 | 0xca | 0xcd | 0xce => Err(DecodeError::ArithmeticJpeg),
        0xc0..=0xc2 if payload.get(2) == Some(&12) => Err(DecodeError::TwelveBitJpeg),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_file(bytes: &[u8], expected: Result<(), DecodeError>) {
        assert_eq!(check(bytes), expected, "{bytes:02x?}");
    }

    const TRUNCATED: Result<(), DecodeError> = Err(DecodeError::Truncated);

    #[test]
    fn the_end_marker_ends_a_file() {
        check_file(b"\xff\xd8\xff\xda\0\x03\0abc\xff\0d\xff\xd9", Ok(()));
        check_file(
            b"\xff\xd8\xff\xda\0\x03\0abc\xff\0d\xff\xd9trailing",
            Ok(()),
        );
        check_file(b"\xff\xd8\xff\xda\0\x03\0abc\xff\xd9\xff\xc9\0\x02", Ok(()));
    }

    #[test]
    fn a_thumbnails_end_is_not_the_files() {
        check_file(
            b"\xff\xd8\xff\xe1\0\x06\xff\xd8\xff\xd9\xff\xda\0\x03\0abc",
            TRUNCATED,
        );
    }

    #[test]
    fn a_file_that_stops_anywhere_has_no_end() {
        let file = b"\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\x03\0abc\xff\xd0de\xff\xd9";
        for length in 0..file.len() {
            check_file(&file[..length], TRUNCATED);
        }
        check_file(file, Ok(()));
    }

    /// A file whose frame header has this marker and so many bits a sample.
    fn framed(marker: u8, bits: u8) -> Vec<u8> {
        let mut file = vec![0xff, 0xd8, 0xff, marker, 0, 11, bits];
        file.extend([0, 16, 0, 16, 1, 1, 0x11, 0, 0xff, 0xd9]);
        file
    }

    #[test]
    fn each_kind_that_is_not_read_has_its_own_reason() {
        for marker in [0xc0, 0xc1, 0xc2] {
            check_file(&framed(marker, 8), Ok(()));
            check_file(&framed(marker, 12), Err(DecodeError::TwelveBitJpeg));
        }
        for marker in [0xc9, 0xca, 0xcd, 0xce] {
            check_file(&framed(marker, 8), Err(DecodeError::ArithmeticJpeg));
        }
        for marker in [0xc3, 0xc7, 0xcb, 0xcf, 0xf7] {
            check_file(&framed(marker, 8), Err(DecodeError::LosslessJpeg));
        }
    }
}
