//! Many measurements as one figure.

use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

/// The median; the upper of two in the middle.
pub(super) fn median(mut values: Vec<f64>) -> Result<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.get(values.len() / 2).copied();
    middle.context("nothing was measured")
}

/// The median of a list within JSON.
pub(super) fn median_of(list: &Value) -> Result<f64> {
    let list = list.as_array().context("no list of figures")?;
    median(list.iter().filter_map(Value::as_f64).collect())
}

/// A number within JSON.
pub(super) fn number(value: &Value) -> Result<f64> {
    value.as_f64().context("no figure")
}

/// How long `work` takes, milliseconds, and what it gives.
pub(super) fn timed_ms<T>(work: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let start = Instant::now();
    let result = work()?;
    Ok((start.elapsed().as_secs_f64() * 1000.0, result))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median_of(&json!([9, 1, 2])).unwrap() - 2.0).abs() < 1e-9);
        assert!(median(Vec::new()).is_err());
    }
}
