//! Where a head points: the metric model of a head, turned until it lies on the mesh.
//!
//! The fit reads where the points lie in the picture and never the network's own depth, which is a guess that changes
//! with the mouth. The camera is taken to be at arm's length: from nearer or farther away, an angle is off by a tenth of
//! itself. Angles are those between the face and the line from the camera to it, so a face at the border that looks into
//! the camera counts as frontal.
//!
//! Source: pose from orthography and scaling with iterations, `DeMenthon` and Davis, IJCV 15 (1995).

use crate::Mesh;
use crate::head_model::{self, POINTS, mean};
use std::f64::consts::{PI, SQRT_2};

/// From the camera to the face, in centimetres.
const DISTANCE: f64 = 50.0;
/// How often the perspective is made better; a hundredth of a degree is reached by then.
const ROUNDS: usize = 4;

/// Where the head points, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Positive when turned to the person's own left.
    pub yaw: f64,
    /// Positive when lowered.
    pub pitch: f64,
    /// Positive when the person's left eye is the lower one in the picture.
    pub roll: f64,
}

impl Pose {
    /// The pose of a mesh; all zero for a mesh that is no face, such as one whose points all lie in one place.
    #[must_use]
    pub fn of(mesh: &Mesh) -> Self {
        let head = Head::model();
        let seen = POINTS.map(|((index, _), _)| {
            let point = mesh.points()[index];
            [f64::from(point.x), f64::from(point.y)]
        });
        let mut nearer = [0.0; POINTS.len()];
        let mut axes = None;
        for _ in 0..ROUNDS {
            let Some(fitted) = head.fit(&seen, &nearer) else {
                return Self::FRONTAL;
            };
            nearer = head.points.map(|point| dot(fitted[2], point) / DISTANCE);
            axes = Some(fitted);
        }
        axes.map_or(Self::FRONTAL, Self::of_axes)
    }

    const FRONTAL: Self = Self {
        yaw: 0.0,
        pitch: 0.0,
        roll: 0.0,
    };

    /// From the rows of the rotation: the picture's directions (right, down, away) as the head has them.
    fn of_axes([right, down, away]: [[f64; 3]; 3]) -> Self {
        let upright = libm::sqrt(right[1] * right[1] + down[1] * down[1]);
        Self {
            yaw: degrees(away[0], away[2]),
            pitch: degrees(away[1], upright),
            roll: degrees(-right[1], down[1]),
        }
    }
}

/// The metric head, ready to be laid onto a mesh.
struct Head {
    points: [[f64; 3]; POINTS.len()],
    /// The inverse of the points' weighted moments.
    inverse: [[f64; 3]; 3],
}

impl Head {
    fn model() -> Self {
        let points = head_model::centred();
        let mut moments = [[0.0; 3]; 3];
        for (((_, share), _), point) in POINTS.iter().zip(points) {
            for row in 0..3 {
                for column in 0..3 {
                    moments[row][column] += share * point[row] * point[column];
                }
            }
        }
        Self {
            points,
            inverse: inverse(moments),
        }
    }

    /// The rotation that lays the model onto `seen` points, each moved outwards by as much as it is `nearer` smaller.
    fn fit(
        &self,
        seen: &[[f64; 2]; POINTS.len()],
        nearer: &[f64; POINTS.len()],
    ) -> Option<[[f64; 3]; 3]> {
        let middle = mean(seen);
        let mut seen = *seen;
        for (point, nearer) in seen.iter_mut().zip(nearer) {
            *point = [0, 1].map(|axis| (point[axis] - middle[axis]) * (1.0 + nearer));
        }
        let middle = mean(&seen);
        let [right, down] = [0, 1].map(|axis| {
            let mut mixed = [0.0; 3];
            for ((((_, share), _), point), seen) in POINTS.iter().zip(self.points).zip(&seen) {
                for (mixed, along) in mixed.iter_mut().zip(point) {
                    *mixed += share * (seen[axis] - middle[axis]) * along;
                }
            }
            self.inverse.map(|row| dot(row, mixed))
        });
        orthogonal(unit(right)?, unit(down)?)
    }
}

/// The two perpendicular directions that are nearest to two others, and the third.
fn orthogonal(one: [f64; 3], other: [f64; 3]) -> Option<[[f64; 3]; 3]> {
    let between = unit([0, 1, 2].map(|axis| one[axis] + other[axis]))?;
    let across = unit([0, 1, 2].map(|axis| one[axis] - other[axis]))?;
    let right = [0, 1, 2].map(|axis| (between[axis] + across[axis]) / SQRT_2);
    let down = [0, 1, 2].map(|axis| (between[axis] - across[axis]) / SQRT_2);
    Some([right, down, cross(right, down)])
}

