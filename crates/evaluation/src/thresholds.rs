//! Thresholds of the product's decisions, as cosines and scores.

use decision::Thresholds;

/// From this score on a presentation is live.
pub const LIVE: f32 = share(Thresholds::USUAL.live);

/// Decisions count in thousandths.
#[expect(clippy::cast_precision_loss, reason = "between -1000 and 1000")]
pub(crate) const fn share(thousandths: i32) -> f32 {
    thousandths as f32 / 1_000.0
}
