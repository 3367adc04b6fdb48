//! What is kept of a frame, by which it is known again.

use portrait::Imprint;

/// What is kept of a frame: nothing from which the picture could be made again but a grid of 144 greys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameMark {
    /// SHA-256 of the frame's bytes.
    pub digest: [u8; 32],
    /// What it coarsely shows.
    pub imprint: Imprint,
}
