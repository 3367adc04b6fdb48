//! How alike the light is on both cheeks (ISO/IEC 29794-5, illumination uniformity).

use super::Measured;
use crate::cheek::Cheek;
use crate::{Histogram, Mesh, Picture, Place, luminance};

/// Value: what the luminance histograms of both cheeks share, 0 (nothing) to 1 (all).
#[must_use]
pub fn measure(picture: &Picture, mesh: &Mesh) -> Measured {
    let [right, left] = Cheek::both(mesh).map(|cheek| histogram(picture, &cheek));
    let pairs = right.shares().zip(left.shares());
    let shared: f64 = pairs.map(|(one, other)| one.min(other)).sum();
    Measured::new(shared, 100.0 * libm::pow(shared, 0.3))
}

/// The darker cheek.
pub(crate) fn place(picture: &Picture, mesh: &Mesh) -> Place {
    let [right, left] = Cheek::both(mesh);
    let light = |cheek: &Cheek| histogram(picture, cheek).mean();
    let darker = if light(&right) < light(&left) {
        right
    } else {
        left
    };
    Place::area(&darker.extent())
}

fn histogram(picture: &Picture, cheek: &Cheek) -> Histogram {
    let table = luminance::table();
    Histogram::of_levels(
        cheek
            .pixels(picture)
            .map(|rgb| luminance::level(table, rgb)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic;

    fn measured(picture: &Picture) -> Measured {
        measure(picture, &synthetic::mesh(&synthetic::Head::default()))
    }

    #[test]
    fn light_from_the_front_is_best_and_from_the_side_is_worst() {
        assert_eq!(measured(&synthetic::flat(640, 480, 150)).score, 100);
        let side = synthetic::drawn(640, 480, |x, _| if x < 320 { 40 } else { 200 });
        assert_eq!(measured(&side).score, 0);
    }

    #[test]
    fn half_of_each_cheek_alike_is_a_half() {
        // The squares are 275 to 304 high.
        let halves = synthetic::drawn(640, 480, |x, y| if y < 290 || x < 320 { 90 } else { 200 });
        let found = measured(&halves);
        assert!((found.value - 16.0 / 33.0).abs() < 1e-9, "{found:?}");
        assert_eq!(found.score, 80);
    }

    #[test]
    fn the_darker_cheek_is_shown() {
        let side = synthetic::drawn(640, 480, |x, _| if x < 320 { 40 } else { 200 });
        let mesh = synthetic::mesh(&synthetic::Head::default());
        let Place::Area { right, .. } = place(&side, &mesh) else {
            panic!("an area");
        };
        assert!(right < 320);
    }
}
