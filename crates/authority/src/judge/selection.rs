//! Which frames of a capture show the face best: spread over the whole of it, the most frontal of each part.

use liveness::Frame;
use portrait::FaceScalars;

/// Into how many parts a capture is divided.
const PARTS: usize = 10;

/// The index of the most frontal frame of each part of the capture; parts without a face have none.
#[must_use]
pub fn spread(frames: &[Frame]) -> Vec<usize> {
    let length = frames.len().div_ceil(PARTS).max(1);
    let parts = frames.chunks(length).enumerate();
    parts
        .filter_map(|(part, frames)| Some(part * length + most_frontal(frames)?))
        .collect()
}

/// Of `chosen` frames the `count` most frontal.
#[must_use]
pub fn best(frames: &[Frame], chosen: &[usize], count: usize) -> Vec<usize> {
    let mut ranked: Vec<_> = chosen
        .iter()
        .filter_map(|index| Some((turned(&frames.get(*index)?.observation.face?), *index)))
        .collect();
    ranked.sort_unstable();
    ranked
        .into_iter()
        .take(count)
        .map(|(_, index)| index)
        .collect()
}

fn most_frontal(frames: &[Frame]) -> Option<usize> {
    let faces = frames.iter().enumerate();
    let turned = faces.filter_map(|(index, frame)| Some((turned(&frame.observation.face?), index)));
    turned.min().map(|(_, index)| index)
}

/// How far from a calm frontal face, in thousandths of a degree; a wide open mouth counts as ten degrees.
fn turned(face: &FaceScalars) -> i64 {
    let sum = [
        face.yaw,
        face.pitch,
        face.roll / 2,
        face.mouth.saturating_mul(10),
    ];
    sum.into_iter().map(|part| i64::from(part).abs()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portrait::{Faces, Light, Observation};

    fn frame(yaw: Option<i32>) -> Frame {
        let face = yaw.map(|yaw| FaceScalars {
            eye_left: 280,
            eye_right: 280,
            mouth: 50,
            yaw,
            pitch: 0,
            roll: 0,
            inter_eye_px: 90_000,
            inter_eye: 190,
            centre_x: 500,
            centre_y: 500,
            width: 300,
            height: 400,
        });
        let light = Light {
            mean: 300,
            under_exposed: 0,
            over_exposed: 0,
            sharpness: 100,
        };
        let faces = if face.is_some() {
            Faces::One
        } else {
            Faces::None
        };
        Frame {
            at_ms: 0,
            observation: Observation { faces, light, face },
        }
    }

    #[test]
    fn each_part_gives_its_most_frontal_frame() {
        let frames: Vec<_> = (0..40)
            .map(|at| frame(Some(if at % 4 == 2 { 0 } else { 9_000 })))
            .collect();
        assert_eq!(spread(&frames), [2, 6, 10, 14, 18, 22, 26, 30, 34, 38]);
    }

    #[test]
    fn a_part_without_a_face_gives_none() {
        let frames: Vec<_> = (0..20).map(|at| frame((at > 3).then_some(0))).collect();
        assert_eq!(spread(&frames).len(), 8);
        assert!(spread(&[]).is_empty());
    }

    #[test]
    fn the_best_are_the_most_frontal() {
        let frames: Vec<_> = [5_000, 1_000, 3_000, 2_000]
            .into_iter()
            .map(|yaw| frame(Some(yaw)))
            .collect();
        assert_eq!(best(&frames, &[0, 1, 2, 3], 2), [1, 3]);
    }
}
