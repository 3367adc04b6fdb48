//! What a mesh says about a face: openness of eyes and mouth, size and place.
//!
//! Left and right are the person's own. Every transcendental is `libm`'s, so that a browser and a server compute the
//! same bits.

use crate::{Mesh, Picture, Point};

/// Upper and lower lid pairs, and the two corners, of one eye.
struct Eye {
    lids: [(usize, usize); 2],
    corners: (usize, usize),
    centre: [usize; 4],
}

const RIGHT_EYE: Eye = Eye {
    lids: [(160, 144), (158, 153)],
    corners: (33, 133),
    centre: [33, 133, 159, 145],
};
const LEFT_EYE: Eye = Eye {
    lids: [(385, 380), (387, 373)],
    corners: (362, 263),
    centre: [362, 263, 386, 374],
};
const LIPS: (usize, usize) = (13, 14);
const INNER_LIPS: [(usize, usize); 5] = [(13, 14), (82, 87), (312, 317), (81, 178), (311, 402)];
const MOUTH_CORNERS: (usize, usize) = (78, 308);
const CHEEKS: (usize, usize) = (234, 454);
const NOSE: usize = 1;
const FOREHEAD: usize = 10;
const CHIN: usize = 152;

/// Openness of the person's left eye: mean lid distance over the eye's width; open about 0.3.
///
/// Source: eye aspect ratio, Soukupová and Čech, CVWW 2016.
#[must_use]
pub fn eye_openness_left(mesh: &Mesh) -> f64 {
    eye_openness(mesh, &LEFT_EYE)
}

/// Openness of the person's right eye: mean lid distance over the eye's width; open about 0.3.
#[must_use]
pub fn eye_openness_right(mesh: &Mesh) -> f64 {
    eye_openness(mesh, &RIGHT_EYE)
}

/// The wider of an eye's lid gaps, for the eye that is the less open, in pixels.
pub(crate) fn smaller_eye_opening(mesh: &Mesh) -> f64 {
    let widest = |eye: &Eye| {
        let middle = (eye.centre[2], eye.centre[3]);
        let gaps = [eye.lids[0], middle, eye.lids[1]].map(|pair| distance(mesh, pair));
        gaps.into_iter().fold(0.0, f64::max)
    };
    widest(&LEFT_EYE).min(widest(&RIGHT_EYE))
}

/// The widest gap between the inner lips, in pixels.
pub(crate) fn mouth_opening(mesh: &Mesh) -> f64 {
    let gaps = INNER_LIPS.map(|pair| distance(mesh, pair));
    gaps.into_iter().fold(0.0, f64::max)
}

/// The box around an eye that is the less open.
pub(crate) fn smaller_eye(mesh: &Mesh) -> Extent {
    let left = eye_openness_left(mesh) < eye_openness_right(mesh);
    let eye = if left { &LEFT_EYE } else { &RIGHT_EYE };
    let ends = [eye.centre[0], eye.centre[1]];
    around(mesh, &ends, 0.3 * distance(mesh, eye.corners))
}

/// The box around the mouth.
pub(crate) fn mouth(mesh: &Mesh) -> Extent {
    let ends = [MOUTH_CORNERS.0, MOUTH_CORNERS.1, LIPS.0, LIPS.1];
    around(mesh, &ends, 0.2 * distance(mesh, MOUTH_CORNERS))
}

fn around(mesh: &Mesh, points: &[usize], margin: f64) -> Extent {
    let points = points.iter().map(|index| mesh.points()[*index]);
    let extent = Extent::of_points(points);
    Extent {
        left: extent.left - margin,
        top: extent.top - margin,
        right: extent.right + margin,
        bottom: extent.bottom + margin,
    }
}

fn eye_openness(mesh: &Mesh, eye: &Eye) -> f64 {
    let lids: f64 = eye.lids.iter().map(|pair| distance(mesh, *pair)).sum();
    ratio(lids, 2.0 * distance(mesh, eye.corners))
}

