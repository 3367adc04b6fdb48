//! Geometry against the numbers that another implementation gave on the same pictures. Needs
//! `../shared/models`, where there is one; models and public pictures are fetched once.
#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use face::{Detector, MeshModel, Region};
use model_import::fixtures;
use portrait::{Assessment, DecodeLimits, Faces, Measure, Mesh, Picture, Pose, Profile, geometry};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Degrees: the golden angles are of the network's own depth, which knows yaw well and pitch badly.
const ANGLE: f64 = 4.0;
/// The same of pitch.
const PITCH: f64 = 8.0;
/// Openness.
const OPENNESS: f64 = 0.06;

struct Models(Detector, MeshModel);

impl Models {
    fn load() -> Self {
        let model = |name: &str| std::fs::read(fixtures::models().unwrap().join(name)).unwrap();
        let detector = Detector::load(model("detector.onnx")).unwrap();
        Self(detector, MeshModel::load(model("mesh.onnx")).unwrap())
    }

    fn mesh(&self, picture: &Picture) -> Mesh {
        let found = self.0.detect(picture).unwrap();
        self.1
            .mesh(picture, &Region::of_detection(&found[0]))
            .unwrap()
    }
}

fn picture(path: &Path) -> Picture {
    Picture::decode(&std::fs::read(path).unwrap(), &DecodeLimits::default()).unwrap()
}

fn check(name: &str, what: &str, value: f64, golden: &Value, tolerance: f64) {
    let golden = golden.as_f64().unwrap();
    assert!(
        (value - golden).abs() <= tolerance,
        "{name}: {what} {value:.3}, golden {golden}"
    );
}

fn pictures() -> Vec<PathBuf> {
    let mut paths = vec![fixtures::astronaut().unwrap()];
    paths.extend(fixtures::official_portraits().unwrap());
    let pad = ["image_F1.jpg", "image_F2.jpg", "image_T1.jpg"];
    paths.extend(
        pad.iter()
            .filter_map(|name| material::shared(&format!("footage/pad/{name}"))),
    );
    paths
}

#[test]
fn geometry_agrees_with_the_golden_numbers() {
    let Some(golden) = material::shared("models/golden.json") else {
        return;
    };
    let golden: Value = serde_json::from_slice(&std::fs::read(golden).unwrap()).unwrap();
    let models = Models::load();
    for path in pictures() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (expected, mesh) = (&golden[name], models.mesh(&picture(&path)));
        let pose = Pose::of(&mesh);
        let eyes = f64::midpoint(
            geometry::eye_openness_left(&mesh),
            geometry::eye_openness_right(&mesh),
        );
        check(name, "eyes", eyes, &expected["ear"], OPENNESS);
        check(
            name,
            "mouth",
            geometry::mouth_openness(&mesh),
            &expected["mar"],
            OPENNESS,
        );
        let angles = &expected["yaw_pitch_roll"];
        check(name, "yaw", pose.yaw, &angles[0], ANGLE);
        check(name, "pitch", pose.pitch, &angles[1], PITCH);
        check(name, "roll", pose.roll, &angles[2], ANGLE);
    }
}

#[test]
fn an_official_portrait_is_good_enough_for_the_register() {
    let models = Models::load();
    for path in fixtures::official_portraits().unwrap() {
        let picture = picture(&path);
        let mesh = models.mesh(&picture);
        let assessment = Assessment::of(&picture, Faces::One, Some(&mesh), &Profile::upload());
        assert!(assessment.is_good(), "{}: {assessment:?}", path.display());
    }
}

#[test]
fn a_face_that_looks_into_the_camera_is_level() {
    let models = Models::load();
    // The other two official portraits look elsewhere.
    let [one, other, ..] = fixtures::official_portraits().unwrap();
    for path in [one, other, fixtures::astronaut().unwrap()] {
        let picture = picture(&path);
        let mesh = models.mesh(&picture);
        let assessment = Assessment::of(&picture, Faces::One, Some(&mesh), &Profile::scan());
        let mut findings = assessment.findings.iter();
        let pitch = findings
            .find(|finding| finding.measure == Measure::Pitch)
            .unwrap();
        assert_eq!(pitch.advice, None, "{}: {pitch:?}", path.display());
    }
}
