//! Pictures that cannot be used.

use crate::figures::Failures;
use crate::report::table::{heading, rate, table};
use maud::{Markup, html};

pub(in crate::report) fn of(failures: &Failures) -> Markup {
    html! {
        (heading("注册失败", "Failure to enrol"))
        (failing("Pictures of persons without a usable face", failures))
    }
}

/// How often something failed, and each reason's count.
pub(super) fn failing(caption: &str, failures: &Failures) -> Markup {
    let mut rows = vec![vec!["All".to_owned(), rate(&failures.failed)]];
    rows.extend(
        failures
            .reasons
            .iter()
            .map(|(reason, count)| vec![(*reason).to_owned(), count.to_string()]),
    );
    table(caption, &["Reason", "Failures"], &rows)
}
