//! When the actions of a challenge are asked for.

use super::below;
use rand_core::CryptoRng;
use std::ops::RangeInclusive;
use verification::{Action, Timing};

/// How long a person rests before an action.
const PAUSE_MS: RangeInclusive<u32> = 400..=2_400;
/// How long a mouth stays open.
const HOLD_MS: RangeInclusive<u32> = 300..=1_500;

/// Draws when each of `actions` is asked for, and for how long it is held; empty if one of them moves the head: a clip of
/// mouth and eyes does not show that.
#[must_use]
pub fn draw_timings(actions: &[Action], randomness: &mut impl CryptoRng) -> Vec<Timing> {
    if actions.iter().any(|action| action.moves_head()) {
        return Vec::new();
    }
    let timings = actions.iter().map(|action| Timing {
        pause_ms: within(PAUSE_MS, randomness),
        hold_ms: match action {
            Action::OpenMouth => within(HOLD_MS, randomness),
            Action::TurnLeft | Action::TurnRight | Action::Blink | Action::Nod => 0,
        },
    });
    timings.collect()
}

fn within(range: RangeInclusive<u32>, randomness: &mut impl CryptoRng) -> u32 {
    let count = usize::try_from(range.end() - range.start() + 1).unwrap_or(1);
    range.start() + u32::try_from(below(count, randomness)).unwrap_or(0)
}
