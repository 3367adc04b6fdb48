//! The whole way from picture to numbers, against what another implementation (Python, ONNX Runtime,
//! OpenCV) gave on the same pictures. It kept the best box where this one takes the mean of all that mean
//! the same face, so boxes and meshes differ by a few hundredths of the face.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "pictures and models have small numbers"
)]

use std::fs;
use std::path::{Path, PathBuf};

use face::{Area, Detection, Detector, Embedding, MeshModel, Region, SpoofModels};
use portrait::{Mesh, Picture, geometry};
use serde_json::{Value, json};

use crate::support;

/// Scores and probabilities.
const SCORE: f32 = 0.04;
/// Boxes: intersection over union.
const BOX_OVERLAP: f32 = 0.75;
/// The meshes' extents: intersection over union.
const EXTENT_OVERLAP: f32 = 0.93;
/// Eyes, nose and mouth corners: a part of the mesh's longer edge.
const POINTS: f32 = 0.02;
/// What rounding the mesh's last weights moves a point by: a part of the distance between the eyes.
const ROUNDING: f64 = 0.002;
/// Openness of the eyes.
const EYES: f64 = 0.02;
/// Openness of the mouth.
const MOUTH: f64 = 0.06;

#[test]
fn a_public_picture_gives_the_known_numbers_anywhere() {
    let golden = json!({
        "det": 0.9226, "box": [180.2, 82.4, 274.2, 176.4], "meshbbox": [178.5, 72.8, 92.4, 102.3],
        "five": [[203.38, 101.61], [247.06, 103.9], [224.38, 128.74], [202.71, 139.23], [246.22, 142.08]],
        "ear": 0.288, "mar": 0.178
    });
    check(&model_import::fixtures::astronaut().unwrap(), &golden);
}

#[test]
fn every_picture_gives_the_golden_numbers() {
    let Some((golden, pictures)) = golden() else {
        return;
    };
    for path in pictures {
        check(&path, &golden[name(&path)]);
    }
}

#[test]
fn one_person_is_near_and_two_are_far_apart() {
    let embedder = support::embedder();
    let embeddings: Vec<Embedding> = model_import::fixtures::official_portraits()
        .unwrap()
        .iter()
        .map(|path| {
            let (picture, _, mesh) = look(path);
            embedder.embed(&picture, &mesh).unwrap()
        })
        .collect();
    let [one, other @ ..] = &embeddings[..] else {
        panic!("no portraits");
    };
    for (index, a) in other.iter().enumerate() {
        assert!(a.cosine(one) < 0.3, "{}", a.cosine(one));
        for b in &other[..index] {
            assert!(a.cosine(b) > 0.7, "{}", a.cosine(b));
        }
    }
}

#[test]
fn a_live_face_scores_high_and_a_print_and_a_screen_low() {
    let (Some(models), Some(frames)) =
        (material::shared("models"), material::shared("footage/pad"))
    else {
        return;
    };
    let golden: Value =
        serde_json::from_slice(&fs::read(models.join("golden.json")).unwrap()).unwrap();
    let read = |name: &str| fs::read(models.join("onnx").join(name)).unwrap();
    let spoof = SpoofModels::load(
        read("minifas_v2_2.7_f16.onnx"),
        read("minifas_v1se_4.0_f16.onnx"),
    )
    .unwrap();
    for name in ["image_T1.jpg", "image_F1.jpg", "image_F2.jpg"] {
        let (picture, _, mesh) = look(&frames.join(name));
        let score = spoof.live_score(&picture, &mesh).unwrap();
        near(name, score, float(&golden[name]["live"]), SCORE);
    }
}

#[test]
fn the_imported_models_compute_what_the_reference_conversion_computes() {
    let Some(models) = material::shared("models/onnx") else {
        return;
    };
    let read = |name: &str| fs::read(models.join(name)).unwrap();
    let detector = Detector::load(read("blazeface_short_128_f16.onnx")).unwrap();
    let model = MeshModel::load(read("facemesh_192_f16.onnx")).unwrap();
    for path in support::public_pictures() {
        let (picture, detection, mesh) = look(&path);
        assert_eq!(detector.detect(&picture).unwrap()[0], detection);
        let region = Region::of_detection(&detection);
        let reference = model.mesh(&picture, &region).unwrap();
        let most = ROUNDING * geometry::inter_eye_distance(&mesh);
        for (found, expected) in mesh.points().iter().zip(reference.points()) {
            let shift = f64::from(found.x - expected.x).hypot(f64::from(found.y - expected.y));
            assert!(shift <= most, "{}: {shift} of {most}", path.display());
        }
    }
}

