//! The nets for presentation attacks.

use super::recognition::points;
use crate::figures::Attacks;
use crate::report::ReportError;
use crate::report::plot::trade_off;
use crate::report::table::{heading, number, percent, rate, table};
use crate::statistics::{Distribution, Proportion};
use maud::{Markup, html};

const COLUMNS: [&str; 4] = [
    "Presentations",
    "Error",
    "No face found (non-response)",
    "Score: least, median, greatest",
];

pub(in crate::report) fn of(attacks: &Attacks, has_nets: bool) -> Result<Markup, ReportError> {
    let row =
        |name: String, error: &Proportion, unseen: &Proportion, scores: Option<&Distribution>| {
            let scores = scores.map_or_else(|| "not measured".to_owned(), spread);
            vec![name, rate(error), rate(unseen), scores]
        };
    let (refused, unseen) = (&attacks.live_refused, &attacks.live_unseen);
    let live = row(
        "Live: taken for an attack (BPCER)".to_owned(),
        refused,
        unseen,
        attacks.live_scores.as_ref(),
    );
    let kinds = attacks.kinds.iter().map(|(kind, figures)| {
        let name = format!(
            "{} {}: taken for live (APCER)",
            kind.chinese(),
            kind.english()
        );
        row(
            name,
            &figures.accepted,
            &figures.unseen,
            figures.scores.as_ref(),
        )
    });
    let rows: Vec<_> = std::iter::once(live).chain(kinds).collect();
    let equal = attacks.equal_error_rate.map(percent);
    Ok(html! {
        (heading("呈现攻击检测", "Presentation attack detection (ISO/IEC 30107-3)"))
        @if !has_nets { p lang="en" { "Not measured: the nets are not installed. Only whether a face was found is counted." } }
        p lang="en" {
            "The kinds are those of GB/T 41987-2022, whose text was not at hand: the wording of their names is ours. “Injected” pictures never passed              a camera; they are no presentation attack as ISO/IEC 30107-3 has it, and the nets are not made for them."
        }
        (table("Errors of the nets at the product's threshold", &COLUMNS, &rows))
        @if let Some(equal) = equal { p lang="en" { "Equal error rate over all kinds together: " (equal) } }
        @if !attacks.curve.is_empty() {
            (trade_off("Detection error trade-off (DET) of the nets", ["APCER", "BPCER"], &attacks.curve)?)
            (points("Points of the curve", ["APCER", "BPCER"], &attacks.curve))
        }
    })
}

fn spread(scores: &Distribution) -> String {
    [scores.least, scores.median, scores.greatest]
        .map(number)
        .join(", ")
}
