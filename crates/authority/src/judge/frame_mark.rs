//! What is kept of a frame, by which it is known again.

use portrait::{FeaturePlaces, Imprint};

/// What is kept of a frame: nothing from which the picture could be made again but a grid of 144 greys, and where the
/// features of the face are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameMark {
    /// SHA-256 of the frame's bytes.
    pub digest: [u8; 32],
    /// What it coarsely shows.
    pub imprint: Imprint,
    /// When it was taken, in milliseconds of its capture.
    pub at_ms: u64,
    /// Where the features of its only face are.
    pub places: Option<FeaturePlaces>,
}
