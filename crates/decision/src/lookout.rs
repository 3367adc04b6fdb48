//! Which frames of a capture are embedded. Not all are, for that is the most that a scan costs; but none in which somebody
//! else could act without being seen, and nobody knows which beforehand.

use liveness::{Frame, Span};

/// One of so many frames that could be left out is embedded all the same.
const SPOT_CHECK: usize = 8;

/// The frames that are embedded in any case: the first and the last, those that are looked at for attacks, and those in
/// which an action was clearly seen, in rising order.
pub(crate) fn always(frames: &[Frame], chosen: &[usize], spans: &[Span]) -> Vec<usize> {
    let Some(last) = frames.len().checked_sub(1) else {
        return Vec::new();
    };
    let performed = spans.iter().map(|span| {
        let index = frames.partition_point(|frame| frame.at_ms < span.performed_ms);
        index.min(last)
    });
    let mut always: Vec<_> = chosen.iter().copied().chain(performed).collect();
    always.extend([0, last]);
    always.sort_unstable();
    always.dedup();
    always
}

/// The frames that are embedded: `always`, and so many between them that none is left out for longer than `gap_ms`.
/// `draw` gives a random number below the one that it is given.
pub fn lookout(
    frames: &[Frame],
    always: &[usize],
    gap_ms: u64,
    mut draw: impl FnMut(usize) -> usize,
) -> Vec<usize> {
    let mut looked_at: Vec<usize> = always.first().copied().into_iter().collect();
    for pair in always.windows(2) {
        let &[mut from, to] = pair else { continue };
        while from < to {
            let next = reach(frames, from, gap_ms).min(to);
            // One of the further half: the next one would often cost a frame more.
            let next = if next == to {
                to
            } else {
                next - draw((next - from).div_ceil(2))
            };
            looked_at.extend((from + 1..next).filter(|_| draw(SPOT_CHECK) == 0));
            looked_at.push(next);
            from = next;
        }
    }
    looked_at
}

/// Whether no frame between two that were looked at is left out for longer than `gap_ms`, in rising order.
pub(crate) fn is_without_gap(frames: &[Frame], looked_at: &[usize], gap_ms: u64) -> bool {
    let is_near = |pair: &[usize]| match *pair {
        [from, to] => to <= reach(frames, from, gap_ms),
        _ => true,
    };
    looked_at.windows(2).all(is_near)
}

/// The last frame that may follow `from` with none between them: the next one, or a later one within `gap_ms`.
fn reach(frames: &[Frame], from: usize, gap_ms: u64) -> usize {
    let at_ms = frames.get(from).map_or(0, |frame| frame.at_ms);
    let until = at_ms.saturating_add(gap_ms);
    let after = frames.partition_point(|frame| frame.at_ms <= until);
    after.saturating_sub(1).max(from + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portrait::{Faces, Light, Observation};
    use proptest::prelude::*;
    use verification::Action;

    const GAP_MS: u64 = 300;

    fn frames(times: impl IntoIterator<Item = u64>) -> Vec<Frame> {
        let observation = Observation {
            faces: Faces::One,
            light: Light {
                mean: 500,
                under_exposed: 0,
                over_exposed: 0,
                sharpness: 400,
            },
            face: None,
        };
        let frame = |at_ms| Frame { at_ms, observation };
        times.into_iter().map(frame).collect()
    }

    /// Numbers that look random, from a seed.
    fn draws(mut state: u64) -> impl FnMut(usize) -> usize {
        move |below| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % below
        }
    }

    #[test]
    fn frames_of_actions_are_always_embedded() {
        let frames = frames((0..40).map(|index| index * 100));
        let span = Span {
            action: Action::OpenMouth,
            prompted_ms: 900,
            performed_ms: 1_700,
            returned_ms: 2_300,
        };
        assert_eq!(always(&frames, &[12, 3], &[span]), [0, 3, 12, 17, 39]);
        assert!(always(&[], &[], &[]).is_empty());
    }

    /// Wherever somebody else acts for 300 ms, a frame of theirs is embedded; and no frame is safe from it.
    #[test]
    fn nobody_acts_unseen_and_nobody_knows_where_none_looks() {
        let frames = frames((0..60).map(|index| index * 100));
        let always = always(&frames, &[5, 11, 30], &[]);
        let mut seen = vec![0; frames.len()];
        for seed in 0..400 {
            let looked_at = lookout(&frames, &always, GAP_MS, draws(seed));
            assert!(looked_at.len() < 40, "{} of 60", looked_at.len());
            let is_seen =
                |other: std::ops::Range<usize>| looked_at.iter().any(|at| other.contains(at));
            assert!((0..57).all(|start| is_seen(start..start + 3)));
            for index in looked_at {
                seen[index] += 1;
            }
        }
        assert!(seen.iter().all(|times| *times > 20), "{seen:?}");
    }

    proptest! {
        #[test]
        fn every_gap_is_short_or_a_cameras_own(
            gaps in proptest::collection::vec(20_u64..500, 1..60),
            chosen in proptest::collection::vec(0_usize..60, 0..10),
            seed: u64,
        ) {
            let mut at_ms = 0;
            let frames = frames(gaps.iter().map(|gap| { at_ms += gap; at_ms }));
            let chosen: Vec<_> = chosen.into_iter().filter(|index| *index < frames.len()).collect();
            let always = always(&frames, &chosen, &[]);
            let looked_at = lookout(&frames, &always, GAP_MS, draws(seed));
            prop_assert!(looked_at.is_sorted_by(|one, next| one < next));
            prop_assert!(always.iter().all(|index| looked_at.contains(index)));
            prop_assert!(is_without_gap(&frames, &looked_at, GAP_MS));
            for pair in looked_at.windows(2) {
                let time = frames[pair[1]].at_ms - frames[pair[0]].at_ms;
                prop_assert!(pair[1] == pair[0] + 1 || time <= GAP_MS);
            }
        }
    }

    #[test]
    fn a_gap_is_found() {
        let frames = frames([0, 100, 200, 300, 400]);
        assert!(is_without_gap(&frames, &[0, 3, 4], GAP_MS));
        assert!(!is_without_gap(&frames, &[0, 4], GAP_MS));
    }
}
