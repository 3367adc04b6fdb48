//! The face mesh: 468 points in the coordinates of the whole picture.

/// How many points a mesh has (MediaPipe Face Mesh topology).
pub const POINTS: usize = 468;

/// A point in picture pixels; `x` grows to the right, `y` downwards, `z` away from the camera, in the
/// same unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Pixels from the left edge.
    pub x: f32,
    /// Pixels from the upper edge.
    pub y: f32,
    /// Depth in pixels; 0 at the head's centre, negative towards the camera.
    pub z: f32,
}

/// One face's mesh.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    points: Box<[Point; POINTS]>,
    presence: f32,
}

impl Mesh {
    /// A mesh from its 468 points in picture pixels and the probability, 0 to 1, that it lies on a face.
    #[must_use]
    pub fn new(points: Box<[Point; POINTS]>, presence: f32) -> Self {
        Self { points, presence }
    }

    /// All points, in MediaPipe's order.
    #[must_use]
    pub fn points(&self) -> &[Point; POINTS] {
        &self.points
    }

    /// The probability, 0 to 1, that the mesh lies on a face.
    #[must_use]
    pub fn presence(&self) -> f32 {
        self.presence
    }
}
