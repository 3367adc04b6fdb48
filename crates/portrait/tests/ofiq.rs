//! The measures that `docs/photo-quality.md` says are as in OFIQ, against `PyPI`'s ofiqpy on the same points; and each
//! measure on pictures that ofiq-syngen makes worse and worse. `cargo xtask test` installs both by pip.
#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use face::{Detector, MeshModel, Tracked, Tracker};
use model_import::fixtures;
use portrait::{
    Assessment, Extent, Faces, Measure, Mesh, Picture, Point, Pose, Profile, Requirement,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is as in OFIQ.
const AS_THERE: [Measure; 19] = [
    Measure::BackgroundUniformity,
    Measure::IlluminationUniformity,
    Measure::LuminanceMean,
    Measure::LuminanceVariance,
    Measure::UnderExposure,
    Measure::OverExposure,
    Measure::DynamicRange,
    Measure::NaturalColour,
    Measure::EyesOpen,
    Measure::MouthClosed,
    Measure::InterEyeDistance,
    Measure::FaceSize,
    Measure::CropLeft,
    Measure::CropRight,
    Measure::MarginAbove,
    Measure::MarginBelow,
    Measure::Yaw,
    Measure::Pitch,
    Measure::Roll,
];

/// Points of the mesh for landmarks of OFIQ: the lids' and lips' pairs, nose, mouth's corners and chin.
const LANDMARKS: [(usize, usize); 22] = [
    (61, 160),
    (62, 159),
    (63, 158),
    (65, 153),
    (66, 145),
    (67, 144),
    (69, 385),
    (70, 386),
    (71, 387),
    (73, 373),
    (74, 374),
    (75, 380),
    (54, 1),
    (76, 61),
    (82, 291),
    (89, 82),
    (90, 13),
    (91, 312),
    (93, 317),
    (94, 14),
    (95, 87),
    (16, 152),
];
/// Of each eye, the corners and the middles of the lids; the left one in the picture first.
const EYES: [[usize; 4]; 2] = [[33, 133, 159, 145], [362, 263, 386, 374]];

/// The outline of the face, from one temple by the chin to the other.
const OUTLINE: [usize; 20] = [
    127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 400, 378, 379, 365, 397, 288, 361, 323, 454,
    356,
];

/// The Python that has the packages; a test that lacks it says so.
#[track_caller]
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()?
        .join("ofiqpy");
    if folder.join("ready").exists() {
        return Some(folder.join("bin/python"));
    }
    material::skip("pip has not installed ofiqpy");
    None
}

fn ask(python: &Path, words: &[&str], case: &Value) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ofiq/ofiq.py");
    let mut command = Command::new(python);
    command.arg(script).args(words);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut given = child.stdin.take().unwrap();
    given.write_all(case.to_string().as_bytes()).unwrap();
    drop(given);
    let answer = child.wait_with_output().unwrap();
    serde_json::from_slice(&answer.stdout).unwrap()
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("ofiq")
        .join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn case(picture: &Picture, pixels: &Path) -> Value {
    std::fs::write(pixels, picture.rgb()).unwrap();
    json!({ "pixels": pixels, "width": picture.width(), "height": picture.height() })
}

fn at(mesh: &Mesh, index: usize) -> (f64, f64) {
    let point = mesh.points()[index];
    (point.x.into(), point.y.into())
}

fn middle(points: &[(f64, f64)]) -> (f64, f64) {
    let count = f64::from(u32::try_from(points.len()).unwrap());
    let sum = |(x, y): (f64, f64), point: &(f64, f64)| (x + point.0, y + point.1);
    let (x, y) = points.iter().fold((0.0, 0.0), sum);
    (x / count, y / count)
}

