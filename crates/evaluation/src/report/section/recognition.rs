//! Comparisons of faces.

use crate::figures::{AtFalseMatchRate, Product, Recognition};
use crate::report::ReportError;
use crate::report::plot::{operating_characteristic, trade_off};
use crate::report::table::{heading, number, percent, rate, table};
use crate::statistics::person_bootstrap::FEWEST_PERSONS;
use crate::statistics::{Distribution, OperatingPoint};
use maud::{Markup, html};

/// How many points of the curve stand in its table.
const ROWS: usize = 12;

pub(in crate::report) fn of(
    recognition: &Recognition,
    product: &Product,
) -> Result<Markup, ReportError> {
    let interval = recognition.equal_error_interval.map_or_else(
        || format!("no interval: fewer than {FEWEST_PERSONS} persons"),
        |interval| format!("{}–{}", percent(interval.low), percent(interval.high)),
    );
    let mut rows = vec![
        vec![
            "Equal error rate".to_owned(),
            format!(
                "{} ({interval}, bootstrap over persons)",
                percent(recognition.equal_error_rate)
            ),
        ],
        vec![
            format!("FNMR at the product's threshold {}", product.same_person),
            rate(&recognition.false_non_match),
        ],
        vec![
            format!("FMR at the product's threshold {}", product.same_person),
            rate(&recognition.false_match),
        ],
        vec![
            format!(
                "Pairs of one person for review, {} to {}",
                product.review, product.same_person
            ),
            rate(&recognition.review),
        ],
    ];
    rows.extend(
        recognition
            .at
            .iter()
            .map(|at| at_rate(at, recognition.non_mated.count)),
    );
    let curve = &recognition.curve;
    Ok(html! {
        (heading("人脸比对", "Recognition"))
        (table("Errors of comparison", &["Figure", "Value"], &rows))
        (table("Scores (cosine)", &["Pairs", "Number", "Least", "5 %", "Median", "95 %", "Greatest"], &[
            spread("One person (mated)", &recognition.mated), spread("Two persons (non-mated)", &recognition.non_mated),
        ]))
        (trade_off("Detection error trade-off (DET) of comparisons", ["FMR", "FNMR"], curve)?)
        (operating_characteristic("Receiver operating characteristic (ROC) of comparisons", ["FMR", "1 - FNMR"], curve)?)
        (points("Points of both curves", ["FMR", "FNMR"], curve))
    })
}

pub(in crate::report) fn absent() -> Markup {
    html! {
        (heading("人脸比对", "Recognition"))
        p lang="en" { "Not measured: it takes pairs of one person and pairs of two persons." }
    }
}

fn at_rate(at: &AtFalseMatchRate, pairs: usize) -> Vec<String> {
    let value = match (&at.false_non_match, at.threshold) {
        (Some(proportion), Some(threshold)) => {
            format!("{}, threshold {threshold:.3}", rate(proportion))
        }
        (Some(proportion), None) => rate(proportion),
        (None, _) => format!(
            "not measurable with {pairs} pairs of two persons; it takes {}",
            at.least_pairs
        ),
    };
    vec![
        format!("FNMR at FMR {}", percent(at.false_match_rate)),
        value,
    ]
}

fn spread(name: &str, spread: &Distribution) -> Vec<String> {
    let values = [
        spread.least,
        spread.low,
        spread.median,
        spread.high,
        spread.greatest,
    ];
    let head = [name.to_owned(), spread.count.to_string()];
    head.into_iter().chain(values.map(number)).collect()
}

/// The curve in text.
pub(super) fn points(caption: &str, errors: [&str; 2], curve: &[OperatingPoint]) -> Markup {
    let step = curve.len().div_ceil(ROWS).max(1);
    let rows: Vec<_> = curve.iter().step_by(step).map(point).collect();
    table(caption, &["Threshold", errors[0], errors[1]], &rows)
}

fn point(point: &OperatingPoint) -> Vec<String> {
    let threshold = point
        .threshold
        .map_or_else(|| "above all".to_owned(), number);
    vec![
        threshold,
        percent(point.false_acceptance),
        percent(point.false_rejection),
    ]
}