/// Nothing where there is no direction: of a zero, or of what is no number.
fn unit(vector: [f64; 3]) -> Option<[f64; 3]> {
    let length = libm::sqrt(dot(vector, vector));
    (length > 1e-9 && length.is_finite()).then(|| vector.map(|part| part / length))
}

fn dot(one: [f64; 3], other: [f64; 3]) -> f64 {
    one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
}

fn cross(one: [f64; 3], other: [f64; 3]) -> [f64; 3] {
    [(1, 2), (2, 0), (0, 1)]
        .map(|(first, second)| one[first] * other[second] - one[second] * other[first])
}

/// Of a symmetric matrix.
fn inverse([a, b, c]: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let columns = [cross(b, c), cross(c, a), cross(a, b)];
    let size = dot(a, columns[0]);
    columns.map(|column| column.map(|part| part / size))
}

fn degrees(y: f64, x: f64) -> f64 {
    libm::atan2(y, x) * (180.0 / PI)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Point, mesh, synthetic};
    use proptest::prelude::*;

    /// A mesh that holds the metric head alone.
    fn seen(pose: Pose, distance: f64, scale: f64, middle: (f64, f64)) -> Mesh {
        let nowhere = Point {
            x: 0.0,
            y: 0.0,
            z: 0.0,
        };
        let mut points = [nowhere; mesh::POINTS];
        for (index, point) in synthetic::metric_head(pose, distance, scale, middle) {
            points[index] = point;
        }
        Mesh::new(Box::new(points), 1.0)
    }

    fn error(one: Pose, other: Pose) -> f64 {
        let differences = [
            one.yaw - other.yaw,
            one.pitch - other.pitch,
            one.roll - other.roll,
        ];
        differences.into_iter().map(f64::abs).fold(0.0, f64::max)
    }

    fn check(yaw: f64, pitch: f64, roll: f64, distance: f64, tolerance: f64) {
        let pose = Pose { yaw, pitch, roll };
        let found = Pose::of(&seen(pose, distance, 15.0, (320.0, 240.0)));
        assert!(
            error(found, pose) < tolerance,
            "{pose:?} was taken for {found:?}"
        );
    }

    #[test]
    fn at_arms_length_a_pose_is_found_to_a_tenth_of_a_degree() {
        check(0.0, 0.0, 0.0, DISTANCE, 0.1);
        check(25.0, 0.0, 0.0, DISTANCE, 0.1);
        check(0.0, -15.0, 0.0, DISTANCE, 0.1);
        check(-20.0, 12.0, 30.0, DISTANCE, 0.1);
    }

    #[test]
    fn from_elsewhere_it_is_off_by_a_tenth_of_itself() {
        for distance in [35.0, 80.0, 200.0] {
            check(25.0, 0.0, 0.0, distance, 2.5);
            check(0.0, 15.0, 0.0, distance, 2.0);
        }
    }

    #[test]
    fn what_is_no_face_is_frontal() {
        for value in [0.0, f32::NAN, f32::INFINITY, f32::MAX] {
            let point = Point {
                x: value,
                y: value,
                z: value,
            };
            assert_eq!(
                Pose::of(&Mesh::new(Box::new([point; mesh::POINTS]), 1.0)),
                Pose::FRONTAL
            );
        }
    }

    proptest! {
        #[test]
        fn size_place_and_depth_change_no_angle(
            scale in 4.0..60.0_f64, x in -500.0..2000.0_f64, yaw in -35.0..35.0_f64, pitch in -25.0..25.0_f64,
            roll in -40.0..40.0_f64, depth in -500.0..500.0_f32,
        ) {
            let pose = Pose { yaw, pitch, roll };
            let mesh = seen(pose, DISTANCE, scale, (x, 200.0));
            let points = mesh.points().map(|point| Point { z: depth * point.x, ..point });
            prop_assert!(error(Pose::of(&Mesh::new(Box::new(points), 1.0)), pose) < 0.2);
        }

        #[test]
        fn any_mesh_has_a_finite_pose(values in prop::collection::vec(any::<f32>(), 6), at in 0..26_usize) {
            let pose = Pose { yaw: 5.0, pitch: 0.0, roll: 0.0 };
            let mut points = *seen(pose, DISTANCE, 15.0, (0.0, 0.0)).points();
            points[POINTS[at].0.0] = Point { x: values[0], y: values[1], z: values[2] };
            points[POINTS[(at + 7) % 26].0.0] = Point { x: values[3], y: values[4], z: values[5] };
            let found = Pose::of(&Mesh::new(Box::new(points), 1.0));
            prop_assert!(found.yaw.is_finite() && found.pitch.is_finite() && found.roll.is_finite());
        }
    }
}