/// Openness of the mouth: distance of the inner lips over the mouth's inner width; open above 0.5.
#[must_use]
pub fn mouth_openness(mesh: &Mesh) -> f64 {
    ratio(distance(mesh, LIPS), distance(mesh, MOUTH_CORNERS))
}

/// Distance between the eyes' centres, in pixels.
#[must_use]
pub fn inter_eye_distance(mesh: &Mesh) -> f64 {
    let (left, right) = (centre(mesh, &LEFT_EYE), centre(mesh, &RIGHT_EYE));
    planar(left.0 - right.0, left.1 - right.1)
}

/// The eyes' centres, the person's right one first: it is the left one in the picture.
pub(crate) fn eye_centres(mesh: &Mesh) -> [(f64, f64); 2] {
    [centre(mesh, &RIGHT_EYE), centre(mesh, &LEFT_EYE)]
}

/// The middle between the eyes.
pub(crate) fn eyes_middle(mesh: &Mesh) -> (f64, f64) {
    let [right, left] = eye_centres(mesh);
    (
        f64::midpoint(right.0, left.0),
        f64::midpoint(right.1, left.1),
    )
}

/// Distance from the middle between the eyes to the middle of the mouth, in pixels.
pub(crate) fn eyes_to_mouth(mesh: &Mesh) -> f64 {
    let (x, y) = eyes_middle(mesh);
    let (upper, lower) = (point(mesh, LIPS.0), point(mesh, LIPS.1));
    planar(
        f64::midpoint(upper.0, lower.0) - x,
        f64::midpoint(upper.1, lower.1) - y,
    )
}

/// The ends of the face's width, from cheek to cheek before the ears.
pub(crate) fn cheeks(mesh: &Mesh) -> [(f64, f64); 2] {
    [CHEEKS.0, CHEEKS.1].map(|index| point(mesh, index))
}

/// The face's width from cheek to cheek, in pixels.
pub(crate) fn face_width(mesh: &Mesh) -> f64 {
    distance(mesh, CHEEKS)
}

/// The uppermost point of the forehead.
pub(crate) fn forehead(mesh: &Mesh) -> (f64, f64) {
    point(mesh, FOREHEAD)
}

/// The tip of the nose.
pub(crate) fn nose(mesh: &Mesh) -> (f64, f64) {
    point(mesh, NOSE)
}

pub(crate) fn point(mesh: &Mesh, index: usize) -> (f64, f64) {
    let point = mesh.points()[index];
    (point.x.into(), point.y.into())
}

/// Distance from the middle between the eyes to the chin, in pixels.
#[must_use]
pub fn eyes_to_chin(mesh: &Mesh) -> f64 {
    let (left, right) = (centre(mesh, &LEFT_EYE), centre(mesh, &RIGHT_EYE));
    let chin = mesh.points()[CHIN];
    let (x, y) = (
        f64::midpoint(left.0, right.0),
        f64::midpoint(left.1, right.1),
    );
    planar(f64::from(chin.x) - x, f64::from(chin.y) - y)
}

/// The box around all points of a mesh, in pixels; it may reach outside the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Extent {
    /// The box around a mesh.
    #[must_use]
    pub fn of(mesh: &Mesh) -> Self {
        Self::of_points(mesh.points().iter().copied())
    }

    fn of_points(points: impl Iterator<Item = Point>) -> Self {
        Self::of_places(points.map(|point| (point.x.into(), point.y.into())))
    }

    /// The box around places in a picture.
    pub(crate) fn of_places(places: impl Iterator<Item = (f64, f64)>) -> Self {
        let empty = Self {
            left: f64::MAX,
            top: f64::MAX,
            right: f64::MIN,
            bottom: f64::MIN,
        };
        places.fold(empty, |extent, (x, y)| Self {
            left: extent.left.min(x),
            top: extent.top.min(y),
            right: extent.right.max(x),
            bottom: extent.bottom.max(y),
        })
    }

    /// What of the box lies in a picture.
    pub(crate) fn inside(&self, picture: &Picture) -> Self {
        let (width, height) = (picture.width().into(), picture.height().into());
        Self {
            left: self.left.clamp(0.0, width),
            top: self.top.clamp(0.0, height),
            right: self.right.clamp(0.0, width),
            bottom: self.bottom.clamp(0.0, height),
        }
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The box's centre, in pixels.
    #[must_use]
    pub fn centre(&self) -> (f64, f64) {
        (
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.top, self.bottom),
        )
    }

    /// The smallest distance, in pixels, from the box to an edge of the picture; negative when cut off.
    #[must_use]
    pub fn margin(&self, picture: &Picture) -> f64 {
        let right = f64::from(picture.width()) - self.right;
        let below = f64::from(picture.height()) - self.bottom;
        self.left.min(self.top).min(right).min(below)
    }
}

