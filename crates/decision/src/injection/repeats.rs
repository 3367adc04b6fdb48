//! What repeats between frames, down to the noise. A still picture with a face that is made to move has a background
//! without a camera's noise, and a looped film has the same frames again. What is not seen: pictures that are given new
//! noise. Honest pictures that come close: a background that the system blurs or replaces, and cameras that code films and
//! leave out what does not move.

use super::Risk;
use portrait::NoiseSample;
use serde::{Deserialize, Serialize};

/// Two frames are a loop's if they lie so far apart: nobody comes back so exactly.
const APART_MS: u64 = 800;

/// They are the same if half of the lively patches are.
const SAME: u32 = 500;

/// Captures with fewer frames that say something are not looked at.
const FEWEST: usize = 10;

/// Of a woman's film, coded as H.264, a median of a tenth of the patches stood still; where her face alone moved, two thirds.
const STILL: &[(u32, Risk)] = &[(400, Risk::Elevated), (900, Risk::High)];

/// Of honest films no frame came again; of loops most do.
const LOOPED: &[(u32, Risk)] = &[(100, Risk::Elevated), (300, Risk::High)];

/// What repeats between the frames of a capture, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// How much of a frame's lively patches the next one repeats: the median.
    pub still: u32,
    /// How many frames show the same as one that was taken a while before or after.
    pub looped: u32,
}

impl Repeats {
    /// Of frames in rising order of their times; `None` if too few of them have lively patches.
    #[must_use]
    pub fn of(frames: &[(u64, NoiseSample)]) -> Option<Self> {
        let pairs = frames.windows(2).filter_map(|pair| match pair {
            [(_, one), (_, next)] => one.repeated_in(next),
            _ => None,
        });
        let mut repeated: Vec<u32> = pairs.collect();
        if repeated.len() < FEWEST {
            return None;
        }
        repeated.sort_unstable();
        let looped = frames.iter().filter(|frame| recurs(frame, frames)).count();
        let looped = looped * 1_000 / frames.len();
        Some(Self {
            still: repeated[repeated.len() / 2],
            looped: u32::try_from(looped).unwrap_or(u32::MAX),
        })
    }

    pub(super) fn risk(self) -> Risk {
        Risk::reached(self.still, STILL).max(Risk::reached(self.looped, LOOPED))
    }
}

fn recurs((at_ms, frame): &(u64, NoiseSample), frames: &[(u64, NoiseSample)]) -> bool {
    let apart = frames
        .iter()
        .filter(|(other_ms, _)| other_ms.abs_diff(*at_ms) >= APART_MS);
    let mut repeated = apart.filter_map(|(_, other)| frame.repeated_in(other));
    repeated.any(|share| share >= SAME)
}
