//! A proportion that was counted, with what may lie behind it.

use serde::Serialize;

/// The normal distribution's 97.5 % quantile, for intervals of 95 %.
const QUANTILE: f64 = 1.959_963_984_540_054;

/// So many events in so many trials.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Proportion {
    /// How often it happened.
    pub events: usize,
    /// How often it could have.
    pub trials: usize,
    /// Events over trials; none where nothing was tried.
    pub rate: Option<f64>,
    /// Wilson's interval of 95 % around it (Wilson 1927), which is right for few trials and rare events too.
    pub interval: Option<[f64; 2]>,
}

impl Proportion {
    /// `events` of `trials`.
    #[must_use]
    pub fn new(events: usize, trials: usize) -> Self {
        let (rate, interval) = if trials == 0 {
            (None, None)
        } else {
            let (events, trials) = (count(events), count(trials));
            (Some(events / trials), Some(wilson(events, trials)))
        };
        Self {
            events,
            trials,
            rate,
            interval,
        }
    }

    /// How many of `trials` an event was.
    pub fn of(trials: impl IntoIterator<Item = bool>) -> Self {
        let (mut events, mut total) = (0, 0);
        for event in trials {
            events += usize::from(event);
            total += 1;
        }
        Self::new(events, total)
    }
}

fn wilson(events: f64, trials: f64) -> [f64; 2] {
    let square = QUANTILE * QUANTILE;
    let rate = events / trials;
    let centre = (rate + square / (2.0 * trials)) / (1.0 + square / trials);
    let spread = rate * (1.0 - rate) / trials + square / (4.0 * trials * trials);
    let half = QUANTILE * libm::sqrt(spread) / (1.0 + square / trials);
    // At both ends the formula gives the end itself, but for rounding.
    [
        if events > 0.0 { centre - half } else { 0.0 },
        if events < trials { centre + half } else { 1.0 },
    ]
}

/// A count as a number to reckon with.
#[expect(
    clippy::cast_precision_loss,
    reason = "nothing here is counted beyond 2^52"
)]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(events: usize, trials: usize, expected: [f64; 2]) {
        let [low, high] = Proportion::new(events, trials).interval.unwrap();
        assert!((low - expected[0]).abs() < 5e-4, "{low}");
        assert!((high - expected[1]).abs() < 5e-4, "{high}");
    }

    #[test]
    fn the_intervals_are_those_of_the_textbook() {
        // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        check(81, 263, [0.2553, 0.3662]);
        check(15, 148, [0.0624, 0.1605]);
        check(0, 20, [0.0, 0.1611]);
        check(1, 29, [0.0061, 0.1718]);
    }

    #[test]
    fn nothing_tried_has_no_rate() {
        assert_eq!(Proportion::of([]).rate, None);
        assert_eq!(Proportion::of([true, false]).rate, Some(0.5));
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate(trials in 1..10_000_usize, share in 0.0..=1.0_f64) {
            let events = (0..trials).filter(|trial| count(*trial) < share * count(trials)).count();
            let proportion = Proportion::new(events, trials);
            let (rate, [low, high]) = (proportion.rate.unwrap(), proportion.interval.unwrap());
            prop_assert!(low <= rate + 1e-12 && rate <= high + 1e-12);
        }
    }
}
