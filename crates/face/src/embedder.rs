//! The embedding network (SFace: Zhong et al. 2021, as OpenCV Zoo has it).

use portrait::{Mesh, Picture};

use crate::crop::{Border, Placement, Recipe, Sampling, planes};
use crate::rten_network::RtenNetwork;
use crate::{Embedding, FaceError};

/// The crop's side, in pixels.
const SIDE: usize = 112;
/// Colours from 0 to 255: the network itself makes them (x − 127.5) / 128.
const RECIPE: Recipe = Recipe {
    side: SIDE,
    border: Border::Edge,
    sampling: Sampling::Mean,
    scale: 1.0,
    offset: 0.0,
};
/// Where ArcFace's training crops have eyes, nose and mouth corners; pixel centres are whole numbers.
const TEMPLATE: [[f32; 2]; 5] = [
    [38.2946, 51.6963],
    [73.5318, 51.5014],
    [56.0252, 71.7366],
    [41.5493, 92.3655],
    [70.7299, 92.2041],
];
/// The mesh points whose mean is each of the five.
const SOURCES: [&[usize]; 5] = [
    &[33, 133, 159, 145],
    &[362, 263, 386, 374],
    &[1, 4],
    &[61],
    &[291],
];

/// The embedding network: a face as 128 numbers, near for the same person.
pub struct Embedder(RtenNetwork<1>);

impl Embedder {
    /// Loads the network from the bytes of `embedding.onnx`.
    pub fn load(bytes: Vec<u8>) -> Result<Self, FaceError> {
        Ok(Self(RtenNetwork::load(bytes, SIDE, [Embedding::LENGTH])?))
    }

    /// The embedding of the face that `mesh` lies on.
    pub fn embed(&self, picture: &Picture, mesh: &Mesh) -> Result<Embedding, FaceError> {
        let placement = alignment(&five_points(mesh));
        let crop = planes(picture, &placement, &RECIPE);
        let [numbers] = self.0.run(&crop)?;
        Embedding::normalised(&numbers).ok_or(FaceError::Unfit)
    }
}

/// Eye centres, nose tip and mouth corners.
pub(crate) fn five_points(mesh: &Mesh) -> [[f32; 2]; 5] {
    SOURCES.map(|indices| {
        mean(indices.iter().map(|&index| {
            let point = mesh.points()[index];
            [point.x, point.y]
        }))
    })
}

/// The similarity transform that brings `points` nearest to the template (Umeyama 1991), as the place of
/// the crop.
fn alignment(points: &[[f32; 2]; 5]) -> Placement {
    let (points, template) = (points.map(pixel_centre), TEMPLATE.map(pixel_centre));
    let (from, to) = (mean(points.iter().copied()), mean(template.iter().copied()));
    let (mut dot, mut cross, mut spread) = (0.0, 0.0, f32::MIN_POSITIVE);
    for (point, goal) in points.iter().zip(template) {
        let [x, y] = [point[0] - from[0], point[1] - from[1]];
        let [u, v] = [goal[0] - to[0], goal[1] - to[1]];
        dot += x * u + y * v;
        cross += x * v - y * u;
        spread += x * x + y * y;
    }
    // Picture to crop is the rotation and scale (dot, cross) / spread; a crop is placed by its inverse.
    let size = (dot * dot + cross * cross).max(f32::MIN_POSITIVE);
    let across = [dot * spread / size, -cross * spread / size];
    let middle = Placement::similar([0.0; 2], across).picture_point(to);
    Placement::similar([from[0] - middle[0], from[1] - middle[1]], across)
}

/// The thresholds were measured with mesh points read as whole-numbered pixel centres, like the template's.
fn pixel_centre([x, y]: [f32; 2]) -> [f32; 2] {
    [x + 0.5, y + 0.5]
}

fn mean(points: impl Iterator<Item = [f32; 2]>) -> [f32; 2] {
    let mut sum = [0.0; 3];
    for [x, y] in points {
        sum = [sum[0] + x, sum[1] + y, sum[2] + 1.0];
    }
    [sum[0] / sum[2], sum[1] / sum[2]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use model_import::fixtures;
    use proptest::prelude::*;
    use std::fs;

    /// What the network gives for [`golden_input`] in single precision by another runtime (ONNX Runtime), before it was
    /// folded and its weights halved.
    const GOLDEN: &str = include_str!("../../../tests/vectors/embedding.json");

    fn golden_input() -> Vec<f32> {
        let numbers = (0..3 * SIDE * SIDE).map(|index| (37 * index + 11) % 256);
        numbers
            .map(|number| u8::try_from(number).unwrap().into())
            .collect()
    }

    #[test]
    fn the_imported_network_computes_what_the_packages_own_does() {
        let file = fs::read(fixtures::models().unwrap().join("embedding.onnx")).unwrap();
        let golden: Vec<f32> = serde_json::from_str(GOLDEN).unwrap();
        let [numbers] = Embedder::load(file)
            .unwrap()
            .0
            .run(&golden_input())
            .unwrap();
        let of = |numbers: &[f32]| Embedding::normalised(numbers).unwrap();
        let cosine = of(&numbers).cosine(&of(&golden));
        assert!(cosine >= 0.9999, "{cosine}");
    }

    proptest! {
        #[test]
        fn points_that_are_a_turned_template_are_met_exactly(
            scale in 0.2f32..8.0, turn in -3f32..3.0, x in -500f32..500.0, y in -500f32..500.0,
        ) {
            let across = [scale * libm::cosf(turn), scale * libm::sinf(turn)];
            let placement = Placement::similar([x, y], across);
            let whole = |[x, y]: [f32; 2]| [x - 0.5, y - 0.5];
            let points = TEMPLATE.map(|point| whole(placement.picture_point(pixel_centre(point))));
            let found = alignment(&points);
            for point in TEMPLATE.map(pixel_centre) {
                let (expected, met) = (placement.picture_point(point), found.picture_point(point));
                prop_assert!((expected[0] - met[0]).abs() < 0.05 && (expected[1] - met[1]).abs() < 0.05);
            }
        }
    }
}
