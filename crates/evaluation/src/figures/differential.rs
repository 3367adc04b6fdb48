//! Differential performance: how often strangers of one demographic group match (ISO/IEC 19795-10).

use super::Product;
use super::recognition::Compared;
use crate::claim;
use crate::folder::labels::is_demographic;
use crate::look::{Looked, Seen};
use crate::statistics::person_bootstrap::{FEWEST_PERSONS, false_match_interval};
use crate::statistics::proportion::count;
use crate::statistics::{Comparison, Interval};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Errors to be expected in as many pairs before seeing none says anything (the rule of three).
const RULE_OF_THREE: f64 = 3.0;

/// False matches within demographic groups, at each threshold of the product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DifferentialPerformance {
    /// The false match rate that the product claims for every group.
    pub claimed_rate: f64,
    /// The figures, threshold by threshold.
    pub thresholds: Vec<AtThreshold>,
}

/// False matches at one threshold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtThreshold {
    /// The cosine from which the product takes two faces for one person.
    pub threshold: f32,
    /// All persons together, for comparison.
    pub everybody: FalseMatches,
    /// The demographic columns of `labels.csv`, in order.
    pub columns: Vec<DemographicColumn>,
}

/// The groups that one column of `labels.csv` divides persons into.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DemographicColumn {
    /// The column's name.
    pub column: String,
    /// The groups by their upper bound, the worst first; groups with too few persons stand last.
    pub groups: Vec<DemographicGroup>,
}

/// False matches within one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DemographicGroup {
    /// The value in the column.
    pub value: String,
    /// Its false matches.
    #[serde(flatten)]
    pub matches: FalseMatches,
}

/// How often pairs of different persons match.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FalseMatches {
    /// Persons with a usable face.
    pub persons: usize,
    /// Pairs of pictures of two persons.
    pub pairs: usize,
    /// The pairs among them that match.
    pub false_matches: usize,
    /// The false match rate; `None` without pairs.
    pub rate: Option<f64>,
    /// Its interval of 95 % by the bootstrap over persons; `None` with too few persons.
    pub interval: Option<Interval>,
    /// The greater of the interval's upper end and of three in as many pairs of persons: a bootstrap over persons without
    /// any false match ends at zero. `None` with too few persons.
    pub upper_bound: Option<f64>,
    /// What this says of the claimed rate.
    pub finding: Finding,
}

/// What a group says of the claimed rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The upper bound is above the claimed rate.
    AboveClaim,
    /// The upper bound is at most the claimed rate.
    WithinClaim,
    /// Too few persons to say.
    TooFewPersons,
}

impl DifferentialPerformance {
    /// Returns `None` if no picture of a person has a demographic group.
    pub(super) fn of(
        looked: &Looked,
        compared: &[Compared],
        product: &Product,
        seed: u64,
    ) -> Option<Self> {
        let columns = columns(&looked.portraits);
        if columns.is_empty() {
            return None;
        }
        let enrolled = looked.portraits.iter().filter(|seen| seen.face.is_ok());
        let everybody: BTreeSet<usize> = enrolled.map(|seen| seen.person).collect();
        let thresholds = product.match_thresholds().into_iter().map(|threshold| {
            let matches = |persons: &BTreeSet<usize>| {
                FalseMatches::of(compared, persons, f64::from(threshold), seed)
            };
            AtThreshold {
                threshold,
                everybody: matches(&everybody),
                columns: columns
                    .iter()
                    .map(|(column, groups)| DemographicColumn::of(column, groups, &matches))
                    .collect(),
            }
        });
        Some(Self {
            claimed_rate: claim::FALSE_MATCH_RATE,
            thresholds: thresholds.collect(),
        })
    }
}

/// The fewest persons whose pairs support the claimed rate if none of them matches.
pub(crate) fn fewest_persons() -> usize {
    let enough = |persons: &usize| rule_of_three(*persons) <= claim::FALSE_MATCH_RATE;
    (FEWEST_PERSONS..usize::MAX)
        .find(enough)
        .unwrap_or(usize::MAX)
}

type Groups = BTreeMap<String, BTreeSet<usize>>;

/// The demographic columns, and in each of them the persons with a usable face by group.
fn columns(portraits: &[Seen]) -> BTreeMap<String, Groups> {
    let mut columns: BTreeMap<String, Groups> = BTreeMap::new();
    for seen in portraits {
        let attributes = seen.attributes.iter();
        for (column, value) in attributes.filter(|(column, _)| is_demographic(column)) {
            let groups = columns.entry(column.clone()).or_default();
            let persons = groups.entry(value.clone()).or_default();
            if seen.face.is_ok() {
                persons.insert(seen.person);
            }
        }
    }
    columns
}

impl DemographicColumn {
    fn of(
        column: &str,
        groups: &Groups,
        matches: &impl Fn(&BTreeSet<usize>) -> FalseMatches,
    ) -> Self {
        let groups = groups.iter().map(|(value, persons)| DemographicGroup {
            value: value.clone(),
            matches: matches(persons),
        });
        let mut groups: Vec<_> = groups.collect();
        groups.sort_by(|one, other| other.matches.badness().total_cmp(&one.matches.badness()));
        groups.sort_by_key(|group| group.matches.finding == Finding::TooFewPersons);
        Self {
            column: column.to_owned(),
            groups,
        }
    }
}

impl FalseMatches {
    fn of(compared: &[Compared], persons: &BTreeSet<usize>, threshold: f64, seed: u64) -> Self {
        let places: BTreeMap<usize, usize> = persons.iter().copied().zip(0..).collect();
        let strangers = compared.iter().filter(|it| !it.comparison.is_mated());
        let strangers = strangers.filter_map(|it| {
            let [one, other] = it.comparison.persons;
            Some(Comparison {
                persons: [*places.get(&one)?, *places.get(&other)?],
                ..it.comparison
            })
        });
        let strangers: Vec<Comparison> = strangers.collect();
        let accepted = strangers.iter().filter(|pair| pair.score >= threshold);
        let (pairs, false_matches) = (strangers.len(), accepted.count());
        let interval = false_match_interval(&strangers, persons.len(), threshold, seed);
        let upper_bound = interval.map(|it| it.high.max(rule_of_three(persons.len())));
        Self {
            persons: persons.len(),
            pairs,
            false_matches,
            rate: (pairs > 0).then(|| count(false_matches) / count(pairs)),
            interval,
            upper_bound,
            finding: finding(upper_bound, false_matches),
        }
    }

    fn badness(&self) -> f64 {
        self.upper_bound.or(self.rate).unwrap_or_default()
    }
}

fn finding(upper_bound: Option<f64>, false_matches: usize) -> Finding {
    match upper_bound {
        None => Finding::TooFewPersons,
        Some(upper) if upper <= claim::FALSE_MATCH_RATE => Finding::WithinClaim,
        Some(_) if false_matches == 0 => Finding::TooFewPersons,
        Some(_) => Finding::AboveClaim,
    }
}

/// The rate that pairs of so many persons leave open if none of them matches. Pictures of one person are alike, so that
/// pairs of persons count, not pairs of pictures.
fn rule_of_three(persons: usize) -> f64 {
    let pairs = persons * persons.saturating_sub(1) / 2;
    (RULE_OF_THREE / count(pairs)).min(1.0)
}

#[cfg(test)]
mod tests;
