//! The mesh network (MediaPipe Face Mesh).

use portrait::mesh::POINTS;
use portrait::{Mesh, Picture, Point};

use crate::convolution::Network;
use crate::crop::{Border, Recipe, Sampling, vectors};
use crate::{FaceError, Region};

/// The crop's side, in pixels.
const SIDE: usize = 192;
const SIDE_F32: f32 = 192.0;
/// Colours from 0 to 1.
const RECIPE: Recipe = Recipe {
    side: SIDE,
    border: Border::Edge,
    sampling: Sampling::Mean,
    scale: 1.0 / 255.0,
    offset: 0.0,
};

/// The mesh network: 468 points on the face in a region.
pub struct MeshModel(Network<2>);

impl MeshModel {
    /// Loads the network from the bytes of `mesh.onnx`.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the file is not needed any more once its weights are laid out"
    )]
    pub fn load(bytes: Vec<u8>) -> Result<Self, FaceError> {
        Ok(Self(Network::load(&bytes, SIDE, [3 * POINTS, 1])?))
    }

    /// The mesh of the face in `region`; its presence says whether there is one.
    pub fn mesh(&self, picture: &Picture, region: &Region) -> Result<Mesh, FaceError> {
        let placement = region.placement(SIDE_F32);
        let crop = vectors(picture, &placement, &RECIPE);
        let [numbers, presence] = self.0.run(crop)?;
        let depth = region.side() / SIDE_F32;
        let mut points = Box::new(
            [Point {
                x: 0.0,
                y: 0.0,
                z: 0.0,
            }; POINTS],
        );
        for (point, &[x, y, z]) in points.iter_mut().zip(numbers.as_chunks().0) {
            let [x, y] = placement.picture_point([x, y]);
            *point = Point { x, y, z: z * depth };
        }
        Ok(Mesh::new(points, logistic(presence[0])))
    }
}

/// A logit as a probability.
pub(crate) fn logistic(logit: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-logit))
}
