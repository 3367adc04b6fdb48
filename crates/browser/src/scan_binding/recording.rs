//! The frames that may become evidence: which of them do is known only once the face has settled.

use evidence::{CameraDescription, Capture, CaptureError, Evidence, Terms};
use std::collections::VecDeque;

/// Frames with the times they were taken at, oldest first.
#[derive(Default)]
pub(super) struct Recording {
    frames: VecDeque<(u64, Vec<u8>)>,
}

impl Recording {
    /// Whether the camera gave one of these pictures before: such a frame shows nothing new.
    pub(super) fn has(&self, jpeg: &[u8]) -> bool {
        self.frames.iter().rev().any(|(_, kept)| kept == jpeg)
    }

    pub(super) fn push(&mut self, at_ms: u64, jpeg: Vec<u8>) {
        self.frames.push_back((at_ms, jpeg));
    }

    /// Forgets what was taken before `from_ms`; everything where there is no such time.
    pub(super) fn keep_from(&mut self, from_ms: Option<u64>) {
        let from_ms = from_ms.unwrap_or(u64::MAX);
        while self
            .frames
            .front()
            .is_some_and(|(at_ms, _)| *at_ms < from_ms)
        {
            self.frames.pop_front();
        }
    }

    pub(super) fn into_evidence(
        self,
        terms: &Terms,
        camera: Option<CameraDescription>,
    ) -> Result<Evidence, CaptureError> {
        let mut capture = Capture::begin(terms).from_camera(camera);
        let first = self.frames.front().map_or(0, |(at_ms, _)| *at_ms);
        for (at_ms, jpeg) in self.frames {
            capture.add(jpeg, at_ms - first)?;
        }
        Ok(capture.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recording() -> Recording {
        let mut recording = Recording::default();
        for at_ms in [100, 200, 300] {
            recording.push(at_ms, at_ms.to_be_bytes().to_vec());
        }
        recording
    }

    fn check(from_ms: Option<u64>, expected: &[u64]) {
        let mut recording = recording();
        recording.keep_from(from_ms);
        let times: Vec<u64> = recording.frames.iter().map(|(at_ms, _)| *at_ms).collect();
        assert_eq!(times, expected);
    }

    #[test]
    fn frames_before_the_capture_are_forgotten() {
        check(Some(200), &[200, 300]);
        check(Some(0), &[100, 200, 300]);
        check(None, &[]);
    }

    #[test]
    fn the_same_picture_is_known() {
        assert!(recording().has(&200_u64.to_be_bytes()));
        assert!(!recording().has(b"another"));
    }
}
