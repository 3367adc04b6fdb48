//! How values are spread.

use super::proportion::count;
use serde::Serialize;

/// How values are spread: the least, the greatest, and what lies between.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Distribution {
    /// How many there are.
    pub count: usize,
    /// The least.
    pub least: f64,
    /// A twentieth lies below it.
    pub low: f64,
    /// A half lies below it.
    pub median: f64,
    /// A twentieth lies above it.
    pub high: f64,
    /// The greatest.
    pub greatest: f64,
}

impl Distribution {
    /// Of `values`; none of no values.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_unstable_by(f64::total_cmp);
        let (least, greatest) = (*values.first()?, *values.last()?);
        Some(Self {
            count: values.len(),
            least,
            low: quantile(&values, 0.05),
            median: quantile(&values, 0.5),
            high: quantile(&values, 0.95),
            greatest,
        })
    }
}

/// The quantile of values in order, between the two nearest of them; 0 of no values.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place between 0 and the last value's"
)]
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * count(sorted.len().saturating_sub(1));
    let (below, part) = (place as usize, place - libm::floor(place));
    let value = |index: usize| sorted.get(index.min(sorted.len().saturating_sub(1)));
    let low = value(below).copied().unwrap_or_default();
    let high = value(below + 1).copied().unwrap_or_default();
    low + part * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_is_spread_evenly() {
        let spread = Distribution::of((0..=100).rev().map(f64::from)).unwrap();
        let found = [
            spread.least,
            spread.low,
            spread.median,
            spread.high,
            spread.greatest,
        ];
        for (found, expected) in found.into_iter().zip([0.0, 5.0, 50.0, 95.0, 100.0]) {
            assert!((found - expected).abs() < 1e-9, "{spread:?}");
        }
        assert_eq!(Distribution::of([]), None);
    }

    #[test]
    fn a_quantile_may_lie_between_two_values() {
        assert!((quantile(&[1.0, 2.0], 0.25) - 1.25).abs() < 1e-12);
        assert!((quantile(&[3.0], 0.95) - 3.0).abs() < 1e-12);
    }
}
