//! Which frames of a capture show the face best: spread over the whole of it, the best of each part.

use liveness::Frame;
use portrait::{FaceScalars, Light, Observation};

/// Into how many parts a capture is divided.
const PARTS: usize = 10;

/// How many of the best frames make the capture's own face.
const FUSED: usize = 5;

/// By what frames are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ranking {
    /// How frontal and calm the face is.
    Frontal,
    /// That, and sharpness, light, size and open eyes.
    Quality,
}

impl Ranking {
    /// The index of the best frame of each part of the capture; parts without a face have none.
    pub(crate) fn spread(self, frames: &[Frame]) -> Vec<usize> {
        let length = frames.len().div_ceil(PARTS).max(1);
        let parts = frames.chunks(length).enumerate();
        parts
            .filter_map(|(part, frames)| Some(part * length + self.best(frames)?))
            .collect()
    }

    /// Of the `chosen` frames the best, whose faces are fused into one.
    pub(crate) fn fused(self, frames: &[Frame], chosen: &[usize]) -> Vec<usize> {
        let ranked = chosen.iter().filter_map(|index| {
            let fault = self.fault(&frames.get(*index)?.observation)?;
            Some((fault, *index))
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_unstable();
        let best = ranked.into_iter().take(FUSED);
        best.map(|(_, index)| index).collect()
    }

    fn best(self, frames: &[Frame]) -> Option<usize> {
        let faults = frames.iter().enumerate();
        let faults =
            faults.filter_map(|(index, frame)| Some((self.fault(&frame.observation)?, index)));
        faults.min().map(|(_, index)| index)
    }

    /// How much is amiss, in thousandths of a degree of a turned head: nothing about a calm, frontal, sharp, well-lit
    /// face of some size; nothing at all without a face.
    fn fault(self, seen: &Observation) -> Option<i64> {
        let face = seen.face?;
        let turned = turned(&face);
        Some(match self {
            Self::Frontal => turned,
            Self::Quality => turned + blurred(&seen.light) + lit(&seen.light) + shown(&face),
        })
    }
}

/// How far from a calm frontal face; a wide open mouth counts as ten degrees.
fn turned(face: &FaceScalars) -> i64 {
    let sum = [
        face.yaw,
        face.pitch,
        face.roll / 2,
        face.mouth.saturating_mul(10),
    ];
    sum.into_iter().map(|part| i64::from(part).abs()).sum()
}

/// A face without any edge counts as twenty degrees; one that is sharp enough for a portrait as none.
fn blurred(light: &Light) -> i64 {
    below(light.sharpness, 200, 100)
}

/// Darkness, glare, and pixels that say nothing; half a face of them counts as ten degrees.
fn lit(light: &Light) -> i64 {
    let dark = below(light.mean, 100, 100) + above(light.under_exposed, 500, 20);
    let bright = above(light.mean, 700, 50) + above(light.over_exposed, 150, 30);
    dark + bright
}

/// Few pixels between the eyes, and closed eyes, which say little of a person: ten degrees each, at the worst.
fn shown(face: &FaceScalars) -> i64 {
    let eyes = face.eye_left.min(face.eye_right);
    below(face.inter_eye_px / 100, 600, 17) + below(eyes, 200, 50)
}

fn below(value: i32, least: i32, each: i64) -> i64 {
    (i64::from(least) - i64::from(value)).max(0) * each
}

fn above(value: i32, most: i32, each: i64) -> i64 {
    (i64::from(value) - i64::from(most)).max(0) * each
}

#[cfg(test)]
mod tests {
    use super::*;
    use portrait::Faces;

    fn frame(change: impl FnOnce(&mut FaceScalars, &mut Light)) -> Frame {
        let mut face = FaceScalars {
            eye_left: 280,
            eye_right: 280,
            mouth: 50,
            yaw: 0,
            pitch: 0,
            roll: 0,
            inter_eye_px: 90_000,
            inter_eye: 190,
            centre_x: 500,
            centre_y: 500,
            width: 300,
            height: 400,
        };
        let mut light = Light {
            mean: 300,
            under_exposed: 0,
            over_exposed: 0,
            sharpness: 400,
        };
        change(&mut face, &mut light);
        let observation = Observation {
            faces: Faces::One,
            light,
            face: Some(face),
        };
        Frame {
            at_ms: 0,
            observation,
        }
    }

    fn turned_by(yaw: i32) -> Frame {
        frame(|face, _| face.yaw = yaw)
    }

    #[test]
    fn each_part_gives_its_best_frame() {
        let frames: Vec<_> = (0..40)
            .map(|at| turned_by(if at % 4 == 2 { 0 } else { 9_000 }))
            .collect();
        for ranking in [Ranking::Frontal, Ranking::Quality] {
            let spread = ranking.spread(&frames);
            assert_eq!(spread, [2, 6, 10, 14, 18, 22, 26, 30, 34, 38]);
        }
    }

    #[test]
    fn a_part_without_a_face_gives_none() {
        let mut frames: Vec<_> = (0..20).map(|_| turned_by(0)).collect();
        for frame in &mut frames[..4] {
            frame.observation.face = None;
        }
        assert_eq!(Ranking::Quality.spread(&frames).len(), 8);
        assert!(Ranking::Quality.spread(&[]).is_empty());
    }

    #[test]
    fn the_best_are_fused() {
        let yaws = [5_000, 1_000, 3_000, 2_000, 9_000, 4_000];
        let frames = yaws.map(turned_by);
        let fused = Ranking::Quality.fused(&frames, &[0, 1, 2, 3, 4, 5]);
        assert_eq!(fused, [1, 3, 2, 5, 0]);
    }

    /// A frame with one fault loses to a slightly turned one, where frames are ranked by quality.
    fn check(change: impl FnOnce(&mut FaceScalars, &mut Light)) {
        let frames = [frame(change), turned_by(3_000)];
        assert_eq!(Ranking::Frontal.fused(&frames, &[0, 1]), [0, 1]);
        assert_eq!(Ranking::Quality.fused(&frames, &[0, 1]), [1, 0]);
    }

    #[test]
    fn blur_darkness_glare_distance_and_closed_eyes_count() {
        check(|_, light| light.sharpness = 100);
        check(|_, light| light.mean = 50);
        check(|_, light| light.under_exposed = 800);
        check(|_, light| light.over_exposed = 300);
        check(|face, _| face.inter_eye_px = 30_000);
        check(|face, _| face.eye_right = 90);
    }
}
