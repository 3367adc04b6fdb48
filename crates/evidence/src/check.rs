//! Checking opened evidence against its terms: client, order, chain, times, counts.

use crate::chain;
use crate::{Evidence, EvidenceError, Frame, Terms};
use std::collections::HashSet;
use verification::CaptureLimits;

/// Checks `evidence` against `terms`; the first defect found is the answer.
pub fn check(evidence: &Evidence, terms: &Terms) -> Result<(), EvidenceError> {
    let challenge = terms.challenge();
    if !challenge.takes_client(evidence.client_version) {
        return Err(EvidenceError::ClientTooOld);
    }
    let frames = &evidence.frames;
    check_count(frames, &challenge.limits)?;
    check_numbers(frames)?;
    check_chain(frames, terms)?;
    check_times(frames, &challenge.limits)
}

fn check_count(frames: &[Frame], limits: &CaptureLimits) -> Result<(), EvidenceError> {
    match u32::try_from(frames.len()) {
        Ok(count) if count < limits.fewest_frames => Err(EvidenceError::TooFewFrames),
        Ok(count) if count <= limits.most_frames => Ok(()),
        _ => Err(EvidenceError::TooManyFrames),
    }
}

/// The numbers count up from 0 without a gap.
fn check_numbers(frames: &[Frame]) -> Result<(), EvidenceError> {
    let mut seen = HashSet::new();
    for (expected, frame) in (0_u32..).zip(frames) {
        if !seen.insert(frame.number) {
            return Err(EvidenceError::FrameRepeated);
        }
        if frame.number != expected {
            let comes_later = frames.iter().any(|other| other.number == expected);
            return Err(if comes_later {
                EvidenceError::FramesSwapped
            } else {
                EvidenceError::FrameMissing
            });
        }
    }
    Ok(())
}

/// Every link follows from the one before, and no picture comes twice: a camera's noise makes
/// each frame new, so that an equal one was copied.
fn check_chain(frames: &[Frame], terms: &Terms) -> Result<(), EvidenceError> {
    let mut previous = terms.origin();
    let mut pictures = HashSet::new();
    for frame in frames {
        let digest = chain::picture_digest(&frame.jpeg);
        previous = chain::next(&previous, frame.number, frame.at_ms, &digest);
        if previous != frame.link {
            return Err(EvidenceError::ChainBroken);
        }
        if !pictures.insert(digest) {
            return Err(EvidenceError::FrameRepeated);
        }
    }
    Ok(())
}

