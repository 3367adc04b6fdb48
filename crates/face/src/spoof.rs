//! The spoof score (Silent-Face-Anti-Spoofing: MiniFASNet V2 and V1SE).

use portrait::{Mesh, Picture};

use crate::crop::{Border, Placement, Recipe, Sampling, planes};
use crate::detector::pixels;
use crate::rten_network::RtenNetwork;
use crate::{Area, FaceError};

/// The crop's side, in pixels.
const SIDE: usize = 80;
const SIDE_F32: f32 = 80.0;
/// Colours from 0 to 255.
const RECIPE: Recipe = Recipe {
    side: SIDE,
    border: Border::Edge,
    sampling: Sampling::Single,
    scale: 1.0,
    offset: 0.0,
};
/// How much larger than the face the crop for V2 is.
const V2_MARGIN: f32 = 2.7;
/// How much larger than the face the crop for V1SE is.
const V1SE_MARGIN: f32 = 4.0;
/// The class that means a live face.
const LIVE: usize = 1;

/// The two networks that tell a live face from a print or a screen.
pub struct SpoofModels {
    v2: RtenNetwork<1>,
    v1se: RtenNetwork<1>,
}

impl SpoofModels {
    /// Loads MiniFASNet V2 (crop 2.7) and V1SE (crop 4.0) from the bytes of their ONNX files.
    pub fn load(v2: Vec<u8>, v1se: Vec<u8>) -> Result<Self, FaceError> {
        Ok(Self {
            v2: RtenNetwork::load(v2, SIDE, [3])?,
            v1se: RtenNetwork::load(v1se, SIDE, [3])?,
        })
    }

    /// How surely the face of `mesh` is live, 0 to 1. `picture` must be a camera's whole frame: a crop, a
    /// letter box or a register's portrait gives nonsense.
    pub fn live_score(&self, picture: &Picture, mesh: &Mesh) -> Result<f32, FaceError> {
        let face = Area::of_mesh(mesh);
        let v2 = live(&self.v2, picture, &face, V2_MARGIN)?;
        let v1se = live(&self.v1se, picture, &face, V1SE_MARGIN)?;
        Ok(f32::midpoint(v2, v1se))
    }
}

fn live(
    network: &RtenNetwork<1>,
    picture: &Picture,
    face: &Area,
    margin: f32,
) -> Result<f32, FaceError> {
    let placement = place(picture, face, margin);
    let mut crop = planes(picture, &placement, &RECIPE);
    let (red, rest) = crop.split_at_mut(SIDE * SIDE);
    red.swap_with_slice(&mut rest[SIDE * SIDE..]);
    let [classes] = network.run(&crop)?;
    Ok(classes[LIVE])
}

/// The crop of whole pixels around `face`, `margin` times as large as far as the picture allows, moved
/// inside it (`CropImage` of the networks' own repository).
fn place(picture: &Picture, face: &Area, margin: f32) -> Placement {
    let picture = [picture.width(), picture.height()].map(pixels);
    let face_size = [face.width.max(1.0), face.height.max(1.0)];
    let margin = margin
        .min((picture[0] - 1.0) / face_size[0])
        .min((picture[1] - 1.0) / face_size[1]);
    let centre = face.centre();
    let [(x, width), (y, height)] = [0, 1].map(|axis| {
        let length = face_size[axis] * margin;
        let last = picture[axis] - 1.0;
        let start = (centre[axis] - length / 2.0).min(last - length).max(0.0);
        let end = (start + length).min(last);
        (
            libm::truncf(start),
            libm::truncf(end) - libm::truncf(start) + 1.0,
        )
    });
    Placement {
        corner: [x, y],
        across: [width / SIDE_F32, 0.0],
        down: [0.0, height / SIDE_F32],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(face: [f32; 4], margin: f32, expected: [f32; 4]) {
        let picture = Picture::from_rgb(640, 480, vec![0; 640 * 480 * 3]).unwrap();
        let [x, y, width, height] = face;
        let placement = place(
            &picture,
            &Area {
                x,
                y,
                width,
                height,
            },
            margin,
        );
        let size = [placement.across[0] * SIDE_F32, placement.down[1] * SIDE_F32];
        let [x, y] = placement.corner;
        assert_eq!([x, y, size[0], size[1]][..], expected[..]);
    }

    #[test]
    fn the_crop_stays_inside_the_picture_and_shrinks_when_it_must() {
        check(
            [300.0, 200.0, 100.0, 100.0],
            2.0,
            [250.0, 150.0, 201.0, 201.0],
        );
        check([0.0, 0.0, 100.0, 100.0], 2.0, [0.0, 0.0, 201.0, 201.0]);
        check(
            [540.0, 380.0, 100.0, 100.0],
            2.0,
            [439.0, 279.0, 201.0, 201.0],
        );
        check([200.0, 100.0, 200.0, 200.0], 4.0, [60.0, 0.0, 480.0, 480.0]);
    }
}
