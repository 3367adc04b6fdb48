//! The table that `cargo xtask bench` prints: ours beside another's, and whether goals hold.

mod comparison;

use std::ops::RangeInclusive;

pub use comparison::{Comparison, Figure, comparisons, figures};

/// What a measurement should come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// Ours is at most this.
    Ours(f64),
    /// Ours to the other's is at most this.
    Ratio(f64),
}

/// One measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was measured, with its unit.
    pub name: String,
    /// Our median.
    pub ours: f64,
    /// The other's median, where there is another.
    pub other: Option<f64>,
    /// What it should come to, where that was said.
    pub goal: Option<Goal>,
}

impl Row {
    /// A measurement that nothing is compared with.
    #[must_use]
    pub fn alone(name: &str, ours: f64) -> Self {
        Self {
            name: name.into(),
            ours,
            other: None,
            goal: None,
        }
    }

    /// A measurement beside another's.
    #[must_use]
    pub fn beside(name: &str, ours: f64, other: f64) -> Self {
        Self {
            other: Some(other),
            ..Self::alone(name, ours)
        }
    }

    /// The same with a goal.
    #[must_use]
    pub fn with_goal(mut self, goal: Goal) -> Self {
        self.goal = Some(goal);
        self
    }

    fn ratio(&self) -> Option<f64> {
        Some(self.ours / self.other?)
    }

    /// Whether the goal holds; nothing where there is none.
    #[must_use]
    pub fn holds(&self) -> Option<bool> {
        match self.goal? {
            Goal::Ours(most) => Some(self.ours <= most),
            Goal::Ratio(most) => Some(self.ratio()? <= most),
        }
    }

    fn cells(&self) -> [String; 6] {
        let goal = match self.goal {
            Some(Goal::Ours(most)) => format!("ours ≤ {most}"),
            Some(Goal::Ratio(most)) => format!("ratio ≤ {most}"),
            None => "-".into(),
        };
        let verdict = match self.holds() {
            Some(true) => "holds",
            Some(false) => "does not hold",
            None => "-",
        };
        [
            self.name.clone(),
            number(Some(self.ours)),
            number(self.other),
            number(self.ratio()),
            goal,
            verdict.into(),
        ]
    }
}

const HEADING: [&str; 6] = ["name", "ours", "other", "ratio", "goal", "verdict"];

/// A figure with two digits after the point, or a dash.
fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

/// The rows under a heading, columns aligned, figures to the right.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let lines = rows.iter().map(Row::cells);
    aligned(HEADING, lines, 1..=3)
}

/// Lines of cells under a heading; those in the columns `figures` are aligned to the right.
fn aligned<const COLUMNS: usize>(
    heading: [&str; COLUMNS],
    lines: impl Iterator<Item = [String; COLUMNS]>,
    figures: RangeInclusive<usize>,
) -> String {
    let mut lines: Vec<_> = lines.collect();
    lines.insert(0, heading.map(str::to_owned));
    let widths: [usize; COLUMNS] = std::array::from_fn(|column| {
        let cells = lines.iter().map(|cells| cells[column].chars().count());
        cells.max().unwrap_or(0)
    });
    let line = |cells: &[String; COLUMNS]| {
        let cells = cells.iter().zip(&widths).enumerate();
        let cells: Vec<_> = cells
            .map(|(column, (cell, &width))| {
                if figures.contains(&column) {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:<width$}")
                }
            })
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    lines.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_a_lone_figure_has_no_ratio() {
        let rows = [
            Row::beside("mesh, ms", 7.5, 15.0).with_goal(Goal::Ours(10.0)),
            Row::alone("to load, kB gz", 1800.0),
        ];
        let expected = "\
name               ours  other  ratio  goal       verdict
mesh, ms           7.50  15.00   0.50  ours ≤ 10  holds
to load, kB gz  1800.00      -      -  -          -
";
        assert_eq!(table(&rows), expected);
    }

    fn check(row: Row, goal: Goal, expected: Option<bool>) {
        assert_eq!(row.with_goal(goal).holds(), expected);
    }

    #[test]
    fn a_goal_bounds_our_figure_or_the_ratio() {
        let row = || Row::beside("x", 3.0, 2.0);
        check(row(), Goal::Ours(3.0), Some(true));
        check(row(), Goal::Ours(2.9), Some(false));
        check(row(), Goal::Ratio(1.5), Some(true));
        check(row(), Goal::Ratio(1.4), Some(false));
        check(Row::alone("x", 3.0), Goal::Ratio(1.0), None);
        assert_eq!(row().holds(), None);
    }
}
