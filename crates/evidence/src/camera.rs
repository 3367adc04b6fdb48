//! What a client says of its camera, as it says it. Only the authority reads it (`decision::injection`), and nothing rests
//! on it.

/// A camera's description: bytes that no one but the authority looks into. Personal, for labels are often names: it
/// prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct CameraDescription(Vec<u8>);

impl CameraDescription {
    /// How many bytes one has at the most.
    pub const MOST_BYTES: usize = 1_024;

    /// `None` if there are no bytes, or too many.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        (1..=Self::MOST_BYTES)
            .contains(&bytes.len())
            .then(|| Self(bytes.to_vec()))
    }

    /// The bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for CameraDescription {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CameraDescription(…)")
    }
}
