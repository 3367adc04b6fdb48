//! Frames whose compression does not fit a browser's canvas: an encoder or a quality that no client asks for, and traces of
//! an earlier JPEG whose blocks lie elsewhere. What is not seen: an encoder that takes the canvas's tables, as libjpeg's
//! own programs do; films of another scale, or coded as H.264; a JPEG whose blocks lie on the frame's own, as those of
//! honest cameras do that send JPEG.

use super::Risk;
use portrait::{CanvasEncoder, DisplacedGrid};
use serde::{Deserialize, Serialize};

/// The qualities that a client asks a canvas for, steps of 5 from 50 to 85; what is a hair below one may be cut off.
const QUALITIES: &[u32] = &[
    85, 84, 80, 79, 75, 74, 70, 69, 65, 64, 60, 59, 55, 54, 50, 49,
];

/// One such frame is no client's.
const FOREIGN: &[(u32, Risk)] = &[(1, Risk::Elevated)];

/// Of films as they are, and coded anew at their own blocks, the most was 20; of the same as JPEG of quality 90 and 75, cut,
/// 40 and 51 (`crates/authority/tests/http/injection.rs`).
const DISPLACED: &[(i32, Risk)] = &[(25, Risk::Low), (35, Risk::Elevated)];

/// How the frames of a capture were compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compression {
    /// How many frames no canvas wrote that was looked at.
    pub foreign: u32,
    /// How many frames may be those of Apple's encoder, which was not looked at.
    pub unmeasured: u32,
    /// How asymmetric the frames are within their own blocks, in thousandths.
    pub displaced: i32,
}

impl Compression {
    /// Adds what wrote one more frame.
    pub fn add(&mut self, jpeg: &[u8]) {
        match CanvasEncoder::of(jpeg, QUALITIES) {
            CanvasEncoder::Canvas => {}
            CanvasEncoder::Unmeasured => self.unmeasured += 1,
            CanvasEncoder::Foreign => self.foreign += 1,
        }
    }

    /// The same with what the pixels of all frames show.
    #[must_use]
    pub fn with_grid(self, grid: &DisplacedGrid) -> Self {
        Self {
            displaced: grid.asymmetry(),
            ..self
        }
    }

    pub(super) fn risk(self) -> Risk {
        Risk::reached(self.foreign, FOREIGN).max(Risk::reached(self.displaced, DISPLACED))
    }
}
