//! Frames that come faster than the camera says that it gives pictures. A client sends no picture twice, so that an honest
//! camera can only be slower than it says, as many are in the dark. How regular the times are says nothing: a browser
//! takes them at the screen's frames, and twenty in a row lay exactly 100 ms apart in Chromium, as in a script.

use super::Risk;
use serde::{Deserialize, Serialize};

/// Captures of fewer frames say nothing.
const FEWEST: usize = 10;

/// A tenth faster than it says; twice as fast.
const LIMITS: &[(i32, Risk)] = &[(100, Risk::Elevated), (1_000, Risk::High)];

/// The frames' times against the rate that the camera states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// By how much more frames a second came than the camera gives, in thousandths; at least 0.
    pub ahead: i32,
}

impl Cadence {
    /// Of frames taken at `times_ms`, in rising order, by a camera of so many thousandths of a picture a second; `None` if
    /// that is too little to go by.
    #[must_use]
    pub fn of(times_ms: &[u64], stated_rate: u32) -> Option<Self> {
        let (first, last) = (times_ms.first()?, times_ms.last()?);
        let passed_ms = last.checked_sub(*first).filter(|passed| *passed > 0)?;
        if times_ms.len() < FEWEST || stated_rate == 0 {
            return None;
        }
        let gaps = u64::try_from(times_ms.len() - 1).unwrap_or(u64::MAX);
        let rate = gaps.saturating_mul(1_000_000) / passed_ms;
        let ratio = rate.saturating_mul(1_000) / u64::from(stated_rate);
        let ahead = i32::try_from(ratio.saturating_sub(1_000)).unwrap_or(i32::MAX);
        Some(Self { ahead })
    }

    pub(super) fn risk(self) -> Risk {
        Risk::reached(self.ahead, LIMITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times at which Chromium took the pictures of a camera of 20 a second, on a busy machine.
    const CHROMIUM_MS: [u64; 24] = [
        0, 150, 250, 350, 450, 550, 650, 750, 850, 950, 1050, 1150, 1250, 1350, 1450, 1550, 1650,
        1750, 1850, 1950, 2050, 2150, 2250, 2400,
    ];

    fn check(stated_rate: u32, expected: Option<(i32, Risk)>) {
        let cadence = Cadence::of(&CHROMIUM_MS, stated_rate);
        assert_eq!(cadence.map(|it| (it.ahead, it.risk())), expected);
    }

    #[test]
    fn a_camera_may_be_slower_than_it_says_and_not_faster() {
        check(30_000, Some((0, Risk::None)));
        check(20_000, Some((0, Risk::None)));
        check(10_000, Some((0, Risk::None)));
        check(7_500, Some((277, Risk::Elevated)));
        check(4_000, Some((1_395, Risk::High)));
    }

    #[test]
    fn nothing_is_said_of_few_frames_and_no_rate() {
        check(0, None);
        assert_eq!(Cadence::of(&CHROMIUM_MS[..9], 1_000), None);
        assert_eq!(Cadence::of(&[7; 20], 1_000), None);
        assert_eq!(Cadence::of(&[], 1_000), None);
    }
}
