//! The marker segments of a JPEG file, one after the other (ITU-T T.81, B.1.1).

const FILL: u8 = 0xff;
pub(super) const END_OF_IMAGE: u8 = 0xd9;

/// Each segment's marker, and what follows it up to the segment's end: its length and its content. The end-of-image
/// marker is the last, whatever comes after it.
pub(super) struct Segments<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let start = next_marker(self.0)?;
        let (&marker, after) = self.0.get(start..)?.split_first()?;
        if marker == END_OF_IMAGE {
            self.0 = &[];
            return Some((marker, &[]));
        }
        let (payload, rest) = after.split_at_checked(payload_length(marker, after))?;
        self.0 = rest;
        Some((marker, payload))
    }
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
