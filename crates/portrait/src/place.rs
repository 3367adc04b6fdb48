//! Where in a picture something was found, for a page to draw.

use crate::Extent;
use serde::{Deserialize, Serialize};

/// A place in whole picture pixels; it may lie outside the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Pixels from the left edge.
    pub x: i32,
    /// Pixels from the upper edge.
    pub y: i32,
}

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Place {
    /// A box.
    Area {
        /// The left edge.
        left: i32,
        /// The upper edge.
        top: i32,
        /// The right edge.
        right: i32,
        /// The lower edge.
        bottom: i32,
    },
    /// A line, or an arrow to its end.
    Line {
        /// Where it begins.
        from: Spot,
        /// Where it ends.
        to: Spot,
    },
    /// The angle between what is and what should be.
    Angle {
        /// Where both legs begin.
        at: Spot,
        /// The end of the leg as it should be.
        wanted: Spot,
        /// The end of the leg as it is.
        found: Spot,
    },
}

impl Spot {
    /// The pixel nearest to a point.
    pub(crate) fn at((x, y): (f64, f64)) -> Self {
        Self {
            x: whole(x),
            y: whole(y),
        }
    }
}

impl Place {
    pub(crate) fn area(extent: &Extent) -> Self {
        Self::Area {
            left: whole(extent.left),
            top: whole(extent.top),
            right: whole(extent.right),
            bottom: whole(extent.bottom),
        }
    }

    pub(crate) fn line(from: (f64, f64), to: (f64, f64)) -> Self {
        Self::Line {
            from: Spot::at(from),
            to: Spot::at(to),
        }
    }
}

/// A million pixels are further away than any picture reaches.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped first; NaN becomes 0"
)]
fn whole(value: f64) -> i32 {
    libm::round(value).clamp(-1e6, 1e6) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_form_names_its_kind() {
        let line = Place::line((0.4, 1.6), (f64::NAN, f64::INFINITY));
        let wire = serde_json::json!({
            "kind": "line", "from": {"x": 0, "y": 2}, "to": {"x": 0, "y": 1_000_000},
        });
        assert_eq!(serde_json::to_value(line).unwrap(), wire);
    }
}
