//! Upright rectangles.

use portrait::Mesh;

/// An upright rectangle in picture pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The left edge.
    pub x: f32,
    /// The upper edge.
    pub y: f32,
    /// How wide it is.
    pub width: f32,
    /// How high it is.
    pub height: f32,
}

impl Area {
    /// The smallest area that holds all points of `mesh`.
    #[must_use]
    pub fn of_mesh(mesh: &Mesh) -> Self {
        let mut low = [f32::INFINITY; 2];
        let mut high = [f32::NEG_INFINITY; 2];
        for point in mesh.points() {
            low = [low[0].min(point.x), low[1].min(point.y)];
            high = [high[0].max(point.x), high[1].max(point.y)];
        }
        Self {
            x: low[0],
            y: low[1],
            width: high[0] - low[0],
            height: high[1] - low[1],
        }
    }

    /// Intersection over union, 0 to 1.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f32 {
        let span = |a: f32, a_length: f32, b: f32, b_length: f32| {
            ((a + a_length).min(b + b_length) - a.max(b)).max(0.0)
        };
        let shared = span(self.x, self.width, other.x, other.width)
            * span(self.y, self.height, other.y, other.height);
        let union = self.size() + other.size() - shared;
        if union > 0.0 { shared / union } else { 0.0 }
    }

    /// Width times height, in square pixels.
    #[must_use]
    pub fn size(&self) -> f32 {
        self.width * self.height
    }

    /// The centre, x and y.
    #[must_use]
    pub fn centre(&self) -> [f32; 2] {
        [self.x + self.width / 2.0, self.y + self.height / 2.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(other: [f32; 4], expected: f32) {
        let [x, y, width, height] = other;
        let unit = Area {
            x: 0.0,
            y: 0.0,
            width: 2.0,
            height: 2.0,
        };
        let overlap = unit.overlap(&Area {
            x,
            y,
            width,
            height,
        });
        assert!((overlap - expected).abs() < 1e-6, "{overlap} for {other:?}");
    }

    #[test]
    fn overlap_is_intersection_over_union() {
        check([0.0, 0.0, 2.0, 2.0], 1.0);
        check([1.0, 0.0, 2.0, 2.0], 1.0 / 3.0);
        check([0.5, 0.5, 1.0, 1.0], 0.25);
        check([2.0, 0.0, 2.0, 2.0], 0.0);
        check([0.0, 0.0, 0.0, 0.0], 0.0);
    }
}
