//! Whether a file is a JPEG as the canvas of a browser writes it: baseline, 8 bit, three components in one scan, and a closed
//! list of segments, each as the standard has it (ITU-T T.81, annex B). A decoder knows far more kinds of files, and each is a
//! way to break it; no camera frame needs them.
//!
//! The list is what Chromium, Firefox and WebKitGTK write (`tests/frames/README.md`), and what Apple's encoder adds in Safari:
//! an Exif block, a Photoshop block and restart intervals.

use super::decode::DecodeError;

/// Application segments, and how each begins.
const APPLICATIONS: [(u8, &[u8]); 4] = [
    (0xe0, b"JFIF\0"),
    (0xe1, b"Exif\0\0"),
    (0xe2, b"ICC_PROFILE\0"),
    (0xed, b"Photoshop 3.0\0"),
];

const START_OF_IMAGE: [u8; 2] = [0xff, 0xd8];
const START_OF_FRAME: u8 = 0xc0;
const HUFFMAN: u8 = 0xc4;
const START_OF_SCAN: u8 = 0xda;
const QUANTISATION: u8 = 0xdb;
const RESTART_INTERVAL: u8 = 0xdd;

/// Width and height of the file, once it is found to be of this kind.
pub(super) fn size(bytes: &[u8]) -> Result<(u32, u32), DecodeError> {
    let after_start = bytes.strip_prefix(&START_OF_IMAGE);
    let mut rest = after_start.ok_or(DecodeError::UnknownFormat)?;
    let mut header = Header::default();
    loop {
        let [0xff, marker, high, low, after @ ..] = rest else {
            return Err(DecodeError::Malformed);
        };
        let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2);
        let segment = length.and_then(|length| after.split_at_checked(length));
        let (segment, after) = segment.ok_or(DecodeError::Malformed)?;
        if *marker == START_OF_SCAN {
            let size = header.scan(segment).ok_or(DecodeError::Malformed)?;
            return check_scan(after, header.restarts).map(|()| size);
        }
        header.add(*marker, segment).ok_or(DecodeError::Malformed)?;
        rest = after;
    }
}

/// Coded data holds 0xff only before 0 and in restart markers; the end of the image ends the file.
fn check_scan(mut coded: &[u8], restarts: bool) -> Result<(), DecodeError> {
    while let Some(at) = coded.iter().position(|byte| *byte == 0xff) {
        coded = match coded.get(at + 1..) {
            Some([0, after @ ..]) => after,
            Some([0xd0..=0xd7, after @ ..]) if restarts => after,
            Some([0xd9]) => return Ok(()),
            Some([_, ..]) => return Err(DecodeError::Malformed),
            Some([]) | None => return Err(DecodeError::Truncated),
        };
    }
    Err(DecodeError::Truncated)
}

/// What the segments before the scan have said.
#[derive(Default)]
struct Header {
    quantisation: [bool; 4],
    /// Tables for the first coefficient of a block, and tables for the others.
    huffman: [[bool; 2]; 2],
    frame: Option<Frame>,
    restarts: bool,
}

struct Frame {
    size: (u32, u32),
    components: [Component; 3],
}

struct Component {
    name: u8,
    quantisation: u8,
}

impl Header {
    /// `None` if no canvas writes this segment before a scan.
    fn add(&mut self, marker: u8, segment: &[u8]) -> Option<()> {
        match marker {
            START_OF_FRAME => self.add_frame(segment),
            HUFFMAN => self.add_huffman(segment),
            QUANTISATION => self.add_quantisation(segment),
            RESTART_INTERVAL => {
                self.restarts = segment != [0, 0];
                (segment.len() == 2).then_some(())
            }
            _ => {
                let mut applications = APPLICATIONS.iter();
                let (_, begins) = applications.find(|(known, _)| *known == marker)?;
                segment.starts_with(begins).then_some(())
            }
        }
    }

