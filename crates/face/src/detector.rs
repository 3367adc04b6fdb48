//! The detector (BlazeFace, short range).

mod anchors;
mod suppression;

use portrait::Picture;

use crate::convolution::Network;
use crate::crop::{Border, Placement, Recipe, Sampling, vectors};
use crate::mesh_model::logistic;
use crate::{Area, FaceError};
use anchors::{ANCHORS, anchors};
use suppression::suppress;

/// The crop's side, in pixels.
const SIDE: usize = 128;
const SIDE_F32: f32 = 128.0;
/// Colours from -1 to 1.
const RECIPE: Recipe = Recipe {
    side: SIDE,
    border: Border::Black,
    sampling: Sampling::Mean,
    scale: 2.0 / 255.0,
    offset: -1.0,
};
/// Numbers per anchor: a box and six points.
const NUMBERS: usize = 16;
/// From this score on a face is reported (MediaPipe's own threshold).
const MINIMUM_SCORE: f32 = 0.5;
/// What is added on each side for a face that fills the picture, as a part of its longer side.
const PADDING: f32 = 0.35;

/// A face that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// The square around the face, in picture pixels.
    pub area: Area,
    /// The eye on the picture's left, the other eye, nose tip, mouth, the ear on the picture's left,
    /// the other ear; x and y in picture pixels.
    pub points: [[f32; 2]; 6],
    /// How sure the network is, 0 to 1.
    pub score: f32,
}

/// The detector: all faces of a picture.
pub struct Detector {
    network: Network<2>,
    anchors: [[f32; 2]; ANCHORS],
}

impl Detector {
    /// Loads the network from the bytes of `detector.onnx`.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the file is not needed any more once its weights are laid out"
    )]
    pub fn load(bytes: Vec<u8>) -> Result<Self, FaceError> {
        let network = Network::load(&bytes, SIDE, [ANCHORS * NUMBERS, ANCHORS])?;
        Ok(Self {
            network,
            anchors: anchors(),
        })
    }

    /// The faces in `picture`, best score first. When none is found the picture is looked at again with
    /// a margin around it, because the network does not know faces that fill the whole.
    pub fn detect(&self, picture: &Picture) -> Result<Vec<Detection>, FaceError> {
        let found = self.look(picture, 0.0)?;
        if !found.is_empty() {
            return Ok(found);
        }
        self.look(picture, PADDING)
    }

    fn look(&self, picture: &Picture, padding: f32) -> Result<Vec<Detection>, FaceError> {
        let placement = letter_box(picture, padding);
        let crop = vectors(picture, &placement, &RECIPE);
        let [numbers, scores] = self.network.run(crop)?;
        let rows = numbers.as_chunks::<NUMBERS>().0.iter().zip(&self.anchors);
        let found = rows.zip(&scores).filter_map(|((row, anchor), &logit)| {
            let score = logistic(logit);
            (score >= MINIMUM_SCORE).then(|| detection(row, *anchor, score, &placement))
        });
        Ok(suppress(found.collect()))
    }
}

/// The whole picture in the middle of a square that is `padding` wider on each side.
fn letter_box(picture: &Picture, padding: f32) -> Placement {
    let [width, height] = [picture.width(), picture.height()].map(pixels);
    let side = width.max(height) * (1.0 + 2.0 * padding);
    let corner = [(width - side) / 2.0, (height - side) / 2.0];
    Placement::similar(corner, [side / SIDE_F32, 0.0])
}

/// One anchor's numbers, offsets in crop pixels, as a face in the picture.
fn detection(
    row: &[f32; NUMBERS],
    anchor: [f32; 2],
    score: f32,
    placement: &Placement,
) -> Detection {
    let [x, y, width, height, points @ ..] = row;
    let at = |x: f32, y: f32| placement.picture_point([x + anchor[0], y + anchor[1]]);
    let corner = at(x - width / 2.0, y - height / 2.0);
    let scale = placement.across[0];
    let area = Area {
        x: corner[0],
        y: corner[1],
        width: width * scale,
        height: height * scale,
    };
    let points = std::array::from_fn(|index| at(points[2 * index], points[2 * index + 1]));
    Detection {
        area,
        points,
        score,
    }
}

#[expect(clippy::cast_precision_loss, reason = "no picture is 2^24 pixels wide")]
pub(crate) fn pixels(count: u32) -> f32 {
    count as f32
}
