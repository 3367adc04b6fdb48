//! The nets for presentation attacks.

use super::recognition::points;
use crate::figures::Attacks;
use crate::report::ReportError;
use crate::report::plot::trade_off;
use crate::report::table::{heading, percent, rate, table};
use crate::statistics::Proportion;
use maud::{Markup, html};

pub(in crate::report) fn of(attacks: &Attacks, has_nets: bool) -> Result<Markup, ReportError> {
    let row = |name: String, error: &Proportion, unseen: &Proportion| {
        vec![name, rate(error), rate(unseen)]
    };
    let mut rows = vec![row(
        "Live: taken for an attack (BPCER)".to_owned(),
        &attacks.live_refused,
        &attacks.live_unseen,
    )];
    let kinds = attacks.kinds.iter();
    rows.extend(kinds.map(|(kind, figures)| {
        row(
            format!("{kind}: taken for live (APCER)"),
            &figures.accepted,
            &figures.unseen,
        )
    }));
    let equal = attacks.equal_error_rate.map(percent);
    Ok(html! {
        (heading("呈现攻击检测", "Presentation attack detection (ISO/IEC 30107-3)"))
        @if !has_nets { p lang="en" { "Not measured: the nets are not installed. Only whether a face was found is counted." } }
        (table("Errors of the nets at the product's threshold", &["Presentations", "Error", "No face found (non-response)"], &rows))
        @if let Some(equal) = equal { p lang="en" { "Equal error rate over all kinds together: " (equal) } }
        @if !attacks.curve.is_empty() {
            (trade_off("Detection error trade-off (DET) of the nets", ["APCER", "BPCER"], &attacks.curve)?)
            (points("Points of the curve", ["APCER", "BPCER"], &attacks.curve))
        }
    })
}
