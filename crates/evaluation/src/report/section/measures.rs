//! Each quality measure.

use crate::figures::MeasureFigures;
use crate::report::ReportError;
use crate::report::plot::histogram;
use crate::report::table::{heading, number, rate, table};
use crate::statistics::Distribution;
use maud::{Markup, html};

const COLUMNS: [&str; 7] = ["", "Number", "Least", "5 %", "Median", "95 %", "Greatest"];

pub(in crate::report) fn of(measures: &[MeasureFigures]) -> Result<Markup, ReportError> {
    let parts = measures
        .iter()
        .map(measure)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        (heading("照片质量", "Quality measures"))
        p lang="en" { "Over the pictures of persons that have a face; scores run from 0 to 100, as ISO/IEC 29794-5 has them." }
        @for part in parts { (part) }
    })
}

fn measure(figures: &MeasureFigures) -> Result<Markup, ReportError> {
    let name = figures.measure;
    let rows = [
        spread("Value", &figures.value),
        spread("Score", &figures.score),
    ];
    Ok(html! {
        h3 lang="en" { (name) }
        (histogram(&format!("Scores of {name}, by tens"), &figures.histogram)?)
        (table(&format!("{name}: value and score"), &COLUMNS, &rows))
        p lang="en" { "Fails the register's profile: " (rate(&figures.failing)) }
    })
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
