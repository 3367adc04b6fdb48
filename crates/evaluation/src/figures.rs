//! Everything that is counted, in the form of the report's JSON.

mod attacks;
mod differential;
mod group;
mod measures;
mod product;
mod recognition;
mod scans;

pub use attacks::{AttackFigures, Attacks};
pub(crate) use differential::fewest_persons;
pub use differential::{
    AtThreshold, DemographicColumn, DemographicGroup, DifferentialPerformance, FalseMatches,
    Finding,
};
pub use group::Group;
pub use measures::MeasureFigures;
pub use product::{ModelDigest, Product};
pub use recognition::{AtFalseMatchRate, Recognition};
pub use scans::{ScanFigures, Scans};

use crate::AttackKind;
use crate::look::Looked;
use crate::statistics::Proportion;
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of this form.
const VERSION: u32 = 2;

/// The figures of one folder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// The version of this form.
    pub version: u32,
    /// What was evaluated.
    pub product: Product,
    /// What the bootstrap drew from.
    pub seed: u64,
    /// How much there was to look at.
    pub counts: Counts,
    /// Pictures of persons without a usable face (failure to enrol).
    pub enrolment: Failures,
    /// Comparisons of faces; none where there were not two kinds of pairs.
    pub recognition: Option<Recognition>,
    /// False matches within demographic groups; `None` if `labels.csv` names no groups.
    pub differential_performance: Option<DifferentialPerformance>,
    /// The nets for presentation attacks.
    pub attacks: Attacks,
    /// Whole scans; none where no clip said what was asked for.
    pub scans: Option<Scans>,
    /// Each quality measure over the pictures of persons.
    pub measures: Vec<MeasureFigures>,
    /// The errors apart, by what pictures are told apart by.
    pub groups: Vec<Group>,
}

/// How much there was to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Persons.
    pub persons: usize,
    /// Their pictures.
    pub pictures: usize,
    /// Live presentations.
    pub live: usize,
    /// Attacks by kind.
    pub attacks: BTreeMap<AttackKind, usize>,
}

/// What failed, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Failures {
    /// How often.
    pub failed: Proportion,
    /// Why, by the product's own codes.
    pub reasons: BTreeMap<&'static str, usize>,
}

impl Figures {
    /// The figures of what was looked at; `seed` is the bootstrap's.
    #[must_use]
    pub fn of(looked: &Looked, product: Product, seed: u64) -> Self {
        let comparisons = recognition::comparisons(&looked.portraits);
        Self {
            version: VERSION,
            seed,
            counts: Counts::of(looked),
            enrolment: Failures::of(
                looked
                    .portraits
                    .iter()
                    .map(|seen| seen.face.as_ref().err().copied()),
            ),
            recognition: Recognition::of(&comparisons, looked.persons, &product, seed),
            differential_performance: DifferentialPerformance::of(
                looked,
                &comparisons,
                &product,
                seed,
            ),
            attacks: Attacks::of(&looked.presentations),
            scans: Scans::of(&looked.presentations),
            measures: measures::of(&looked.portraits),
            groups: group::of(looked, &comparisons, &product),
            product,
        }
    }
}

impl Counts {
    fn of(looked: &Looked) -> Self {
        let mut attacks = BTreeMap::new();
        for kind in looked.presentations.iter().filter_map(|it| it.attack) {
            *attacks.entry(kind).or_default() += 1;
        }
        Self {
            persons: looked.persons,
            pictures: looked.portraits.len(),
            live: looked
                .presentations
                .iter()
                .filter(|it| it.attack.is_none())
                .count(),
            attacks,
        }
    }
}

impl Failures {
    /// Of the reasons that attempts failed for; those that did not have none.
    fn of(attempts: impl Iterator<Item = Option<&'static str>> + Clone) -> Self {
        let mut reasons = BTreeMap::new();
        for reason in attempts.clone().flatten() {
            *reasons.entry(reason).or_default() += 1;
        }
        Self {
            failed: Proportion::of(attempts.map(|reason| reason.is_some())),
            reasons,
        }
    }
}
