//! The errors apart.

use crate::attribute::{LIGHT, SKIN_TONE};
use crate::figures::Group;
use crate::report::ReportError;
use crate::report::plot::{Bar, bars};
use crate::report::table::{heading, rate, table};
use maud::{Markup, html};

const COLUMNS: [&str; 6] = [
    "Value",
    "Not enrolled",
    "FNMR, either picture",
    "FMR, both pictures",
    "BPCER",
    "APCER, all kinds",
];

pub(in crate::report) fn of(groups: &[Group]) -> Result<Markup, ReportError> {
    let attributes = groups.chunk_by(|one, other| one.attribute == other.attribute);
    let parts = attributes.map(attribute).collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        (heading("分组误差", "Errors by group"))
        p lang="en" {
            "Light is the mean luminance of the face, without a face that of the whole picture; skin tone is the category (Chardon 1991) of the individual typology \
             angle as the picture has it, which lamps and cameras move: it sorts pictures, not persons. All other groups \
             are those of labels.csv."
        }
        @for part in parts { (part) }
    })
}

fn attribute(groups: &[Group]) -> Result<Markup, ReportError> {
    let name = groups.first().map_or("", |group| &group.attribute);
    let title = match name {
        LIGHT => "光照 light",
        SKIN_TONE => "肤色 skin tone",
        other => other,
    };
    let rows: Vec<_> = groups.iter().map(row).collect();
    let measured: Vec<_> = groups.iter().filter_map(bar).collect();
    Ok(html! {
        h3 { (title) }
        @if !measured.is_empty() { (bars(&format!("FNMR by {name}, with intervals of 95 %"), &measured)?) }
        (table(&format!("Errors by {name}, at the product's thresholds"), &COLUMNS, &rows))
    })
}

fn row(group: &Group) -> Vec<String> {
    let enrolment = group
        .not_enrolled
        .as_ref()
        .map_or_else(|| "not known without a face".to_owned(), rate);
    let errors = [
        &group.false_non_match,
        &group.false_match,
        &group.live_refused,
        &group.attack_accepted,
    ];
    let head = [group.value.clone(), enrolment];
    head.into_iter().chain(errors.map(rate)).collect()
}

fn bar(group: &Group) -> Option<Bar> {
    Some(Bar {
        name: group.value.clone(),
        rate: group.false_non_match.rate?,
        interval: group.false_non_match.interval?,
    })
}