    /// Three components of 8 bit; colour is as fine as brightness, or half as fine.
    fn add_frame(&mut self, segment: &[u8]) -> Option<()> {
        let [
            8,
            sides @ ..,
            3,
            a,
            0x11 | 0x12 | 0x21 | 0x22,
            qa,
            b,
            0x11,
            qb,
            c,
            0x11,
            qc,
        ] = segment
        else {
            return None;
        };
        let [high, low, wide, narrow] = *sides else {
            return None;
        };
        let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
        let component = |(name, quantisation): (&u8, &u8)| Component {
            name: *name,
            quantisation: *quantisation,
        };
        let frame = Frame {
            size: (side(wide, narrow), side(high, low)),
            components: [(a, qa), (b, qb), (c, qc)].map(component),
        };
        let is_first = self.frame.replace(frame).is_none();
        (is_first && a != b && b != c && a != c).then_some(())
    }

    /// Tables of one byte a number, none of them zero.
    fn add_quantisation(&mut self, segment: &[u8]) -> Option<()> {
        let (tables, rest) = segment.as_chunks::<65>();
        for [table, numbers @ ..] in tables {
            *self.quantisation.get_mut(usize::from(*table))? = true;
            if numbers.contains(&0) {
                return None;
            }
        }
        rest.is_empty().then_some(())
    }

    fn add_huffman(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((table, after)) = segment.split_first() {
            let (counts, after) = after.split_first_chunk::<16>()?;
            let symbols = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, after) = after.split_at_checked(symbols)?;
            let class = usize::from(table >> 4);
            let tables = self.huffman.get_mut(class)?;
            *tables.get_mut(usize::from(table & 0xf))? = true;
            if !is_prefix_code(*counts) || !symbols.iter().all(|it| is_symbol(class, *it)) {
                return None;
            }
            segment = after;
        }
        Some(())
    }

    /// The size of the frame, if this is the scan of all its components and their tables are there.
    fn scan(&self, segment: &[u8]) -> Option<(u32, u32)> {
        let frame = self.frame.as_ref()?;
        let [3, a, ta, b, tb, c, tc, 0, 63, 0] = segment else {
            return None;
        };
        let scanned = [(a, ta), (b, tb), (c, tc)];
        let is_ready = |(component, (name, tables)): (&Component, (&u8, &u8))| {
            component.name == *name
                && has(&self.quantisation, component.quantisation)
                && has(&self.huffman[0], tables >> 4)
                && has(&self.huffman[1], tables & 0xf)
        };
        let mut components = frame.components.iter().zip(scanned);
        components.all(is_ready).then_some(frame.size)
    }
}

fn has(tables: &[bool], table: u8) -> bool {
    tables.get(usize::from(table)) == Some(&true)
}

/// Whether so many codes of 1, 2, 3 … bits can be told apart; the code of ones alone is reserved.
fn is_prefix_code(counts: [u8; 16]) -> bool {
    let counts = counts.iter().enumerate();
    counts
        .map(|(index, count)| u32::from(*count) << (15 - index))
        .sum::<u32>()
        < 1 << 16
}

