//! The report: a table of cases, and how long the answers took.

use super::{Case, Verdict};
use std::fmt;
use std::time::Duration;

/// A case and how it ended.
pub struct Row {
    /// Which operation it is about.
    pub operation: &'static str,
    /// The case.
    pub case: &'static Case,
    /// How it ended.
    pub verdict: Verdict,
}

/// What came of all cases. Prints as text, without anything personal.
pub struct Report {
    /// Each case.
    pub rows: Vec<Row>,
    answers: Vec<Duration>,
}

impl Report {
    pub(super) fn new(rows: Vec<Row>, mut answers: Vec<Duration>) -> Self {
        answers.sort_unstable();
        Self { rows, answers }
    }

    /// Whether every case that was tried ended as it must.
    #[must_use]
    pub fn conforms(&self) -> bool {
        !self.rows.iter().any(Row::differs)
    }

    fn count(&self, counts: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| counts(&row.verdict)).count()
    }
}

impl Row {
    /// Whether the case ended otherwise than it must.
    #[must_use]
    pub fn differs(&self) -> bool {
        matches!(self.verdict, Verdict::Differs(_))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widest = |text: fn(&Row) -> &'static str| {
            let lengths = self.rows.iter().map(|row| text(row).chars().count());
            lengths.max().unwrap_or_default()
        };
        let operation = widest(|row| row.operation);
        let (name, clause) = (widest(|row| row.case.name), widest(|row| row.case.clause));
        for row in &self.rows {
            let (called, case, verdict) = (row.operation, row.case, &row.verdict);
            writeln!(
                formatter,
                "{called:operation$}  {:name$}  {:clause$}  {verdict}",
                case.name, case.clause
            )?;
        }
        let conform = self.count(|verdict| *verdict == Verdict::Conforms);
        let differ = self.count(|verdict| matches!(verdict, Verdict::Differs(_)));
        let skipped = self.rows.len() - conform - differ;
        writeln!(
            formatter,
            "\n{conform} conform, {differ} differ, {skipped} were skipped"
        )?;
        let median = self.answers.get(self.answers.len() / 2);
        let (Some(median), Some(slowest)) = (median, self.answers.last()) else {
            return write!(formatter, "there was no answer");
        };
        write!(
            formatter,
            "{} answers; median {} ms, slowest {} ms",
            self.answers.len(),
            median.as_millis(),
            slowest.as_millis()
        )
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conforms => formatter.write_str("conforms"),
            Self::Differs(difference) => write!(formatter, "DIFFERS: {difference}"),
            Self::Skipped(skip) => write!(formatter, "skipped: {skip}"),
        }
    }
}
