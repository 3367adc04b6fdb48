//! Thresholds of the product's decisions, as cosines and scores.

/// Decisions count in thousandths.
#[expect(clippy::cast_precision_loss, reason = "between -1000 and 1000")]
pub(crate) fn share(thousandths: i32) -> f32 {
    thousandths as f32 / 1_000.0
}
