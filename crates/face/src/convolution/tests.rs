//! Against rten, which runs the same files in its own way, on a real picture; and what is no network.

use std::fs;

use model_import::fixtures;
use portrait::Picture;

use super::*;
use crate::crop::{Border, Placement, Recipe, Sampling, planes, vectors};
use crate::rten_network::RtenNetwork;

/// Every number of both outputs, relative to the output's largest.
fn check(file: &str, side: usize, lengths: [usize; 2], tolerance: f32) {
    let bytes = fs::read(fixtures::models().unwrap().join(file)).unwrap();
    let ours = Network::load(&bytes, side, lengths).unwrap();
    let other = RtenNetwork::load(bytes, side, lengths).unwrap();
    let image = image::open(fixtures::astronaut().unwrap())
        .unwrap()
        .to_rgb8();
    let picture = Picture::from_rgb(image.width(), image.height(), image.into_raw()).unwrap();
    let recipe = Recipe {
        side,
        border: Border::Edge,
        sampling: Sampling::Mean,
        scale: 1.0 / 255.0,
        offset: 0.0,
    };
    for (corner, step) in [
        ([0.0, 0.0], 512.0),
        ([150.0, 20.0], 150.0),
        ([300.0, 300.0], 90.0),
    ] {
        let placement = Placement::similar(corner, [step / pixels(side), 3.0 / pixels(side)]);
        let found = ours.run(vectors(&picture, &placement, &recipe)).unwrap();
        let expected = other.run(&planes(&picture, &placement, &recipe)).unwrap();
        for (found, expected) in found.iter().zip(&expected) {
            let largest = expected
                .iter()
                .fold(1.0_f32, |most, number| most.max(number.abs()));
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                let error = (found - expected).abs() / largest;
                assert!(
                    error <= tolerance,
                    "{file} {index}: {found}, rten {expected}"
                );
            }
        }
    }
}

fn pixels(side: usize) -> f32 {
    u16::try_from(side).unwrap().into()
}

#[test]
fn the_detector_computes_what_rten_computes() {
    check("detector.onnx", 128, [896 * 16, 896], 1e-5);
}

#[test]
fn the_mesh_computes_what_rten_computes() {
    check("mesh.onnx", 192, [1404, 1], 1e-5);
}

#[test]
fn a_file_that_is_cut_or_of_another_network_is_refused() {
    let folder = fixtures::models().unwrap();
    let mesh = fs::read(folder.join("mesh.onnx")).unwrap();
    for length in (0..mesh.len()).step_by(99_991) {
        assert!(Network::load(&mesh[..length], 192, [1404, 1]).is_err());
    }
    let embedding = fs::read(folder.join("embedding.onnx")).unwrap();
    assert!(matches!(
        Network::load(&embedding, 112, [128]),
        Err(FaceError::Load(NetworkError::Unsupported))
    ));
}
