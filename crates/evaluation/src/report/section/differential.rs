//! Differential performance between demographic groups.

use crate::figures::{
    AtThreshold, DemographicColumn, DifferentialPerformance, FalseMatches, Finding, fewest_persons,
};
use crate::report::table::{heading, percent, table};
use maud::{Markup, html};

const COLUMNS: [&str; 6] = [
    "Group",
    "Persons",
    "False matches, pairs",
    "FMR (95 %, bootstrap over persons)",
    "Upper bound",
    "Against the claimed rate",
];

pub(in crate::report) fn of(differential: Option<&DifferentialPerformance>) -> Markup {
    html! {
        (heading("人群间性能差异", "Differential performance (ISO/IEC 19795-10)"))
        @match differential {
            None => {
                p { "未测量：labels.csv 没有 group 列。" }
                p lang="en" { "Not measured: labels.csv has no column “group”." }
            }
            Some(differential) => (measured(differential)),
        }
    }
}

fn measured(differential: &DifferentialPerformance) -> Markup {
    html! {
        p {
            "每个分组只统计组内不同人之间的比对，最差的分组排在最前。声明的误识率上限为 "
            (percent(differential.claimed_rate)) "。"
        }
        p lang="en" {
            "Pairs of different persons within each group, the worst group first. The product claims a false match rate of at \
             most " (percent(differential.claimed_rate)) " for every group. The upper bound is at least three in as many pairs \
             of persons; below " (fewest_persons()) " persons without a false match there are too few persons to say."
        }
        @for at in &differential.thresholds {
            @for column in &at.columns { (groups(at, column)) }
        }
    }
}

fn groups(at: &AtThreshold, column: &DemographicColumn) -> Markup {
    let groups = column.groups.iter();
    let mut rows: Vec<_> = groups
        .map(|group| row(&group.value, &group.matches))
        .collect();
    rows.push(row("(all persons)", &at.everybody));
    let caption = format!(
        "False match rate by {}, at the product's threshold {}",
        column.column, at.threshold
    );
    table(&caption, &COLUMNS, &rows)
}

fn row(name: &str, matches: &FalseMatches) -> Vec<String> {
    let rate = matches
        .rate
        .map_or_else(|| "not measured".to_owned(), percent);
    let interval = matches.interval.map_or_else(String::new, |interval| {
        format!(" ({}–{})", percent(interval.low), percent(interval.high))
    });
    let upper = matches
        .upper_bound
        .map_or_else(|| "none".to_owned(), percent);
    vec![
        name.to_owned(),
        matches.persons.to_string(),
        format!("{}/{}", matches.false_matches, matches.pairs),
        rate + &interval,
        upper,
        told(matches.finding).to_owned(),
    ]
}

fn told(finding: Finding) -> &'static str {
    match finding {
        Finding::AboveClaim => "above",
        Finding::WithinClaim => "within",
        Finding::TooFewPersons => "too few persons to say",
    }
}

/// The loud note, if the upper bound of any group is above the claimed rate.
pub(in crate::report) fn loud(differential: &DifferentialPerformance) -> Markup {
    let warnings = warnings(differential);
    html! {
        @if !warnings.is_empty() {
            div.loud role="note" {
                p {
                    "误识率可能高于声明值：以下人群误识率的上限高于 " (percent(differential.claimed_rate)) "。"
                }
                ul lang="en" { @for warning in &warnings { li { (warning) } } }
            }
        }
    }
}

/// One sentence for each group whose upper bound is above the claimed rate.
pub(in crate::report) fn warnings(differential: &DifferentialPerformance) -> Vec<String> {
    let mut warnings = Vec::new();
    for at in &differential.thresholds {
        for column in &at.columns {
            let groups = column.groups.iter();
            let above = groups.filter(|it| it.matches.finding == Finding::AboveClaim);
            warnings.extend(above.map(|group| {
                format!(
                    "{} {}: the false match rate at threshold {} may be as high as {}, above the claimed {}",
                    column.column,
                    group.value,
                    at.threshold,
                    group.matches.upper_bound.map_or_else(String::new, percent),
                    percent(differential.claimed_rate),
                )
            }));
        }
    }
    warnings
}
