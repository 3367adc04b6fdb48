//! Whole scans.

use super::enrolment::failing;
use crate::figures::{ScanFigures, Scans};
use crate::report::table::{heading, rate, table};
use maud::{Markup, html};

pub(in crate::report) fn of(scans: &Scans) -> Markup {
    let row = |name: String, figures: &ScanFigures| {
        let steps: Vec<String> = figures
            .steps
            .iter()
            .map(|(step, count)| format!("{step}: {count}"))
            .collect();
        vec![name, rate(&figures.passed), steps.join(", ")]
    };
    let mut rows = vec![row("Live persons".to_owned(), &scans.live)];
    rows.extend(scans.attacks.iter().map(|(kind, figures)| {
        row(
            format!("Attack: {} {}", kind.chinese(), kind.english()),
            figures,
        )
    }));
    html! {
        (heading("完整扫脸", "Whole scans"))
        p lang="en" {
            "Guide, liveness, continuity and the nets together, for clips whose actions are known; compared with nobody."
        }
        (table("Scans that passed, of those that the guide brought to their end", &["Scans", "Passed", "Deciding step"], &rows))
        (failing("Live scans that the guide did not bring to their end (failure to acquire)", &scans.live.acquisition))
        @for (kind, figures) in scans.attacks.iter().filter(|(_, figures)| figures.acquisition.failed.trials > 0) {
            (failing(&format!("Attacks that the guide did not bring to their end: {}", kind.english()), &figures.acquisition))
        }
    }
}
