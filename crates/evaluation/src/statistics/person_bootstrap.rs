//! How far an error would wander if other persons had been asked: the bootstrap over persons.
//!
//! Comparisons that share a person are not independent, so that drawing comparisons would give intervals far too narrow.
//! Persons are drawn instead, with replacement, and each comparison counts as often as its persons were drawn (Bolle,
//! Ratha and Pankanti, "Error analysis of pattern recognition systems: the subsets bootstrap", CVIU 93, 2004).

use super::distribution::quantile;
use super::error_curve::{Weighed, equal_error_rate, points};
use fastrand::Rng;
use serde::Serialize;

/// How often persons are drawn.
const ROUNDS: usize = 1_000;
/// With fewer persons an interval would only look like one.
pub const FEWEST_PERSONS: usize = 8;

/// One comparison of two pictures, and whose they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The persons, by their places in the folder; twice the same where the pictures belong together.
    pub persons: [usize; 2],
    /// How alike they are.
    pub score: f64,
}

impl Comparison {
    /// Whether both pictures show one person.
    #[must_use]
    pub fn is_mated(&self) -> bool {
        self.persons[0] == self.persons[1]
    }
}

/// An interval of 95 % over persons.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// How many rounds it rests on; a round without either kind of comparison counts for none.
    pub rounds: usize,
}

/// The interval of the equal error rate; none with too few persons.
#[must_use]
pub fn equal_error_interval(
    comparisons: &[Comparison],
    persons: usize,
    seed: u64,
) -> Option<Interval> {
    let mut sorted = comparisons.to_vec();
    sorted.sort_by(|one, other| one.score.total_cmp(&other.score));
    interval(persons, seed, |times| round(&sorted, times))
}

/// The interval of the share of `strangers`, pairs of two persons each, that score at least `threshold`; `None` with too
/// few persons.
#[must_use]
pub fn false_match_interval(
    strangers: &[Comparison],
    persons: usize,
    threshold: f64,
    seed: u64,
) -> Option<Interval> {
    let round = |times: &[u32]| {
        let (mut drawn, mut accepted) = (0.0, 0.0);
        for pair in strangers {
            let weight = weight(pair, times);
            drawn += weight;
            if pair.score >= threshold {
                accepted += weight;
            }
        }
        (drawn > 0.0).then(|| accepted / drawn)
    };
    interval(persons, seed, round)
}

/// The interval of `rate` over persons who are drawn anew in each round.
fn interval(persons: usize, seed: u64, rate: impl Fn(&[u32]) -> Option<f64>) -> Option<Interval> {
    if persons < FEWEST_PERSONS {
        return None;
    }
    let mut randomness = Rng::with_seed(seed);
    let rounds = (0..ROUNDS).filter_map(|_| rate(&drawn(persons, &mut randomness)));
    let mut rates: Vec<f64> = rounds.collect();
    rates.sort_unstable_by(f64::total_cmp);
    (!rates.is_empty()).then(|| Interval {
        low: quantile(&rates, 0.025),
        high: quantile(&rates, 0.975),
        rounds: rates.len(),
    })
}

/// How often each person was drawn.
fn drawn(persons: usize, randomness: &mut Rng) -> Vec<u32> {
    let mut times = vec![0; persons];
    for _ in 0..persons {
        times[randomness.usize(..persons)] += 1;
    }
    times
}

fn round(sorted: &[Comparison], times: &[u32]) -> Option<f64> {
    let weighed = sorted.iter().map(|comparison| Weighed {
        score: comparison.score,
        genuine: comparison.is_mated(),
        weight: weight(comparison, times),
    });
    let weighed: Vec<_> = weighed.filter(|it| it.weight > 0.0).collect();
    Some(equal_error_rate(&points(&weighed)?))
}

/// How often a comparison counts. A person who was drawn twice is not compared with themselves as with a stranger.
fn weight(comparison: &Comparison, times: &[u32]) -> f64 {
    let [one, other] = comparison.persons.map(|person| f64::from(times[person]));
    if comparison.is_mated() {
        one
    } else {
        one * other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of `persons` persons with two pictures each, mated ones around 0.7 and others around 0.1.
    fn comparisons(persons: usize, spread: f64) -> Vec<Comparison> {
        let mut randomness = Rng::with_seed(5);
        let mut pairs = Vec::new();
        for one in 0..persons {
            for other in one..persons {
                let middle = if one == other { 0.7 } else { 0.1 };
                let score = middle + spread * (randomness.f64() - 0.5);
                pairs.push(Comparison {
                    persons: [one, other],
                    score,
                });
            }
        }
        pairs
    }

    #[test]
    fn the_interval_holds_the_rate_and_is_the_same_for_the_same_seed() {
        let pairs = comparisons(30, 1.0);
        let interval = equal_error_interval(&pairs, 30, 1).unwrap();
        let scores = |mated| -> Vec<f64> {
            let of_kind = pairs.iter().filter(|pair| pair.is_mated() == mated);
            of_kind.map(|pair| pair.score).collect()
        };
        let curve = super::super::ErrorCurve::of(&scores(true), &scores(false)).unwrap();
        let rate = curve.equal_error_rate();
        assert!(
            interval.low <= rate && rate <= interval.high,
            "{interval:?}"
        );
        assert!(interval.high > interval.low && interval.rounds > 990);
        assert_eq!(equal_error_interval(&pairs, 30, 1), Some(interval));
        assert_ne!(equal_error_interval(&pairs, 30, 2), Some(interval));
    }

    #[test]
    fn what_is_far_apart_has_no_error_in_any_round() {
        let interval = equal_error_interval(&comparisons(10, 0.1), 10, 1).unwrap();
        assert_eq!((interval.low, interval.high), (0.0, 0.0));
    }

    #[test]
    fn few_persons_have_no_interval() {
        assert_eq!(equal_error_interval(&comparisons(7, 1.0), 7, 1), None);
        assert_eq!(false_match_interval(&strangers(7, 0), 7, 0.5, 1), None);
    }

    /// Every pair of `persons` persons, of whom the first matches `alike` others.
    fn strangers(persons: usize, alike: usize) -> Vec<Comparison> {
        let pairs = (0..persons).flat_map(|one| (one + 1..persons).map(move |other| [one, other]));
        let score = |[one, other]: [usize; 2]| if one == 0 && other <= alike { 0.9 } else { 0.1 };
        pairs
            .map(|persons| Comparison {
                persons,
                score: score(persons),
            })
            .collect()
    }

    /// Six of 780 pairs match, all of them with one person: drawing pairs would end at 1.4 %.
    #[test]
    fn one_person_who_resembles_many_makes_false_matches_uncertain() {
        let interval = false_match_interval(&strangers(40, 6), 40, 0.5, 1).unwrap();
        assert!(interval.low.abs() < 1e-12, "{interval:?}");
        assert!((0.02..0.04).contains(&interval.high), "{interval:?}");
        let again = false_match_interval(&strangers(40, 6), 40, 0.5, 1);
        assert_eq!(again, Some(interval));
        assert_ne!(false_match_interval(&strangers(40, 6), 40, 0.5, 2), again);
        let none = false_match_interval(&strangers(40, 0), 40, 0.5, 1).unwrap();
        assert_eq!((none.low, none.high), (0.0, 0.0));
    }
}
