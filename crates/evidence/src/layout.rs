//! How evidence is laid out in bytes. All integers are big-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `SMEV` |
//! | 1 | version of the layout: 2 if the camera is described, or else 1 |
//! | 4 | client version |
//! | in layout 2: 4 | length of the camera's description, at least 1 |
//! | … | the description |
//! | 4 | number of frames |
//! | per frame: 4 | its number, from 0 |
//! | 8 | its time, milliseconds since the first prompt |
//! | 32 | its link of the chain |
//! | 4 | length of the picture |
//! | … | the picture, JPEG |

use crate::chain::Link;
use crate::{CameraDescription, EvidenceError};

const MAGIC: &[u8; 4] = b"SMEV";
const WITHOUT_CAMERA: u8 = 1;
const WITH_CAMERA: u8 = 2;
const FRAME_HEAD_BYTES: usize = 4 + 8 + 32 + 4;

/// One frame of a capture.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    /// Its place in the capture, from 0.
    pub number: u32,
    /// Milliseconds since the first prompt.
    pub at_ms: u64,
    /// Its link of the chain.
    pub link: Link,
    /// The whole picture, JPEG.
    pub jpeg: Vec<u8>,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Frame({} at {} ms)", self.number, self.at_ms)
    }
}

/// A finished capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The version of the client that made it.
    pub client_version: u32,
    /// What the client says of its camera; `None` if it says nothing.
    pub camera: Option<CameraDescription>,
    /// The frames, in order.
    pub frames: Vec<Frame>,
}

impl Evidence {
    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let pictures: usize = self
            .frames
            .iter()
            .map(|frame| FRAME_HEAD_BYTES + frame.jpeg.len())
            .sum();
        let mut bytes = Vec::with_capacity(13 + pictures);
        bytes.extend_from_slice(MAGIC);
        bytes.push(match self.camera {
            Some(_) => WITH_CAMERA,
            None => WITHOUT_CAMERA,
        });
        bytes.extend_from_slice(&self.client_version.to_be_bytes());
        if let Some(camera) = &self.camera {
            bytes.extend_from_slice(&length(camera.expose().len()));
            bytes.extend_from_slice(camera.expose());
        }
        bytes.extend_from_slice(&length(self.frames.len()));
        for frame in &self.frames {
            bytes.extend_from_slice(&frame.number.to_be_bytes());
            bytes.extend_from_slice(&frame.at_ms.to_be_bytes());
            bytes.extend_from_slice(&frame.link);
            bytes.extend_from_slice(&length(frame.jpeg.len()));
            bytes.extend_from_slice(&frame.jpeg);
        }
        bytes
    }

    /// From its bytes; every length is checked, nothing may follow the last frame.
    pub fn parse(bytes: &[u8]) -> Result<Self, EvidenceError> {
        let mut reader = Reader { rest: bytes };
        reader.read().ok_or(EvidenceError::Unreadable)
    }
}

/// Lengths are bounded by the limits of a capture, far below 4 GiB; a longer one could not be read
/// back and saturates.
fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn read(&mut self) -> Option<Evidence> {
        if self.array()? != *MAGIC {
            return None;
        }
        let [version] = self.array()?;
        let client_version = self.u32()?;
        let camera = match version {
            WITHOUT_CAMERA => None,
            WITH_CAMERA => Some(self.camera()?),
            _ => return None,
        };
        let count = self.u32()?;
        let frames = (0..count).map(|_| self.frame()).collect::<Option<_>>()?;
        self.rest.is_empty().then_some(Evidence {
            client_version,
            camera,
            frames,
        })
    }

    fn camera(&mut self) -> Option<CameraDescription> {
        let length = usize::try_from(self.u32()?).ok()?;
        CameraDescription::parse(self.take(length)?)
    }

    fn frame(&mut self) -> Option<Frame> {
        let number = self.u32()?;
        let at_ms = u64::from_be_bytes(self.array()?);
        let link = self.array()?;
        let length = usize::try_from(self.u32()?).ok()?;
        let jpeg = self.take(length)?.to_vec();
        Some(Frame {
            number,
            at_ms,
            link,
            jpeg,
        })
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use proptest::prelude::*;

    #[test]
    fn what_was_written_is_read() {
        let evidence = fixture::evidence(&fixture::terms());
        assert_eq!(Evidence::parse(&evidence.to_bytes()), Ok(evidence));
    }

    fn described(bytes: &[u8]) -> Evidence {
        Evidence {
            camera: CameraDescription::parse(bytes),
            ..fixture::evidence(&fixture::terms())
        }
    }

    #[test]
    fn a_described_camera_is_read_and_evidence_without_one_is_as_it_was() {
        let evidence = described(b"{}");
        assert_eq!(Evidence::parse(&evidence.to_bytes()), Ok(evidence.clone()));
        assert_eq!(
            format!("{:?}", evidence.camera),
            "Some(CameraDescription(…))"
        );
        let without = described(b"").to_bytes();
        assert_eq!(without[..13], *b"SMEV\x01\0\0\0\x03\0\0\0\x0c");
        assert_eq!(Evidence::parse(&without), Ok(described(b"")));
    }

    #[test]
    fn a_description_of_no_bytes_or_too_many_is_refused() {
        let bytes = described(b"?").to_bytes();
        for length in [0, CameraDescription::MOST_BYTES + 1] {
            let rest = [vec![b'?'; length].as_slice(), &bytes[14..]].concat();
            let length = u32::try_from(length).unwrap().to_be_bytes();
            let refused = [&bytes[..9], &length, &rest].concat();
            assert_eq!(Evidence::parse(&refused), Err(EvidenceError::Unreadable));
        }
    }

    #[test]
    fn a_byte_too_many_or_too_few_is_refused() {
        let mut bytes = fixture::evidence(&fixture::terms()).to_bytes();
        bytes.push(0);
        assert_eq!(Evidence::parse(&bytes), Err(EvidenceError::Unreadable));
        assert_eq!(
            Evidence::parse(&bytes[..bytes.len() - 2]),
            Err(EvidenceError::Unreadable)
        );
    }

    #[test]
    fn a_count_that_promises_more_than_there_is_is_refused() {
        let mut bytes = fixture::evidence(&fixture::terms()).to_bytes();
        bytes[9..13].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(Evidence::parse(&bytes), Err(EvidenceError::Unreadable));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Evidence::parse(&bytes);
            for version in [b"SMEV\x01", b"SMEV\x02"] {
                let _ = Evidence::parse(&[version.as_slice(), &bytes].concat());
            }
        }
    }
}