fn distance(one: (f64, f64), other: (f64, f64)) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// The 98 landmarks: those that OFIQ measures with are the mesh's, the eyes' corners lie level beside the eyes' centres.
fn landmarks(mesh: &Mesh) -> Vec<(f64, f64)> {
    let mut landmarks = vec![at(mesh, 152); 98];
    for (place, index) in OUTLINE.iter().enumerate() {
        landmarks[if place < 16 { place } else { place + 10 }] = at(mesh, *index);
    }
    for (landmark, index) in LANDMARKS {
        landmarks[landmark] = at(mesh, index);
    }
    for (corners, eye) in [(60, 64), (68, 72)].into_iter().zip(EYES) {
        let (x, y) = middle(&eye.map(|index| at(mesh, index)));
        landmarks[corners.0] = (x - 20.0, y);
        landmarks[corners.1] = (x + 20.0, y);
    }
    landmarks
}

/// The ellipse around the head, in samples of the background's window; `background.rs` says why.
fn head(mesh: &Mesh) -> Value {
    let [right, left] = EYES.map(|eye| middle(&eye.map(|index| at(mesh, index))));
    let (eyes, sample) = (middle(&[right, left]), distance(right, left) / 81.3);
    let chin = distance(eyes, at(mesh, 152)) / sample;
    let cheeks = [at(mesh, 234), at(mesh, 454)];
    json!({
        "x": (middle(&cheeks).0 - eyes.0) / sample, "y": chin * (1.05 - 1.4) / 2.0, "chin": chin,
        "half_width": 0.85 * distance(cheeks[0], cheeks[1]) / sample,
        "half_height": chin * f64::midpoint(1.05, 1.4),
    })
}

fn theirs(
    python: &Path,
    name: &str,
    picture: &Picture,
    mesh: &Mesh,
) -> HashMap<String, (f64, f64)> {
    let mut case = case(picture, &folder("measure").join(format!("{name}.rgb")));
    let (extent, pose) = (Extent::of(mesh), Pose::of(mesh));
    case["landmarks"] = json!(landmarks(mesh));
    case["ellipse"] = json!([extent.left, extent.top, extent.right, extent.bottom]);
    case["head"] = head(mesh);
    (case["yaw"], case["roll"]) = (pose.yaw.into(), pose.roll.into());
    case["pitch"] = (pose.pitch - 2.0).into();
    serde_json::from_value(ask(python, &["measure"], &case)).unwrap()
}

fn ours(picture: &Picture, mesh: &Mesh, measures: &[Measure]) -> HashMap<Measure, (f64, u8)> {
    let taken = |measure: &Measure| Requirement {
        measure: *measure,
        least: None,
        most: None,
    };
    let requirements = measures.iter().map(taken).collect();
    let found = Assessment::of(picture, Faces::One, Some(mesh), &Profile { requirements });
    let findings = found.findings.iter();
    findings
        .map(|it| (it.measure, (it.measured.value, it.measured.score)))
        .collect()
}

