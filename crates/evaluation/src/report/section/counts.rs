//! How much there was to look at.

use crate::figures::Counts;
use crate::report::table::{heading, table};
use maud::{Markup, html};

pub(in crate::report) fn of(counts: &Counts) -> Markup {
    let row = |name: String, count: usize| vec![name, count.to_string()];
    let mut rows = vec![
        row("Persons".to_owned(), counts.persons),
        row("Pictures of persons".to_owned(), counts.pictures),
        row("Live presentations".to_owned(), counts.live),
    ];
    rows.extend(counts.attacks.iter().map(|(kind, count)| {
        row(
            format!("Attacks: {} {}", kind.chinese(), kind.english()),
            *count,
        )
    }));
    html! {
        (heading("样本", "Samples"))
        p { "每个比率后的括号为 95 % 置信区间（Wilson）与计数。" }
        p lang="en" {
            "Each rate is followed by Wilson's interval of 95 % and its counts. Pairs that share a person are not \
             independent, so that of pairs the interval is narrower than what is truly known."
        }
        (table("Samples", &["What", "Number"], &rows))
    }
}