fn check_times(frames: &[Frame], limits: &CaptureLimits) -> Result<(), EvidenceError> {
    for pair in frames.windows(2) {
        let gap = pair[1]
            .at_ms
            .checked_sub(pair[0].at_ms)
            .filter(|gap| *gap > 0);
        let gap = gap.ok_or(EvidenceError::TimesDisordered)?;
        if gap > u64::from(limits.longest_gap_ms) {
            return Err(EvidenceError::GapTooLong);
        }
    }
    match (frames.first(), frames.last()) {
        (Some(first), Some(last)) if last.at_ms - first.at_ms > u64::from(limits.longest_ms) => {
            Err(EvidenceError::TooLong)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use verification::Nonce;

    /// Spoils good evidence and expects one defect; `relink` makes the chain fit again, as a
    /// forger would.
    fn check_spoiled(
        spoil: impl FnOnce(&mut Evidence),
        relink: bool,
        expected: Result<(), EvidenceError>,
    ) {
        let terms = fixture::terms();
        let mut evidence = fixture::evidence(&terms);
        spoil(&mut evidence);
        if relink {
            fixture::relink(&mut evidence, &terms);
        }
        assert_eq!(check(&evidence, &terms), expected);
    }

    #[test]
    fn a_good_capture_passes() {
        check_spoiled(|_| (), false, Ok(()));
    }

    #[test]
    fn a_changed_picture_breaks_the_chain() {
        check_spoiled(
            |evidence| evidence.frames[3].jpeg[0] ^= 1,
            false,
            Err(EvidenceError::ChainBroken),
        );
    }

    #[test]
    fn a_changed_time_breaks_the_chain() {
        check_spoiled(
            |evidence| evidence.frames[3].at_ms += 1,
            false,
            Err(EvidenceError::ChainBroken),
        );
    }

    #[test]
    fn swapped_frames_are_seen() {
        check_spoiled(
            |evidence| evidence.frames.swap(3, 4),
            false,
            Err(EvidenceError::FramesSwapped),
        );
    }

    #[test]
    fn swapped_frames_that_were_renumbered_break_the_chain() {
        let spoil = |evidence: &mut Evidence| {
            evidence.frames.swap(3, 4);
            evidence.frames[3].number = 3;
            evidence.frames[4].number = 4;
        };
        check_spoiled(spoil, false, Err(EvidenceError::ChainBroken));
    }

    #[test]
    fn a_missing_frame_is_seen() {
        check_spoiled(
            |evidence| drop(evidence.frames.remove(3)),
            false,
            Err(EvidenceError::FrameMissing),
        );
    }

    #[test]
    fn a_repeated_number_is_seen() {
        let spoil = |evidence: &mut Evidence| evidence.frames.insert(4, evidence.frames[3].clone());
        check_spoiled(spoil, false, Err(EvidenceError::FrameRepeated));
    }

    #[test]
    fn a_repeated_picture_is_seen_even_when_chained_anew() {
        let spoil =
            |evidence: &mut Evidence| evidence.frames[4].jpeg = evidence.frames[3].jpeg.clone();
        check_spoiled(spoil, true, Err(EvidenceError::FrameRepeated));
    }

    #[test]
    fn times_that_stand_still_are_refused() {
        let spoil = |evidence: &mut Evidence| evidence.frames[4].at_ms = evidence.frames[3].at_ms;
        check_spoiled(spoil, true, Err(EvidenceError::TimesDisordered));
    }

    #[test]
    fn times_at_the_edge_of_the_numbers_are_refused() {
        const HALF: u64 = 1 << 63;
        for at_ms in [HALF - 1, HALF, HALF + 1, u64::MAX - 1, u64::MAX] {
            for place in 0..fixture::evidence(&fixture::terms()).frames.len() {
                let terms = fixture::terms();
                let mut evidence = fixture::evidence(&terms);
                evidence.frames[place].at_ms = at_ms;
                fixture::relink(&mut evidence, &terms);
                assert!(check(&evidence, &terms).is_err(), "{place} {at_ms}");
            }
        }
    }

    #[test]
    fn a_long_gap_is_refused() {
        let spoil = |evidence: &mut Evidence| {
            evidence
                .frames
                .iter_mut()
                .skip(4)
                .for_each(|frame| frame.at_ms += 151);
        };
        check_spoiled(spoil, true, Err(EvidenceError::GapTooLong));
    }

    #[test]
    fn a_long_capture_is_refused() {
        let spoil = |evidence: &mut Evidence| {
            evidence.frames = (0..70)
                .map(|number| fixture::frame(number, u64::from(number) * 220))
                .collect();
        };
        check_spoiled(spoil, true, Err(EvidenceError::TooLong));
    }

    #[test]
    fn too_few_and_too_many_frames_are_refused() {
        check_spoiled(
            |evidence| evidence.frames.truncate(7),
            false,
            Err(EvidenceError::TooFewFrames),
        );
        let spoil = |evidence: &mut Evidence| {
            evidence.frames = (0..181)
                .map(|number| fixture::frame(number, u64::from(number) * 50))
                .collect();
        };
        check_spoiled(spoil, true, Err(EvidenceError::TooManyFrames));
    }

    #[test]
    fn an_old_client_is_refused() {
        check_spoiled(
            |evidence| evidence.client_version = 0,
            false,
            Err(EvidenceError::ClientTooOld),
        );
    }

    #[test]
    fn evidence_for_another_nonce_does_not_fit() {
        let evidence = fixture::evidence(&fixture::terms());
        let other = fixture::terms_with(|challenge| challenge.nonce = Nonce::from_bytes([1; 32]));
        assert_eq!(check(&evidence, &other), Err(EvidenceError::ChainBroken));
    }
}
