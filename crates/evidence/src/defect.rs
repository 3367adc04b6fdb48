//! Every way in which evidence can be defective.

use verification::authority::EVIDENCE_DEFECTS;

/// Why evidence is refused, before anyone looks at its pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// The bytes do not follow the layout, or were changed after sealing.
    #[error("the evidence cannot be read")]
    Unreadable,
    /// Sealed to another key than the challenge names, or to one that is gone.
    #[error("sealed to another key")]
    WrongKey,
    /// Made for another challenge: another nonce, verification or signed form.
    #[error("made for another challenge")]
    WrongChallenge,
    /// The client that made it is older than the challenge allows.
    #[error("the client is too old")]
    ClientTooOld,
    /// More sealed bytes than the challenge allows.
    #[error("more bytes than allowed")]
    TooManyBytes,
    /// A link does not follow from its frame and the link before.
    #[error("the chain of frames is broken")]
    ChainBroken,
    /// A frame's number was left out.
    #[error("a frame is missing")]
    FrameMissing,
    /// Two frames stand in each other's place.
    #[error("frames are swapped")]
    FramesSwapped,
    /// The same number or the same picture came twice.
    #[error("a frame is repeated")]
    FrameRepeated,
    /// Fewer frames than the challenge asks for.
    #[error("too few frames")]
    TooFewFrames,
    /// More frames than the challenge allows.
    #[error("too many frames")]
    TooManyFrames,
    /// A frame is not later than the one before it.
    #[error("the times are not in order")]
    TimesDisordered,
    /// Too long a pause between two frames.
    #[error("a gap between frames is too long")]
    GapTooLong,
    /// Too long from the first frame to the last.
    #[error("the capture is too long")]
    TooLong,
    /// A frame is no picture that can be decoded.
    #[error("a picture cannot be decoded")]
    PictureUnreadable,
}

impl EvidenceError {
    /// Every variant, for catalogues and tests.
    pub const ALL: [Self; 15] = [
        Self::Unreadable,
        Self::WrongKey,
        Self::WrongChallenge,
        Self::ClientTooOld,
        Self::TooManyBytes,
        Self::ChainBroken,
        Self::FrameMissing,
        Self::FramesSwapped,
        Self::FrameRepeated,
        Self::TooFewFrames,
        Self::TooManyFrames,
        Self::TimesDisordered,
        Self::GapTooLong,
        Self::TooLong,
        Self::PictureUnreadable,
    ];

    /// The defect's code among [`EVIDENCE_DEFECTS`]; none for what has an answer of its own (a
    /// client that is too old, too many bytes).
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        let code = match self {
            Self::ClientTooOld | Self::TooManyBytes => return None,
            Self::Unreadable => "unreadable",
            Self::WrongKey => "wrong_key",
            Self::WrongChallenge => "wrong_challenge",
            Self::ChainBroken | Self::FramesSwapped => "chain_broken",
            Self::FrameMissing | Self::TooFewFrames => "frame_missing",
            Self::FrameRepeated => "frame_repeated",
            Self::TimesDisordered => "times_disordered",
            Self::GapTooLong => "gap_too_long",
            Self::TooLong | Self::TooManyFrames => "too_long",
            Self::PictureUnreadable => "picture_unreadable",
        };
        EVIDENCE_DEFECTS.into_iter().find(|known| *known == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defect_but_two_has_a_code_and_every_code_a_defect() {
        let codes: Vec<_> = EvidenceError::ALL
            .into_iter()
            .filter_map(EvidenceError::code)
            .collect();
        assert_eq!(codes.len(), EvidenceError::ALL.len() - 2);
        assert!(
            EVIDENCE_DEFECTS
                .into_iter()
                .all(|known| codes.contains(&known))
        );
    }
}
