//! Pictures and meshes with known answers, for tests.

use crate::mesh::POINTS;
use crate::{Mesh, Picture, Point};

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
    let placed = points.map(|point| place(head, point));
    Mesh::new(Box::new(placed), 1.0)
}

/// Yaw about the vertical axis, pitch about the horizontal one, then roll in the picture.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a test mesh")]
fn place(head: &Head, [x, y, _]: [f64; 3]) -> Point {
    let (sine, cosine) = head.yaw.to_radians().sin_cos();
    let (x, z) = (x * cosine, x * sine);
    let (sine, cosine) = head.pitch.to_radians().sin_cos();
    let (y, z) = (y * cosine, z + y * sine);
    let (sine, cosine) = head.roll.to_radians().sin_cos();
    let (x, y) = (x * cosine - y * sine, x * sine + y * cosine);
    Point {
        x: (head.centre.0 + head.scale * x) as f32,
        y: (head.centre.1 + head.scale * y) as f32,
        z: (head.scale * z) as f32,
    }
}