/// Whether baseline has the symbol: up to 11 bits in the first coefficient of a block; a run of zeros and up to 10 bits in
/// the others.
fn is_symbol(class: usize, symbol: u8) -> bool {
    match (class, symbol & 0xf) {
        (0, _) => symbol <= 11,
        (_, 0) => symbol == 0 || symbol == 0xf0,
        (_, bits) => bits <= 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn samples(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(folder);
        let paths = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        let jpegs = paths.filter(|path| path.extension().is_some_and(|it| it == "jpg"));
        jpegs
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    /// One sample, and how it can be spoilt.
    fn check(spoil: impl FnOnce(&mut Vec<u8>), expected: Result<(u32, u32), DecodeError>) {
        let mut samples = samples("frames").into_iter();
        let (_, mut bytes) = samples
            .find(|(path, _)| path.ends_with("firefox-0.85.jpg"))
            .unwrap();
        spoil(&mut bytes);
        assert_eq!(size(&bytes), expected);
    }

    /// Where the segment of `marker` begins, at its length.
    fn place(bytes: &[u8], marker: u8) -> usize {
        let found = bytes.windows(2).position(|pair| pair == [0xff, marker]);
        found.unwrap() + 2
    }

    const DAMAGED: Result<(u32, u32), DecodeError> = Err(DecodeError::Malformed);

    #[test]
    fn every_frame_of_a_browser_is_taken() {
        let samples = samples("frames");
        assert_eq!(samples.len(), 9);
        for (path, bytes) in samples {
            assert_eq!(size(&bytes), Ok((96, 128)), "{}", path.display());
        }
    }

    #[test]
    fn other_kinds_of_jpeg_are_refused() {
        for (path, bytes) in samples("pictures") {
            assert_eq!(size(&bytes), DAMAGED, "{}", path.display());
        }
        check(
            |bytes| *bytes = b"\x89PNG\r\n\x1a\n".to_vec(),
            Err(DecodeError::UnknownFormat),
        );
    }

    #[test]
    fn what_apples_encoder_adds_is_taken() {
        let added = [
            b"\xff\xe1\0\x0aExif\0\0MM".as_slice(),
            b"\xff\xed\0\x10Photoshop 3.0\0",
            b"\xff\xdd\0\x04\0\x06",
        ];
        check(
            |bytes| drop(bytes.splice(2..2, added.concat())),
            Ok((96, 128)),
        );
    }

    #[test]
    fn other_segments_and_a_second_frame_or_scan_are_refused() {
        for segment in [
            b"\xff\xfe\0\x04ab".as_slice(),
            b"\xff\xee\0\x0eAdobe\0\0\0\0\0\0\0",
            b"\xff\xe1\0\x06http",
            b"\xff\xcc\0\x04\0\0",
            b"\xff\xc0\0\x11\x08\0\x80\0\x60\x03\x01\x22\0\x02\x11\x01\x03\x11\x01",
        ] {
            check(
                |bytes| drop(bytes.splice(2..2, segment.iter().copied())),
                DAMAGED,
            );
        }
        check(
            |bytes| {
                let (end, scan) = (bytes.len() - 2, place(bytes, START_OF_SCAN) - 2);
                let again = bytes[scan..end].to_vec();
                drop(bytes.splice(end..end, again));
            },
            DAMAGED,
        );
    }

    #[test]
    fn a_frame_of_another_kind_is_refused() {
        let set = |at: usize, byte: u8| {
            check(
                |bytes| {
                    let frame = place(bytes, START_OF_FRAME);
                    bytes[frame + at] = byte;
                },
                DAMAGED,
            );
        };
        set(2, 12);
        set(7, 1);
        set(7, 4);
        set(9, 0x41);
        set(10, 3);
        set(11, 1);
        set(12, 0x22);
    }

    #[test]
    fn tables_that_are_missing_or_impossible_are_refused() {
        let set = |marker: u8, at: usize, byte: u8| {
            check(
                |bytes| {
                    let segment = place(bytes, marker);
                    bytes[segment + at] = byte;
                },
                DAMAGED,
            );
        };
        set(QUANTISATION, 2, 0x10);
        set(QUANTISATION, 2, 4);
        set(QUANTISATION, 2, 2);
        set(QUANTISATION, 3, 0);
        set(HUFFMAN, 2, 2);
        set(HUFFMAN, 3, 200);
        set(HUFFMAN, 19, 12);
        set(START_OF_SCAN, 4, 0x22);
        set(START_OF_SCAN, 9, 5);
    }

    #[test]
    fn the_scan_ends_the_file_and_has_no_other_marker() {
        check(|bytes| bytes.push(0), DAMAGED);
        check(
            |bytes| bytes.truncate(bytes.len() - 1),
            Err(DecodeError::Truncated),
        );
        check(
            |bytes| bytes.truncate(bytes.len() - 2),
            Err(DecodeError::Truncated),
        );
        let restart = |bytes: &mut Vec<u8>| {
            let end = bytes.len() - 2;
            drop(bytes.splice(end..end, [0xff, 0xd0]));
        };
        check(restart, DAMAGED);
    }
}