#[test]
fn a_file_of_another_model_is_refused() {
    let folder = model_import::fixtures::models().unwrap();
    let mesh = fs::read(folder.join("mesh.onnx")).unwrap();
    assert!(matches!(
        face::Detector::load(mesh),
        Err(face::FaceError::Unfit)
    ));
    assert!(matches!(
        face::MeshModel::load(vec![7; 99]),
        Err(face::FaceError::Load(_))
    ));
}

fn check(path: &Path, golden: &Value) {
    let name = name(path);
    let (_, detection, mesh) = look(path);
    near(name, detection.score, float(&golden["det"]), SCORE);
    let [left, top, right, bottom] = floats(&golden["box"]);
    overlaps(
        name,
        &detection.area,
        &area([left, top, right - left, bottom - top]),
        BOX_OVERLAP,
    );
    let extent = Area::of_mesh(&mesh);
    overlaps(
        name,
        &extent,
        &area(floats(&golden["meshbbox"])),
        EXTENT_OVERLAP,
    );
    let tolerance = POINTS * extent.width.max(extent.height);
    for (found, expected) in five(&mesh).iter().zip(golden["five"].as_array().unwrap()) {
        let [x, y] = floats(expected);
        near(name, found[0], x, tolerance);
        near(name, found[1], y, tolerance);
    }
    let eyes = f64::midpoint(
        geometry::eye_openness_left(&mesh),
        geometry::eye_openness_right(&mesh),
    );
    let mouth = geometry::mouth_openness(&mesh);
    assert!(
        (eyes - golden["ear"].as_f64().unwrap()).abs() <= EYES,
        "{name}: eyes {eyes}"
    );
    assert!(
        (mouth - golden["mar"].as_f64().unwrap()).abs() <= MOUTH,
        "{name}: mouth {mouth}"
    );
}

fn look(path: &Path) -> (Picture, Detection, Mesh) {
    let picture = support::picture(path);
    let detection = support::detector().detect(&picture).unwrap()[0];
    let mesh = support::mesh_model()
        .mesh(&picture, &Region::of_detection(&detection))
        .unwrap();
    assert!(mesh.presence() > 0.99, "{}", path.display());
    (picture, detection, mesh)
}

fn golden() -> Option<(Value, Vec<PathBuf>)> {
    let text = fs::read(material::shared("models")?.join("golden.json")).unwrap();
    let mut pictures = support::public_pictures();
    if let Some(frames) = material::shared("footage/pad") {
        pictures
            .extend(["image_T1.jpg", "image_F1.jpg", "image_F2.jpg"].map(|name| frames.join(name)));
    }
    Some((serde_json::from_slice(&text).unwrap(), pictures))
}

/// Eye centres, nose tip, mouth corners.
fn five(mesh: &Mesh) -> [[f32; 2]; 5] {
    let groups: [&[usize]; 5] = [
        &[33, 133, 159, 145],
        &[362, 263, 386, 374],
        &[1, 4],
        &[61],
        &[291],
    ];
    groups.map(|group| {
        let share = 1.0 / group.len() as f32;
        group.iter().fold([0.0; 2], |mean, &index| {
            let point = mesh.points()[index];
            [mean[0] + point.x * share, mean[1] + point.y * share]
        })
    })
}

fn near(what: &str, found: f32, expected: f32, tolerance: f32) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{what}: {found}, golden {expected}"
    );
}

fn overlaps(what: &str, found: &Area, expected: &Area, least: f32) {
    let overlap = found.overlap(expected);
    assert!(
        overlap >= least,
        "{what}: {found:?}, golden {expected:?}: {overlap}"
    );
}

fn area([x, y, width, height]: [f32; 4]) -> Area {
    Area {
        x,
        y,
        width,
        height,
    }
}

fn floats<const N: usize>(value: &Value) -> [f32; N] {
    let numbers: Vec<f32> = value.as_array().unwrap().iter().map(float).collect();
    numbers.try_into().unwrap()
}

fn float(value: &Value) -> f32 {
    value.as_f64().unwrap() as f32
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}
