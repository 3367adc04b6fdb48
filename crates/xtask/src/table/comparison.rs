//! The same figures of two builds, measured in turn: medians and the ratio of each round.

use super::{HEADING, Row, aligned, number};

/// One figure of one round, by the name of its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    name: String,
    value: f64,
}

/// One figure over all rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    name: String,
    ours: Vec<f64>,
    /// Of the same rounds; empty if the base has no row of this name.
    base: Vec<f64>,
}

impl Figure {
    /// Our figure of a row.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        Self {
            name: row.name.trim().to_owned(),
            value: row.ours,
        }
    }
}

impl Comparison {
    /// Our figures of every round beside the base's of the same name.
    #[must_use]
    pub fn of(rounds: &[(Vec<Figure>, Vec<Figure>)]) -> Vec<Self> {
        let Some((first, _)) = rounds.first() else {
            return Vec::new();
        };
        let value_of = |figures: &[Figure], name: &str| {
            let found = figures.iter().find(|figure| figure.name == name);
            found.map(|figure| figure.value)
        };
        let names = first.iter().map(|figure| &figure.name);
        names
            .map(|name| Self {
                name: name.clone(),
                ours: rounds
                    .iter()
                    .filter_map(|(ours, _)| value_of(ours, name))
                    .collect(),
                base: rounds
                    .iter()
                    .filter_map(|(_, base)| value_of(base, name))
                    .collect(),
            })
            .collect()
    }

    fn ratios(&self) -> Vec<f64> {
        let pairs = self.ours.iter().zip(&self.base);
        pairs
            .filter_map(|(ours, base)| ratio(*ours, *base))
            .collect()
    }

    fn cells(&self) -> [String; 6] {
        let (ours, base) = (median(&self.ours), median(&self.base));
        let ratios = self.ratios();
        let both = ours.zip(base);
        [
            self.name.clone(),
            number(ours),
            number(base),
            number(both.and_then(|(ours, base)| ratio(ours, base))),
            number(ratios.iter().copied().reduce(f64::min)),
            number(ratios.iter().copied().reduce(f64::max)),
        ]
    }
}

/// One line for each figure: both medians, their ratio, and the lowest and highest ratio of a round.
#[must_use]
pub fn comparisons(compared: &[Comparison]) -> String {
    let heading = ["name", "ours", "base", "ratio", "lowest", "highest"];
    aligned(heading, compared.iter().map(Comparison::cells), 1..=5)
}

/// Our figures in a table that some commit's `cargo xtask bench` printed.
#[must_use]
pub fn figures(printed: &str) -> Vec<Figure> {
    let is_heading = |line: &&str| {
        HEADING[..3]
            .iter()
            .all(|word| line.split_whitespace().any(|has| has == *word))
    };
    let mut lines = printed.lines().skip_while(|line| !is_heading(line));
    let Some(heading) = lines.next() else {
        return Vec::new();
    };
    // The figure ends where the word over it ends.
    let Some(end) = heading
        .find(HEADING[1])
        .map(|place| place + HEADING[1].len())
    else {
        return Vec::new();
    };
    lines.map_while(|line| figure(line, end)).collect()
}

fn figure(line: &str, end: usize) -> Option<Figure> {
    let start: String = line.chars().take(end).collect();
    let (name, value) = start.trim_end().rsplit_once("  ")?;
    Some(Figure {
        name: name.trim().to_owned(),
        value: value.trim().parse().ok()?,
    })
}

/// `None` if the base is 0.
fn ratio(ours: f64, base: f64) -> Option<f64> {
    Some(ours / base).filter(|ratio| ratio.is_finite())
}

fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::super::{Goal, table};
    use super::*;

    fn figure(name: &str, value: f64) -> Figure {
        Figure {
            name: name.to_owned(),
            value,
        }
    }

    #[test]
    fn what_a_table_says_of_us_is_read_back() {
        let rows = [
            Row::beside("mesh, ms", 7.5, 15.0).with_goal(Goal::Ours(10.0)),
            Row::alone("  to load, kB gz", 1800.0),
        ];
        let printed = format!("building\n{}\n[1.0 s] bench measured\n", table(&rows));
        assert_eq!(
            figures(&printed),
            [figure("mesh, ms", 7.5), figure("to load, kB gz", 1800.0)]
        );
        assert_eq!(figures("nothing was measured"), []);
    }

    #[test]
    fn medians_are_compared_and_a_row_that_the_base_lacks_has_none() {
        let round = |ours: f64, base: f64| {
            let named = [("mesh, ms", ours), ("none, ms", 0.0), ("new, ms", 1.0)];
            let ours = named.map(|(name, value)| figure(name, value)).to_vec();
            let base = vec![figure("mesh, ms", base), figure("none, ms", 0.0)];
            (ours, base)
        };
        let compared = Comparison::of(&[round(5.0, 10.0), round(6.0, 10.0), round(4.0, 16.0)]);
        let expected = "\
name      ours   base  ratio  lowest  highest
mesh, ms  5.00  10.00   0.50    0.25     0.60
none, ms  0.00   0.00      -       -        -
new, ms   1.00      -      -       -        -
";
        assert_eq!(comparisons(&compared), expected);
    }
}
