//! The two errors of a comparison over all its thresholds.

use super::proportion::count;
use serde::Serialize;

/// At how many thresholds, at the most, a curve is kept for drawing.
const POINTS: usize = 200;

/// Both errors at one threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OperatingPoint {
    /// What scores at least this is taken for the same; none where no score is enough.
    pub threshold: Option<f64>,
    /// The share of what belongs together that is kept apart (for faces: FNMR).
    pub false_rejection: f64,
    /// The share of what does not belong together that is taken for the same (for faces: FMR).
    pub false_acceptance: f64,
}

/// One score and whether it should have been accepted, with its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub(super) score: f64,
    pub(super) genuine: bool,
    pub(super) weight: f64,
}

/// Both errors at every threshold at which one of them changes.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorCurve {
    points: Vec<OperatingPoint>,
    genuine: usize,
    impostors: usize,
}

impl ErrorCurve {
    /// Of the scores that should be accepted and those that should not; none where one of the two is missing.
    #[must_use]
    pub fn of(genuine: &[f64], impostors: &[f64]) -> Option<Self> {
        let weigh = |score: &f64, genuine| Weighed {
            score: *score,
            genuine,
            weight: 1.0,
        };
        let genuine_scores = genuine.iter().map(|score| weigh(score, true));
        let impostor_scores = impostors.iter().map(|score| weigh(score, false));
        let mut scores: Vec<_> = genuine_scores.chain(impostor_scores).collect();
        scores.sort_by(|one, other| one.score.total_cmp(&other.score));
        Some(Self {
            points: points(&scores)?,
            genuine: genuine.len(),
            impostors: impostors.len(),
        })
    }

    /// Where both errors are equal, or nearest: their mean there.
    #[must_use]
    pub fn equal_error_rate(&self) -> f64 {
        equal_error_rate(&self.points)
    }

    /// The lowest threshold at which at most the share `most` of impostors is accepted. Below three in so many
    /// impostors nothing can be said, even where none was accepted (the rule of three): that is `None`.
    #[must_use]
    pub fn at_false_acceptance(&self, most: f64) -> Option<OperatingPoint> {
        if most * count(self.impostors) < 3.0 {
            return None;
        }
        let enough = |point: &&OperatingPoint| point.false_acceptance <= most;
        self.points.iter().find(enough).copied()
    }

    /// Both errors at `threshold`.
    #[must_use]
    pub fn at_threshold(&self, threshold: f64) -> OperatingPoint {
        let reached = |point: &&OperatingPoint| point.threshold.is_none_or(|it| it >= threshold);
        let found = self.points.iter().find(reached).or(self.points.last());
        OperatingPoint {
            threshold: Some(threshold),
            false_rejection: found.map_or(1.0, |point| point.false_rejection),
            false_acceptance: found.map_or(0.0, |point| point.false_acceptance),
        }
    }

    /// How many scores it rests on: genuine, and of impostors.
    #[must_use]
    pub fn counts(&self) -> [usize; 2] {
        [self.genuine, self.impostors]
    }

    /// A few hundred points of it, for drawing; both ends are among them.
    #[must_use]
    pub fn thinned(&self) -> Vec<OperatingPoint> {
        let step = self.points.len().div_ceil(POINTS).max(1);
        let last = self.points.len().saturating_sub(1);
        let points = self.points.iter().enumerate();
        points
            .filter(|(index, _)| index % step == 0 || *index == last)
            .map(|(_, point)| *point)
            .collect()
    }
}

/// Both errors at each score of `sorted` as the threshold, and beyond the last.
pub(super) fn points(sorted: &[Weighed]) -> Option<Vec<OperatingPoint>> {
    let total = |genuine: bool| -> f64 {
        let of_kind = sorted.iter().filter(|it| it.genuine == genuine);
        of_kind.map(|it| it.weight).sum()
    };
    let (genuine, impostors) = (total(true), total(false));
    if genuine <= 0.0 || impostors <= 0.0 {
        return None;
    }
    let (mut rejected, mut turned_away) = (0.0, 0.0);
    let mut points = Vec::new();
    for equals in sorted.chunk_by(|one, other| one.score.total_cmp(&other.score).is_eq()) {
        points.push(OperatingPoint {
            threshold: equals.first().map(|it| it.score),
            false_rejection: rejected / genuine,
            false_acceptance: (1.0 - turned_away / impostors).max(0.0),
        });
        for it in equals {
            let sum = if it.genuine {
                &mut rejected
            } else {
                &mut turned_away
            };
            *sum += it.weight;
        }
    }
    points.push(OperatingPoint {
        threshold: None,
        false_rejection: 1.0,
        false_acceptance: 0.0,
    });
    Some(points)
}

