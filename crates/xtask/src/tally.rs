//! How many checks passed: read off what each runner prints, and summed.

use std::fmt;
use std::ops::AddAssign;

/// Counts over any number of runners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks that held.
    pub passed: u64,
    /// Checks that did not.
    pub failed: u64,
    /// Checks that were left out, each saying why where it stands.
    pub skipped: u64,
}

impl Tally {
    /// A gate that counts as one check.
    #[must_use]
    pub fn one(held: bool) -> Self {
        Self {
            passed: u64::from(held),
            failed: u64::from(!held),
            skipped: 0,
        }
    }

    /// Counts what one line of a test runner says: Rust's `test result:` or a TAP summary.
    pub fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += rust_count(result, "passed");
            self.failed += rust_count(result, "failed");
            self.skipped += rust_count(result, "ignored");
        } else if let Some((name, count)) = line
            .strip_prefix("# ")
            .and_then(|rest| rest.split_once(' '))
        {
            let count = count.trim().parse().unwrap_or(0);
            match name {
                "pass" => self.passed += count,
                "fail" | "cancelled" => self.failed += count,
                "skipped" | "todo" => self.skipped += count,
                _ => {}
            }
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// The number before `word` in `ok. 5 passed; 0 failed; …`.
fn rust_count(result: &str, word: &str) -> u64 {
    let words: Vec<&str> = result
        .split([' ', ';', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let place = words.iter().position(|candidate| *candidate == word);
    place
        .and_then(|place| words.get(place.checked_sub(1)?)?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: &str) {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        assert_eq!(tally.to_string(), expected);
    }

    #[test]
    fn results_of_rust_are_summed() {
        check(
            &[
                "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s",
                "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
            ],
            "8 passed, 2 failed, 1 skipped",
        );
    }

    #[test]
    fn results_of_node_are_summed() {
        check(
            &[
                "# tests 4",
                "# pass 3",
                "# fail 1",
                "# cancelled 0",
                "# skipped 0",
            ],
            "3 passed, 1 failed",
        );
    }

    #[test]
    fn other_lines_count_nothing() {
        check(
            &["test a ... ok", "# Subtest: pass 3 times", "passed 3"],
            "0 passed, 0 failed",
        );
    }

    #[test]
    fn a_gate_counts_as_one_check() {
        let mut tally = Tally::one(true);
        tally += Tally::one(false);
        assert_eq!(tally.to_string(), "1 passed, 1 failed");
    }
}
