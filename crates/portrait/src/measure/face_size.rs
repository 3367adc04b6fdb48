//! The head's size: from the eyes' middle to the chin, over the picture's height (ISO/IEC 29794-5, head
//! size; best at 0.45).

use super::{Measured, sigmoid};
use crate::{Mesh, Picture, geometry};

/// Value: a share of the picture's height.
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let size = geometry::eyes_to_chin(mesh) / f64::from(picture.height().max(1));
    let off = (size - 0.45).abs();
    Measured::new(size, 200.0 * (1.0 - sigmoid(off, 0.0, 0.05)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::{self, Head};

    fn check(scale: f64, expected: (f64, u8)) {
        let mesh = synthetic::mesh(&Head {
            scale,
            ..Head::default()
        });
        let measured = measure(&synthetic::flat(640, 480, 0), &mesh);
        assert!(
            (measured.value - expected.0).abs() < 1e-3,
            "{}",
            measured.value
        );
        assert_eq!(measured.score, expected.1);
    }

    #[test]
    fn a_portraits_head_is_best() {
        check(1.8, (0.45, 100));
        check(1.0, (0.25, 4));
        check(3.6, (0.9, 0));
    }
}
