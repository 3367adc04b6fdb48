//! Comparisons of faces, in the terms of ISO/IEC 19795-1: every picture with every other.

use super::Product;
use crate::look::Seen;
use crate::statistics::person_bootstrap::equal_error_interval;
use crate::statistics::{
    Comparison, Distribution, ErrorCurve, Interval, OperatingPoint, Proportion,
};
use serde::Serialize;

/// The false match rates at which the false non-match rate is told.
const FALSE_MATCH_RATES: [f64; 3] = [1e-2, 1e-3, 1e-4];

/// What comparisons of faces came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recognition {
    /// The scores of pairs of one person (mated).
    pub mated: Distribution,
    /// The scores of pairs of two persons (non-mated).
    pub non_mated: Distribution,
    /// The equal error rate.
    pub equal_error_rate: f64,
    /// Its interval of 95 % over persons; none with too few of them.
    pub equal_error_interval: Option<Interval>,
    /// The false non-match rate at fixed false match rates.
    pub at: Vec<AtFalseMatchRate>,
    /// At the product's threshold: pairs of one person that are refused (FNMR).
    pub false_non_match: Proportion,
    /// At the product's threshold: pairs of two persons that are accepted (FMR).
    pub false_match: Proportion,
    /// Pairs of one person that a person would be asked to look at.
    pub review: Proportion,
    /// Both errors over all thresholds, thinned out.
    pub curve: Vec<OperatingPoint>,
}

/// The false non-match rate at one false match rate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtFalseMatchRate {
    /// The false match rate, at the most.
    pub false_match_rate: f64,
    /// The threshold; none where the pairs are too few to say.
    pub threshold: Option<f64>,
    /// Pairs of one person below the threshold; none where the pairs are too few to say.
    pub false_non_match: Option<Proportion>,
    /// How many pairs of two persons it would take at the least.
    pub least_pairs: f64,
}

impl Recognition {
    /// Of all comparisons; none where pairs of one person or of two are missing.
    pub(super) fn of(
        compared: &[Compared],
        persons: usize,
        product: &Product,
        seed: u64,
    ) -> Option<Self> {
        let comparisons: Vec<Comparison> = compared.iter().map(|it| it.comparison).collect();
        let scores = |mated| -> Vec<f64> {
            let of_kind = comparisons.iter().filter(|it| it.is_mated() == mated);
            of_kind.map(|it| it.score).collect()
        };
        let (mated, non_mated) = (scores(true), scores(false));
        let curve = ErrorCurve::of(&mated, &non_mated)?;
        let at = FALSE_MATCH_RATES.map(|rate| {
            let point = curve.at_false_acceptance(rate);
            AtFalseMatchRate {
                false_match_rate: rate,
                threshold: point.and_then(|point| point.threshold),
                false_non_match: point
                    .map(|point| below(&mated, point.threshold.unwrap_or(f64::INFINITY))),
                least_pairs: libm::ceil(3.0 / rate),
            }
        });
        let (same, review) = (f64::from(product.same_person), f64::from(product.review));
        Some(Self {
            equal_error_rate: curve.equal_error_rate(),
            equal_error_interval: equal_error_interval(&comparisons, persons, seed),
            at: at.to_vec(),
            false_non_match: below(&mated, same),
            false_match: Proportion::of(non_mated.iter().map(|score| *score >= same)),
            review: Proportion::of(mated.iter().map(|score| (review..same).contains(score))),
            curve: curve.thinned(),
            mated: Distribution::of(mated)?,
            non_mated: Distribution::of(non_mated)?,
        })
    }
}

fn below(scores: &[f64], threshold: f64) -> Proportion {
    Proportion::of(scores.iter().map(|score| *score < threshold))
}

/// A comparison, and which two pictures it compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compared {
    pub(super) comparison: Comparison,
    pub(super) pictures: [usize; 2],
}

/// Every picture that has a face with every later one.
pub(super) fn comparisons(portraits: &[Seen]) -> Vec<Compared> {
    let faces = portraits.iter().enumerate();
    let faces =
        faces.filter_map(|(index, seen)| Some((index, seen.person, seen.face.as_ref().ok()?)));
    let faces: Vec<_> = faces.collect();
    let mut compared = Vec::new();
    for (place, (first, one, face)) in faces.iter().enumerate() {
        for (second, other, later) in &faces[place + 1..] {
            compared.push(Compared {
                comparison: Comparison {
                    persons: [*one, *other],
                    score: f64::from(face.embedding.cosine(&later.embedding)),
                },
                pictures: [*first, *second],
            });
        }
    }
    compared
}
