//! Tracking on real footage and on pictures made from it. Needs ffmpeg.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pictures and models have small numbers"
)]

use face::{Area, Region, Source};
use portrait::{Faces, Mesh, Picture};

use crate::support;

#[test]
fn a_talking_man_is_followed_through_every_picture() {
    let frames = support::carphone();
    assert!(frames.len() >= 35, "{} pictures", frames.len());
    let mut tracker = support::tracker();
    for (index, frame) in frames.iter().enumerate() {
        let found = tracker.track(frame).unwrap();
        assert_eq!(found.faces, Faces::One, "picture {index}");
        let source = if index == 0 {
            Source::Detector
        } else {
            Source::Tracking
        };
        assert_eq!(found.source, source, "picture {index}");
        let overlap = overlap_with_detection(&found.mesh.unwrap(), frame);
        assert!(overlap > 0.5, "picture {index}: {overlap}");
    }
}

#[test]
fn a_turning_woman_is_followed_without_reseating() {
    let Some(folder) = material::shared("footage") else {
        return;
    };
    let mut tracker = support::tracker();
    let frames = support::clip(&folder.join("turn_blink_mouth.mp4"), 512);
    for (index, frame) in frames.iter().enumerate().skip(1) {
        let found = tracker.track(frame).unwrap();
        assert_eq!(found.faces, Faces::One, "picture {index}");
        assert_ne!(found.source, Source::Reseated, "picture {index}");
    }
}

#[test]
fn the_same_pictures_give_the_same_meshes_to_the_last_bit() {
    let frames = &support::carphone()[..8];
    let (mut first, mut second) = (support::tracker(), support::tracker());
    second.track(&frames[7]).unwrap();
    second.reset();
    for frame in frames {
        assert_eq!(first.track(frame).unwrap(), second.track(frame).unwrap());
    }
}

/// Moves, in pixels to the left and upwards, after which the mesh alone sticks to the wrong place with a
/// presence near one.
const JUMPS: [[i64; 2]; 5] = [[0, -160], [60, -160], [-120, -80], [-60, -80], [180, 80]];

#[test]
fn a_face_that_jumps_is_found_again_within_four_pictures() {
    let frame = &support::carphone()[0];
    for jump in JUMPS {
        let jumped = moved(frame, jump);
        let mut tracker = support::tracker();
        tracker.track(frame).unwrap();
        let sources: Vec<Source> = (0..3)
            .map(|_| tracker.track(&jumped).unwrap().source)
            .collect();
        let mesh = tracker.track(&jumped).unwrap().mesh.unwrap();
        let overlap = overlap_with_detection(&mesh, &jumped);
        assert!(overlap > 0.5, "{jump:?}: {overlap} after {sources:?}");
    }
}

#[test]
fn without_the_detector_the_mesh_would_stay_in_the_wrong_place() {
    let frame = &support::carphone()[0];
    let (detector, model) = (support::detector(), support::mesh_model());
    for jump in JUMPS {
        let jumped = moved(frame, jump);
        let face = detector.detect(frame).unwrap()[0];
        let mut mesh = model.mesh(frame, &Region::of_detection(&face)).unwrap();
        for _ in 0..4 {
            mesh = model.mesh(&jumped, &Region::of_mesh(&mesh)).unwrap();
        }
        assert!(mesh.presence() > 0.9, "{jump:?}: {}", mesh.presence());
        assert!(overlap_with_detection(&mesh, &jumped) < 0.5, "{jump:?}");
    }
}

#[test]
fn a_face_that_leaves_is_lost_and_its_return_is_noticed() {
    let frame = &support::carphone()[0];
    let empty = Picture::from_rgb(640, 480, vec![96; 640 * 480 * 3]).unwrap();
    let mut tracker = support::tracker();
    tracker.track(frame).unwrap();
    let after: Vec<Faces> = (0..6)
        .map(|_| tracker.track(&empty).unwrap().faces)
        .collect();
    assert_eq!(after[5], Faces::None, "{after:?}");
    assert_eq!(tracker.track(frame).unwrap().faces, Faces::One);
}

#[test]
fn two_people_side_by_side_are_several() {
    let frame = &support::carphone()[0];
    let face = support::detector().detect(frame).unwrap()[0].area.centre();
    let from = [face[0] as i64 - 160, 0];
    let both = support::collage(
        640,
        480,
        &[
            (frame, from, [0, 0, 320, 480]),
            (frame, from, [320, 0, 640, 480]),
        ],
    );
    let found = support::tracker().track(&both).unwrap();
    assert_eq!(found.faces, Faces::Several);
    assert!(found.mesh.is_some());
}

#[test]
fn a_face_that_fills_the_picture_is_found_with_a_margin() {
    for path in support::public_pictures() {
        let picture = support::picture(&path);
        let detector = support::detector();
        let face = detector.detect(&picture).unwrap()[0].area;
        let (x, y) = (face.x as i64, (face.y - 0.1 * face.height) as i64);
        let side = face.width as u32;
        let close = support::collage(side, side, &[(&picture, [x, y], [0, 0, side, side])]);
        let found = detector.detect(&close).unwrap();
        assert!(!found.is_empty(), "{}", path.display());
    }
}

fn moved(frame: &Picture, from: [i64; 2]) -> Picture {
    support::collage(640, 480, &[(frame, from, [0, 0, 640, 480])])
}

fn overlap_with_detection(mesh: &Mesh, picture: &Picture) -> f32 {
    let face = support::detector().detect(picture).unwrap()[0].area;
    Area::of_mesh(mesh).overlap(&face)
}
