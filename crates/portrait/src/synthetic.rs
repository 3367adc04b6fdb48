//! Pictures and meshes with known answers, for tests.

use crate::head_model;
use crate::mesh::POINTS;
use crate::{Mesh, Picture, Point, Pose};

/// Pixels to the centimetre of a head whose eyes are 100 pixels apart.
const PIXELS_PER_CM: f64 = 16.179;
/// How far below the eyes the middle of the metric head lies, in pixels of the same head.
const MIDDLE_BELOW_EYES: f64 = 30.655;

/// A head made of the points that geometry reads.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) centre: (f64, f64),
    pub(crate) scale: f64,
    pub(crate) eyes: f64,
    pub(crate) mouth: f64,
    pub(crate) yaw: f64,
    pub(crate) pitch: f64,
    pub(crate) roll: f64,
}

impl Default for Head {
    /// 100 pixels from eye to eye, in the middle of a 640×480 frame.
    fn default() -> Self {
        let centre = (320.0, 240.0);
        Self {
            centre,
            scale: 1.0,
            eyes: 0.3,
            mouth: 0.0,
            yaw: 0.0,
            pitch: 0.0,
            roll: 0.0,
        }
    }
}

/// A picture of one grey.
pub(crate) fn flat(width: u32, height: u32, grey: u8) -> Picture {
    let length = width as usize * height as usize * 3;
    Picture::from_rgb(width, height, vec![grey; length]).unwrap()
}

/// A picture whose grey is a function of the place.
pub(crate) fn drawn(width: u32, height: u32, grey: impl Fn(u32, u32) -> u8) -> Picture {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let rgb = pixels.flat_map(|(x, y)| [grey(x, y); 3]).collect();
    Picture::from_rgb(width, height, rgb).unwrap()
}

/// The metric head's points in a picture, taken from `distance` centimetres, at `scale` pixels to the centimetre.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a test mesh")]
pub(crate) fn metric_head(
    pose: Pose,
    distance: f64,
    scale: f64,
    middle: (f64, f64),
) -> [(usize, Point); head_model::POINTS.len()] {
    let points = head_model::centred();
    std::array::from_fn(|at| {
        let [x, y, z] = turned(pose, points[at]);
        let size = scale * distance / (distance + z);
        let point = Point {
            x: (middle.0 + size * x) as f32,
            y: (middle.1 + size * y) as f32,
            z: (scale * z) as f32,
        };
        (head_model::POINTS[at].0.0, point)
    })
}

/// Yaw about the vertical axis, pitch about the horizontal one, then roll in the picture.
fn turned(pose: Pose, [x, y, z]: [f64; 3]) -> [f64; 3] {
    let (sine, cosine) = pose.yaw.to_radians().sin_cos();
    let (x, z) = (x * cosine - z * sine, x * sine + z * cosine);
    let (sine, cosine) = pose.pitch.to_radians().sin_cos();
    let (y, z) = (y * cosine - z * sine, y * sine + z * cosine);
    let (sine, cosine) = pose.roll.to_radians().sin_cos();
    [x * cosine - y * sine, x * sine + y * cosine, z]
}

/// The head's mesh: the points that geometry reads, all others at its centre.
pub(crate) fn mesh(head: &Head) -> Mesh {
    let mut points = [[0.0; 3]; POINTS];
    let lid = 40.0 * head.eyes / 2.0;
    for (side, corners, lids, middle) in [
        (-1.0, (33, 133), [(160, 144), (158, 153)], (159, 145)),
        (1.0, (263, 362), [(385, 380), (387, 373)], (386, 374)),
    ] {
        points[corners.0] = [side * 70.0, 0.0, 0.0];
        points[corners.1] = [side * 30.0, 0.0, 0.0];
        for (upper, lower) in [lids[0], lids[1], middle] {
            points[upper] = [side * 50.0, -lid, 0.0];
            points[lower] = [side * 50.0, lid, 0.0];
        }
    }
    points[78] = [-25.0, 70.0, 0.0];
    points[308] = [25.0, 70.0, 0.0];
    points[13] = [0.0, 70.0 - 25.0 * head.mouth, 0.0];
    points[14] = [0.0, 70.0 + 25.0 * head.mouth, 0.0];
    points[10] = [0.0, -120.0, 0.0];
    points[152] = [0.0, 120.0, 0.0];
    points[234] = [-100.0, 0.0, 0.0];
    points[454] = [100.0, 0.0, 0.0];
    let pose = Pose {
        yaw: head.yaw,
        pitch: head.pitch,
        roll: head.roll,
    };
    let mut placed = points.map(|point| place(head, turned(pose, point)));
    let below = MIDDLE_BELOW_EYES * head.scale;
    let middle = (head.centre.0, head.centre.1 + below);
    for (index, point) in metric_head(pose, 50.0, PIXELS_PER_CM * head.scale, middle) {
        placed[index] = point;
    }
    Mesh::new(Box::new(placed), 1.0)
}

#[expect(clippy::cast_possible_truncation, reason = "pixels of a test mesh")]
fn place(head: &Head, [x, y, z]: [f64; 3]) -> Point {
    Point {
        x: (head.centre.0 + head.scale * x) as f32,
        y: (head.centre.1 + head.scale * y) as f32,
        z: (head.scale * z) as f32,
    }
}