/// Compares every measure; `off` says by how much the score may differ.
fn compare(name: &str, picture: &Picture, mesh: &Mesh, off: impl Fn(Measure) -> f64) {
    let Some(python) = python() else { return };
    let theirs = theirs(&python, name, picture, mesh);
    let ours = ours(picture, mesh, &AS_THERE);
    let mut faults = Vec::new();
    for measure in AS_THERE {
        let (value, score) = ours[&measure];
        let (raw, scalar) = theirs[measure.code()];
        let line = format!(
            "{name} {}: {value:.4} ({score}), OFIQ {raw:.4} ({scalar})",
            measure.code()
        );
        if (f64::from(score) - scalar).abs() > off(measure) {
            faults.push(line);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

struct Models(Tracker);

impl Models {
    fn load() -> Self {
        let model = |name: &str| std::fs::read(fixtures::models().unwrap().join(name)).unwrap();
        let detector = Detector::load(model("detector.onnx")).unwrap();
        let mesh = MeshModel::load(model("mesh.onnx")).unwrap();
        Self(Tracker::new(detector, mesh))
    }

    fn mesh(&mut self, picture: &Picture) -> Option<Mesh> {
        self.0.reset();
        let Tracked { mesh, .. } = self.0.track(picture).unwrap();
        mesh
    }
}

fn picture(path: &Path) -> Picture {
    let image = image::open(path).unwrap().into_rgb8();
    let (width, height) = image.dimensions();
    Picture::from_rgb(width, height, image.into_raw()).unwrap()
}

/// A head as OFIQ aligns one, so that its aligned picture is the picture: the eyes at (251, 272) and (364, 272).
fn aligned(mesh: &Mesh) -> Mesh {
    let [right, left] = EYES.map(|eye| middle(&eye.map(|index| at(mesh, index))));
    let (across, along) = (left.0 - right.0, left.1 - right.1);
    let square = across * across + along * along;
    let (cosine, sine) = (113.0 * across / square, 113.0 * along / square);
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a test mesh")]
    let place = |(x, y): (f64, f64), z: f32| {
        let (x, y) = (x - right.0, y - right.1);
        Point {
            x: (251.0 + x * cosine + y * sine) as f32,
            y: (272.0 + y * cosine - x * sine) as f32,
            z,
        }
    };
    let mut points: Vec<_> = (0..468)
        .map(|index| place(at(mesh, index), mesh.points()[index].z))
        .collect();
    for (index, x, y) in [(1, 308.0, 336.0), (61, 262.0, 402.0), (291, 355.0, 402.0)] {
        (points[index].x, points[index].y) = (x, y);
    }
    Mesh::new(points.try_into().unwrap(), 1.0)
}

/// A picture of OFIQ's aligned size in one colour, lit as `light` says.
fn lit(colour: [f64; 3], light: impl Fn(f64, f64) -> f64) -> Picture {
    let places = (0..616_u32).flat_map(|y| (0..616_u32).map(move |x| (f64::from(x), f64::from(y))));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 255"
    )]
    let rgb = places.flat_map(|(x, y)| {
        colour.map(|channel| (channel * light(x / 616.0, y / 616.0)).clamp(0.0, 255.0) as u8)
    });
    Picture::from_rgb(616, 616, rgb.collect()).unwrap()
}

#[test]
fn an_aligned_face_has_the_values_of_ofiq() {
    let astronaut = picture(&fixtures::astronaut().unwrap());
    let mesh = aligned(&Models::load().mesh(&astronaut).unwrap());
    let wave = |x: f64, y: f64| 0.75 + 0.2 * (9.0 * x).sin() * (7.0 * y).cos();
    let skin = [224.0, 172.0, 143.0];
    let off = |measure| match measure {
        // Samples by the nearest pixel.
        Measure::IlluminationUniformity | Measure::BackgroundUniformity => 3.0,
        _ => 1.0,
    };
    compare("even", &lit(skin, wave), &mesh, off);
    let side = |x: f64, y: f64| wave(x, y) * (0.35 + x);
    compare("side", &lit(skin, side), &mesh, off);
    compare("grey", &lit([180.0; 3], wave), &mesh, off);
    compare("green", &lit([130.0, 180.0, 120.0], wave), &mesh, off);
    compare("pale", &lit([200.0, 192.0, 186.0], side), &mesh, off);
    compare("dark", &lit([40.0, 30.0, 24.0], side), &mesh, off);
    compare("black", &lit([0.0; 3], wave), &mesh, off);
}

#[test]
fn a_photographed_face_has_the_values_of_ofiq() {
    let mut models = Models::load();
    let mut paths = vec![fixtures::astronaut().unwrap()];
    paths.extend(fixtures::official_portraits().unwrap());
    for path in paths {
        let picture = picture(&path);
        let mesh = models.mesh(&picture).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        compare(name, &picture, &mesh, |measure| match measure {
            Measure::IlluminationUniformity | Measure::BackgroundUniformity => 8.0,
            Measure::NaturalColour => 10.0,
            _ => 2.0,
        });
    }
}

/// Where the face must be found anew, for what is made worse is the picture's geometry.
fn moves(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::InterEyeDistance
            | Measure::FaceSize
            | Measure::CropLeft
            | Measure::CropRight
            | Measure::MarginAbove
            | Measure::MarginBelow
            | Measure::Roll
    )
}

