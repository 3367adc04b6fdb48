//! The chunks of a WebP file (RFC 9649, 2). The decoder takes as much memory as a chunk says that it is long, and as the frame in it
//! says that it is large, whatever the file's length and the size in its first header.

use super::decode::DecodeError;

const CHUNK_HEADER: usize = 8;
/// What stands before the chunks of one frame of an animation.
const ANIMATION_HEADER: usize = 16;

/// Every size that a chunk names, once each chunk is found to be as long as it says.
pub(super) fn sizes(bytes: &[u8]) -> Result<Vec<(u32, u32)>, DecodeError> {
    let mut rest = vec![bytes.get(12..).ok_or(DecodeError::Truncated)?];
    let mut sizes = Vec::new();
    while let Some(chunks) = rest.pop() {
        let Some((header, after)) = chunks.split_first_chunk::<CHUNK_HEADER>() else {
            continue;
        };
        let [a, b, c, d, length @ ..] = *header;
        let (kind, length) = ([a, b, c, d], u32::from_le_bytes(length));
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let parts = after.split_at_checked(length);
        let (content, after) = parts.ok_or(DecodeError::Truncated)?;
        sizes.extend(size(kind, content));
        // A chunk of an odd length is followed by one byte more.
        rest.push(after.get(length % 2..).unwrap_or_default());
        if kind == *b"ANMF" {
            rest.extend(content.get(ANIMATION_HEADER..));
        }
    }
    Ok(sizes)
}

/// The size that a chunk of `kind` names, if it names one.
fn size(kind: [u8; 4], content: &[u8]) -> Option<(u32, u32)> {
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u32::from(*byte))
    };
    let at = |from: usize, count: usize| content.get(from..from + count).map(number);
    match &kind {
        b"VP8 " => Some((at(6, 2)? & 0x3fff, at(8, 2)? & 0x3fff)),
        b"VP8L" => {
            let sides = at(1, 4)?;
            Some(((sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((at(4, 3)? + 1, at(7, 3)? + 1)),
        b"ANMF" => Some((at(6, 3)? + 1, at(9, 3)? + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap();
        let mut chunk = [kind.as_slice(), &length.to_le_bytes(), content].concat();
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        chunk
    }

    fn check(chunks: &[Vec<u8>], expected: Result<&[(u32, u32)], DecodeError>) {
        let file = [b"RIFF\0\0\0\0WEBP".to_vec(), chunks.concat()].concat();
        assert_eq!(sizes(&file), expected.map(<[_]>::to_vec));
    }

    #[test]
    fn every_kind_of_frame_names_its_size() {
        let lossy = chunk(*b"VP8 ", &[0, 0, 0, 0, 0, 0, 24, 0, 16, 0]);
        check(std::slice::from_ref(&lossy), Ok(&[(24, 16)]));
        let sides = (23_u32 + 15 * (1 << 14)).to_le_bytes();
        check(
            &[chunk(*b"VP8L", &[&[0x2f], sides.as_slice()].concat())],
            Ok(&[(24, 16)]),
        );
        let canvas = chunk(*b"VP8X", &[0, 0, 0, 0, 23, 0, 0, 15, 0, 0]);
        let mut frame = vec![0; ANIMATION_HEADER];
        (frame[6], frame[9]) = (7, 3);
        frame.extend(lossy);
        let all = [(24, 16), (8, 4), (24, 16)];
        check(
            &[canvas, chunk(*b"EXIF", b"odd"), chunk(*b"ANMF", &frame)],
            Ok(&all),
        );
    }

    #[test]
    fn a_chunk_that_claims_more_than_there_is_is_refused_before_memory_is_taken() {
        let mut exif = chunk(*b"EXIF", b"even");
        exif[7] = 0xff;
        check(std::slice::from_ref(&exif), Err(DecodeError::Truncated));
        let frame = [vec![0; ANIMATION_HEADER], exif].concat();
        check(&[chunk(*b"ANMF", &frame)], Err(DecodeError::Truncated));
        check(&[vec![1, 2, 3]], Ok(&[]));
    }
}
