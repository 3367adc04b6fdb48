//! The table that `cargo xtask bench` prints: ours beside another's.

use std::fmt::Write as _;

/// One measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was measured, with its unit.
    pub name: String,
    /// Our median.
    pub ours: f64,
    /// The other's median, where there is another.
    pub other: Option<f64>,
}

/// The rows under a heading, columns aligned.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let width = rows
        .iter()
        .map(|row| row.name.chars().count())
        .max()
        .unwrap_or(0)
        .max(4);
    let mut text = format!(
        "{:<width$}  {:>12}  {:>12}  {:>6}\n",
        "name", "ours", "other", "ratio"
    );
    for row in rows {
        let (other, ratio) = match row.other {
            Some(other) => (format!("{other:.2}"), format!("{:.2}", row.ours / other)),
            None => ("-".into(), "-".into()),
        };
        let _ = writeln!(
            text,
            "{:<width$}  {:>12.2}  {other:>12}  {ratio:>6}",
            row.name, row.ours
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_a_lone_figure_has_no_ratio() {
        let rows = [
            Row {
                name: "mesh, ms".into(),
                ours: 7.5,
                other: Some(15.0),
            },
            Row {
                name: "to load, kB gz".into(),
                ours: 1800.0,
                other: None,
            },
        ];
        let expected = "\
name                    ours         other   ratio
mesh, ms                7.50         15.00    0.50
to load, kB gz       1800.00             -       -
";
        assert_eq!(table(&rows), expected);
    }
}
