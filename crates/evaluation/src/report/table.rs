//! Tables, and numbers as people read them.

use crate::statistics::Proportion;
use maud::{Markup, html};

/// A heading in both languages.
pub(super) fn heading(chinese: &str, english: &str) -> Markup {
    html! { h2 { (chinese) " " span lang="en" { (english) } } }
}

/// A table with a caption; the first cell of each row names it. It can be scrolled by keyboard where it is too wide.
pub(super) fn table(caption: &str, columns: &[&str], rows: &[Vec<String>]) -> Markup {
    html! {
        div.table role="region" tabindex="0" aria-label=(caption) {
            table {
                caption lang="en" { (caption) }
                thead lang="en" { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (place, cell) in row.iter().enumerate() {
                                @if place == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A rate in percent with its interval and what it was counted from; says so where nothing was.
pub(super) fn rate(proportion: &Proportion) -> String {
    match (proportion.rate, proportion.interval) {
        (Some(rate), Some([low, high])) => format!(
            "{} ({}–{}; {}/{})",
            percent(rate),
            percent(low),
            percent(high),
            proportion.events,
            proportion.trials,
        ),
        _ => "not measured".to_owned(),
    }
}

/// A share in percent.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.1 {
        format!("{percent:.4} %")
    } else if percent > 0.0 && percent < 1.0 {
        format!("{percent:.3} %")
    } else {
        format!("{percent:.1} %")
    }
}

/// A number to three places.
pub(super) fn number(number: f64) -> String {
    format!("{number:.3}")
}
