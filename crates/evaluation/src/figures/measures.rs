//! Each quality measure over the pictures of persons.

use crate::look::Seen;
use crate::statistics::{Distribution, Proportion};
use portrait::Finding;
use serde::Serialize;

/// How one measure is spread.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureFigures {
    /// The measure's code.
    pub measure: &'static str,
    /// Its native value, in its own unit.
    pub value: Distribution,
    /// Its score, 0 to 100.
    pub score: Distribution,
    /// Scores by tens: 0 to 9, 10 to 19, …, 90 to 100.
    pub histogram: [usize; 10],
    /// How often it fails the register's profile.
    pub failing: Proportion,
}

/// Every measure that was taken of a picture, in the order of the assessment.
pub(super) fn of(portraits: &[Seen]) -> Vec<MeasureFigures> {
    let assessments = portraits.iter().filter_map(|seen| seen.face.as_ref().ok());
    let findings: Vec<&Finding> = assessments
        .flat_map(|face| &face.assessment.findings)
        .collect();
    let mut codes: Vec<&'static str> = Vec::new();
    for finding in &findings {
        if !codes.contains(&finding.measure.code()) {
            codes.push(finding.measure.code());
        }
    }
    let of_code = |code| {
        findings
            .iter()
            .copied()
            .filter(move |it| it.measure.code() == code)
    };
    codes
        .iter()
        .filter_map(|code| MeasureFigures::of(code, &of_code(*code).collect::<Vec<_>>()))
        .collect()
}

impl MeasureFigures {
    fn of(measure: &'static str, findings: &[&Finding]) -> Option<Self> {
        let mut histogram = [0; 10];
        for finding in findings {
            histogram[usize::from(finding.measured.score / 10).min(9)] += 1;
        }
        Some(Self {
            measure,
            value: Distribution::of(findings.iter().map(|it| it.measured.value))?,
            score: Distribution::of(findings.iter().map(|it| f64::from(it.measured.score)))?,
            histogram,
            failing: Proportion::of(findings.iter().map(|it| it.advice.is_some())),
        })
    }
}