/// A part of a picture, made as large as the others.
fn part(path: &Path, (x, y, side): (u32, u32, u32)) -> Picture {
    let image = image::open(path).unwrap().crop_imm(x, y, side, side);
    let image = image.resize_exact(480, 480, image::imageops::FilterType::CatmullRom);
    Picture::from_rgb(480, 480, image.into_rgb8().into_raw()).unwrap()
}

/// The scores of the measure at each strength; 0 where the face is not found any longer.
fn scores(models: &mut Models, whole: &Mesh, measure: Measure, degraded: &[Picture]) -> Vec<u8> {
    let degraded = degraded.iter().map(|picture| {
        let found = if moves(measure) {
            models.mesh(picture)
        } else {
            Some(whole.clone())
        };
        let found = found.and_then(|mesh| ours(picture, &mesh, &[measure]).remove(&measure));
        found.map_or(0, |(_, score)| score)
    });
    degraded.collect()
}

/// Every degradation of these measures, from a picture that is good in them.
fn check_falls((base, seed): (&str, u32), whole: &Picture, measures: &[Measure]) {
    let Some(python) = python() else { return };
    let mut models = Models::load();
    let mesh = models.mesh(whole).unwrap();
    let folder = folder(base);
    let mut case = case(whole, &folder.join("whole.rgb"));
    (case["measures"], case["seed"]) = (json!(measures), seed.into());
    let words = ["degrade", folder.to_str().unwrap()];
    let kinds: Vec<(Measure, String)> =
        serde_json::from_value(ask(&python, &words, &case)).unwrap();
    assert!(kinds.len() >= measures.len(), "{kinds:?}");
    for (measure, kind) in kinds {
        // Noise is no blur: the grid averages it away, and what is left is detail.
        if kind == "sharpness-2" {
            continue;
        }
        let degraded = (0..5).map(|step| {
            let rgb = std::fs::read(folder.join(format!("{kind}-{step}.rgb"))).unwrap();
            Picture::from_rgb(whole.width(), whole.height(), rgb).unwrap()
        });
        let degraded: Vec<_> = degraded.collect();
        let scores = scores(&mut models, &mesh, measure, &degraded);
        let falls = scores.windows(2).all(|pair| pair[1] <= pair[0] + 3);
        assert!(falls && scores[4] + 4 < scores[0], "{kind}: {scores:?}");
    }
}

#[test]
fn a_measure_falls_as_its_degradation_grows() {
    let near = part(&fixtures::astronaut().unwrap(), (100, 0, 240));
    let measures = [
        Measure::BackgroundUniformity,
        Measure::LuminanceMean,
        Measure::LuminanceVariance,
        Measure::UnderExposure,
        Measure::OverExposure,
        Measure::DynamicRange,
        Measure::Sharpness,
        Measure::Compression,
        Measure::NaturalColour,
        Measure::InterEyeDistance,
        Measure::Roll,
        Measure::CropLeft,
        Measure::CropRight,
        Measure::MarginAbove,
        Measure::MarginBelow,
    ];
    check_falls(("near", 7), &near, &measures);
}

#[test]
fn a_head_of_the_best_size_gets_worse() {
    let nearer = part(&fixtures::astronaut().unwrap(), (137, 20, 170));
    check_falls(("nearer", 7), &nearer, &[Measure::FaceSize]);
}

#[test]
fn an_evenly_lit_face_gets_worse() {
    let [.., path] = fixtures::official_portraits().unwrap();
    let whole = picture(&path);
    let (x, y) = Extent::of(&Models::load().mesh(&whole).unwrap()).centre();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the face is in the picture"
    )]
    let corner = ((x - 250.0).max(0.0) as u32, (y - 250.0).max(0.0) as u32);
    let even = part(&path, (corner.0, corner.1, 500));
    // The seed whose shadow falls on the cheek that is the darker one.
    check_falls(("even", 4), &even, &[Measure::IlluminationUniformity]);
}