pub(super) fn equal_error_rate(points: &[OperatingPoint]) -> f64 {
    let gap = |point: &&OperatingPoint| (point.false_rejection - point.false_acceptance).abs();
    let nearest = points
        .iter()
        .min_by(|one, other| gap(one).total_cmp(&gap(other)));
    nearest.map_or(1.0, |point| {
        f64::midpoint(point.false_rejection, point.false_acceptance)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Φ(x), by its own error function.
    fn normal(x: f64) -> f64 {
        0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
    }

    /// So many quantiles of a normal distribution: a sample without chance.
    fn gaussian(mean: f64, size: usize) -> Vec<f64> {
        let quantile = |index: usize| {
            let goal = (count(index) + 0.5) / count(size);
            let (mut low, mut high) = (-9.0, 9.0);
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if normal(middle) < goal {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            mean + low
        };
        (0..size).map(quantile).collect()
    }

    #[test]
    fn of_two_gaussians_it_is_the_known_one() {
        for distance in [1.0, 2.0, 4.0] {
            let curve = ErrorCurve::of(&gaussian(distance, 4_000), &gaussian(0.0, 4_000)).unwrap();
            let expected = normal(-distance / 2.0);
            let found = curve.equal_error_rate();
            assert!((found - expected).abs() < 5e-4, "{found}, not {expected}");
        }
    }

    #[test]
    fn the_false_rejection_at_a_false_acceptance_is_the_known_one() {
        let curve = ErrorCurve::of(&gaussian(3.0, 20_000), &gaussian(0.0, 20_000)).unwrap();
        // FMR 1e-2 lies at 2.326, 1e-3 at 3.090; FNMR = Φ(threshold − 3).
        for (most, threshold) in [(1e-2, 2.326_35), (1e-3, 3.090_23)] {
            let point = curve.at_false_acceptance(most).unwrap();
            assert!(
                (point.threshold.unwrap() - threshold).abs() < 2e-2,
                "{point:?}"
            );
            assert!(
                (point.false_rejection - normal(threshold - 3.0)).abs() < 5e-3,
                "{point:?}"
            );
        }
    }

    fn check(curve: &ErrorCurve, threshold: f64, rejection: f64, acceptance: f64) {
        let point = curve.at_threshold(threshold);
        assert!(
            (point.false_rejection - rejection).abs() < 1e-12,
            "{point:?}"
        );
        assert!(
            (point.false_acceptance - acceptance).abs() < 1e-12,
            "{point:?}"
        );
    }

    #[test]
    fn what_too_few_pairs_cannot_show_is_not_said() {
        let curve = ErrorCurve::of(&[0.9; 10], &[0.1; 299]).unwrap();
        assert_eq!(curve.at_false_acceptance(1e-2), None);
        let curve = ErrorCurve::of(&[0.9; 10], &[0.1; 300]).unwrap();
        assert_eq!(
            curve.at_false_acceptance(1e-2).unwrap().threshold,
            Some(0.9)
        );
        assert_eq!(ErrorCurve::of(&[], &[0.1]), None);
    }

    #[test]
    fn equal_scores_are_taken_or_left_together() {
        let curve = ErrorCurve::of(&[0.5, 0.5, 0.8], &[0.5, 0.2]).unwrap();
        check(&curve, 0.5, 0.0, 0.5);
        check(&curve, 0.51, 2.0 / 3.0, 0.0);
        check(&curve, 0.9, 1.0, 0.0);
    }

    proptest! {
        #[test]
        fn along_the_curve_one_error_grows_and_the_other_shrinks(
            genuine in prop::collection::vec(-1.0..1.0_f64, 1..60),
            impostors in prop::collection::vec(-1.0..1.0_f64, 1..60),
            threshold in -1.0..1.0_f64,
        ) {
            let curve = ErrorCurve::of(&genuine, &impostors).unwrap();
            for pair in curve.points.windows(2) {
                prop_assert!(pair[0].false_rejection <= pair[1].false_rejection);
                prop_assert!(pair[0].false_acceptance >= pair[1].false_acceptance);
            }
            let below = count(genuine.iter().filter(|score| **score < threshold).count()) / count(genuine.len());
            prop_assert!((curve.at_threshold(threshold).false_rejection - below).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&curve.equal_error_rate()));
        }
    }
}
