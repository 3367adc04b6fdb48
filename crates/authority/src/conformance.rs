//! The conformance kit: it plays an edge and drives any authority over its wire through every outcome, defect and
//! fault, so that a provider's adapter is held to what the project's own authority does.
//!
//! Cases are data: what is asked, about whom, what the answer must be, and the clause that asks for it. Persons are data
//! too; a case without one is skipped, never passed. Nothing personal stands in a report.

mod case;
mod cases;
mod difference;
mod expectation;
mod film;
mod kit;
mod persons;
mod report;
mod wire;

pub use case::{Case, Verdict};
pub use difference::{Difference, Skip};
pub use film::{Film, FilmError};
pub use kit::{Kit, Limits};
pub use persons::{Person, Persons, PersonsError, Role};
pub use report::{Report, Row};

/// Drives the authority that `kit` speaks to through every case.
#[must_use]
pub fn run(kit: &Kit, persons: &Persons) -> Report {
    let cases = cases::ALL.into_iter();
    let cases =
        cases.flat_map(|(operation, cases)| cases.iter().map(move |case| (operation, case)));
    let rows = cases.map(|(operation, case)| Row {
        operation,
        case,
        verdict: case.run(kit, persons),
    });
    let rows = rows.collect();
    Report::new(rows, kit.answers())
}
