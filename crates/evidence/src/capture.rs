//! Building a capture, frame by frame, within the limits of its challenge.

use crate::chain::{self, Link};
use crate::{CameraDescription, Evidence, Frame, Terms};
use std::collections::HashSet;
use verification::{CLIENT_VERSION, CaptureLimits};

/// What sealing and layout add to the pictures, generously: the head once, and so much a frame.
const OVERHEAD_BYTES: usize = 256;

/// Why a frame was not taken. The capture goes on without it, unless it is too large or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaptureError {
    /// The camera gave the same picture again: nothing is lost without it.
    #[error("the same picture again")]
    Repeated,
    /// Not later than the frame before.
    #[error("not later than the frame before")]
    NotLater,
    /// Too long a pause since the frame before: the capture is worth nothing now.
    #[error("too long since the frame before")]
    GapTooLong,
    /// Longer than a capture may be.
    #[error("the capture is too long")]
    TooLong,
    /// More frames than a capture may have.
    #[error("too many frames")]
    TooManyFrames,
    /// More bytes than a capture may have.
    #[error("too many bytes")]
    TooManyBytes,
}

/// A capture under way.
pub struct Capture {
    limits: CaptureLimits,
    camera: Option<CameraDescription>,
    link: Link,
    frames: Vec<Frame>,
    digests: HashSet<[u8; 32]>,
    bytes: usize,
}

impl Capture {
    /// A capture that answers `terms`.
    #[must_use]
    pub fn begin(terms: &Terms) -> Self {
        Self {
            limits: terms.challenge().limits,
            camera: None,
            link: terms.origin(),
            frames: Vec::new(),
            digests: HashSet::new(),
            bytes: OVERHEAD_BYTES,
        }
    }

    /// Says what the camera is that the frames come from.
    #[must_use]
    pub fn from_camera(mut self, camera: Option<CameraDescription>) -> Self {
        self.bytes += camera.as_ref().map_or(0, |camera| camera.expose().len());
        self.camera = camera;
        self
    }

    /// Takes one whole frame, `at_ms` milliseconds after the first prompt.
    pub fn add(&mut self, jpeg: Vec<u8>, at_ms: u64) -> Result<(), CaptureError> {
        self.admit_time(at_ms)?;
        let bytes = self.admit_bytes(&jpeg)?;
        let number = u32::try_from(self.frames.len()).map_err(|_| CaptureError::TooManyFrames)?;
        if number >= self.limits.most_frames {
            return Err(CaptureError::TooManyFrames);
        }
        let digest = chain::picture_digest(&jpeg);
        if !self.digests.insert(digest) {
            return Err(CaptureError::Repeated);
        }
        self.link = chain::next(&self.link, number, at_ms, &digest);
        self.bytes = bytes;
        self.frames.push(Frame {
            number,
            at_ms,
            link: self.link,
            jpeg,
        });
        Ok(())
    }

    /// How many frames it has.
    #[must_use]
    pub fn frame_count(&self) -> usize {
        self.frames.len()
    }

    /// The finished capture.
    #[must_use]
    pub fn finish(self) -> Evidence {
        Evidence {
            client_version: CLIENT_VERSION,
            camera: self.camera,
            frames: self.frames,
        }
    }

    fn admit_time(&self, at_ms: u64) -> Result<(), CaptureError> {
        let (Some(first), Some(last)) = (self.frames.first(), self.frames.last()) else {
            return Ok(());
        };
        if at_ms <= last.at_ms {
            return Err(CaptureError::NotLater);
        }
        if at_ms - first.at_ms > u64::from(self.limits.longest_ms) {
            return Err(CaptureError::TooLong);
        }
        if at_ms - last.at_ms > u64::from(self.limits.longest_gap_ms) {
            return Err(CaptureError::GapTooLong);
        }
        Ok(())
    }

    fn admit_bytes(&self, jpeg: &[u8]) -> Result<usize, CaptureError> {
        let bytes = self.bytes + jpeg.len() + OVERHEAD_BYTES / 4;
        match u32::try_from(bytes) {
            Ok(total) if total <= self.limits.most_bytes => Ok(bytes),
            _ => Err(CaptureError::TooManyBytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn check(frames: &[(&[u8], u64)], expected: Result<(), CaptureError>) {
        let mut capture = Capture::begin(&fixture::terms());
        let result = frames
            .iter()
            .try_for_each(|(jpeg, at_ms)| capture.add(jpeg.to_vec(), *at_ms));
        assert_eq!(result, expected);
    }

    #[test]
    fn frames_in_order_are_taken() {
        check(&[(b"a", 0), (b"b", 100), (b"c", 350)], Ok(()));
    }

    #[test]
    fn the_same_picture_is_not_taken_again() {
        check(
            &[(b"a", 0), (b"b", 100), (b"a", 200)],
            Err(CaptureError::Repeated),
        );
    }

    #[test]
    fn a_frame_must_be_later_than_the_one_before() {
        check(&[(b"a", 100), (b"b", 100)], Err(CaptureError::NotLater));
    }

    #[test]
    fn a_pause_ends_the_capture() {
        check(&[(b"a", 0), (b"b", 251)], Err(CaptureError::GapTooLong));
    }

    #[test]
    fn a_capture_has_an_end() {
        let mut capture = Capture::begin(&fixture::terms());
        for step in 0..=75_u64 {
            assert_eq!(capture.add(step.to_be_bytes().to_vec(), step * 200), Ok(()));
        }
        assert_eq!(capture.add(vec![1], 15_100), Err(CaptureError::TooLong));
    }

    #[test]
    fn a_capture_has_a_number_of_frames() {
        let mut capture = Capture::begin(&fixture::terms());
        for step in 0..180_u64 {
            assert_eq!(capture.add(step.to_be_bytes().to_vec(), step * 80), Ok(()));
        }
        assert_eq!(
            capture.add(vec![1], 180 * 80),
            Err(CaptureError::TooManyFrames)
        );
    }

    #[test]
    fn a_capture_has_a_size() {
        check(
            &[(&vec![1; 4 << 20], 0), (&vec![2; 4 << 20], 100)],
            Err(CaptureError::TooManyBytes),
        );
    }
}