fn difference(mesh: &Mesh, (from, to): (usize, usize)) -> (f64, f64, f64) {
    let (from, to): (Point, Point) = (mesh.points()[from], mesh.points()[to]);
    (
        f64::from(to.x) - f64::from(from.x),
        f64::from(to.y) - f64::from(from.y),
        f64::from(to.z) - f64::from(from.z),
    )
}

fn distance(mesh: &Mesh, pair: (usize, usize)) -> f64 {
    let (x, y, _) = difference(mesh, pair);
    planar(x, y)
}

fn centre(mesh: &Mesh, eye: &Eye) -> (f64, f64) {
    let sum = eye.centre.iter().fold((0.0, 0.0), |sum, index| {
        let point = mesh.points()[*index];
        (sum.0 + f64::from(point.x), sum.1 + f64::from(point.y))
    });
    (sum.0 / 4.0, sum.1 / 4.0)
}

/// Products and a square root are exact to the last bit everywhere; `hypot` is not.
fn planar(x: f64, y: f64) -> f64 {
    libm::sqrt(x * x + y * y)
}

/// 0 where there is nothing to divide by.
pub(crate) fn ratio(numerator: f64, denominator: f64) -> f64 {
    if denominator > 0.0 {
        numerator / denominator
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pose;
    use crate::synthetic::{self, Head};
    use proptest::prelude::*;

    fn check(value: f64, expected: f64) {
        assert!((value - expected).abs() < 0.02, "{value} is not {expected}");
    }

    #[test]
    fn a_frontal_head_has_the_openness_it_was_made_with() {
        let mesh = synthetic::mesh(&Head {
            eyes: 0.3,
            mouth: 0.6,
            ..Head::default()
        });
        check(eye_openness_left(&mesh), 0.3);
        check(eye_openness_right(&mesh), 0.3);
        check(mouth_openness(&mesh), 0.6);
    }

    #[test]
    fn the_extent_knows_its_margin() {
        let picture = synthetic::flat(640, 480, 128);
        let extent = Extent {
            left: 10.0,
            top: 30.0,
            right: 630.0,
            bottom: 485.0,
        };
        check(extent.margin(&picture), -5.0);
        check(extent.centre().0, 320.0);
        check(extent.height(), 455.0);
    }

    proptest! {
        #[test]
        fn size_and_place_change_no_ratio_and_no_angle(
            scale in 0.5..3.0_f64, x in 0.0..1000.0_f64, yaw in -30.0..30.0_f64, mouth in 0.0..1.0_f64,
        ) {
            let head = Head { mouth, yaw, ..Head::default() };
            let mesh = synthetic::mesh(&head);
            let moved = synthetic::mesh(&Head { scale, centre: (x, 200.0), ..head });
            prop_assert!((mouth_openness(&mesh) - mouth_openness(&moved)).abs() < 1e-3);
            prop_assert!((Pose::of(&mesh).yaw - Pose::of(&moved).yaw).abs() < 1e-2);
            prop_assert!((inter_eye_distance(&mesh) * scale - inter_eye_distance(&moved)).abs() < 1e-2);
        }
    }
}
