//! Whether a JPEG file reaches its end-of-image marker. The decoder fills what is missing with grey and
//! says nothing; half a face must not be judged.

const FILL: u8 = 0xff;
const END_OF_IMAGE: u8 = 0xd9;

/// Walks the marker segments (ITU-T T.81, B.1.1) up to the end-of-image marker.
pub(super) fn is_there(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(start) = next_marker(rest) {
        let Some((&marker, after)) = rest[start..].split_first() else {
            return false;
        };
        if marker == END_OF_IMAGE {
            return true;
        }
        let Some(following) = after.get(payload_length(marker, after)..) else {
            return false;
        };
        rest = following;
    }
    false
}

/// The index of the next marker's second byte: entropy-coded data holds 0xFF only before 0 or a restart
/// marker.
fn next_marker(bytes: &[u8]) -> Option<usize> {
    let pairs = bytes.windows(2);
    let found = pairs
        .into_iter()
        .position(|pair| pair[0] == FILL && !matches!(pair[1], 0 | 0xd0..=0xd7 | FILL));
    found.map(|index| index + 1)
}

/// How many bytes belong to the segment; start-of-image and TEM stand alone.
fn payload_length(marker: u8, after: &[u8]) -> usize {
    match (marker, after) {
        (0x01 | 0xd8, _) => 0,
        (_, [high, low, ..]) => usize::from(u16::from_be_bytes([*high, *low])),
        _ => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: bool) {
        assert_eq!(is_there(bytes), expected, "{bytes:02x?}");
    }

    #[test]
    fn the_end_marker_ends_a_file() {
        check(b"\xff\xd8\xff\xda\0\x03\0abc\xff\0d\xff\xd9", true);
        check(b"\xff\xd8\xff\xda\0\x03\0abc\xff\0d\xff\xd9trailing", true);
    }

    #[test]
    fn a_thumbnails_end_is_not_the_files() {
        check(
            b"\xff\xd8\xff\xe1\0\x06\xff\xd8\xff\xd9\xff\xda\0\x03\0abc",
            false,
        );
    }

    #[test]
    fn a_file_that_stops_anywhere_has_no_end() {
        let file = b"\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\x03\0abc\xff\xd0de\xff\xd9";
        for length in 0..file.len() {
            check(&file[..length], false);
        }
        check(file, true);
    }
}
