//! What other weights change: each model in the folder that is given beside the one in `target/models`, on public
//! pictures. `cargo run --release -p face --example weights -- FOLDER`

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use face::{Area, Detector, Embedder, MeshModel, Region};
use model_import::fixtures;
use portrait::{Mesh, Picture, Pose, geometry};

/// Detector and mesh of one folder.
struct Models {
    detector: Detector,
    mesh: MeshModel,
}

impl Models {
    fn load(folder: &Path) -> anyhow::Result<Self> {
        let read = |name| fs::read(folder.join(name)).with_context(|| format!("no {name}"));
        Ok(Self {
            detector: Detector::load(read("detector.onnx")?)?,
            mesh: MeshModel::load(read("mesh.onnx")?)?,
        })
    }
}

#[expect(clippy::print_stdout, reason = "a table for people")]
fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).context("no folder is given")?;
    let (known, other) = (
        Models::load(&fixtures::models()?)?,
        Models::load(Path::new(&folder))?,
    );
    let embedder = Embedder::load(fs::read(fixtures::models()?.join("embedding.onnx"))?)?;
    let mut changes: [Changes; 7] = Default::default();
    for picture in pictures()? {
        let found = known.detector.detect(&picture)?;
        let face = found.first().context("no face is found")?;
        let again = other.detector.detect(&picture)?;
        let seen = again.first().context("no face is found by the other")?;
        let region = Region::of_detection(face);
        let mesh = known.mesh.mesh(&picture, &region)?;
        let moved = other.mesh.mesh(&picture, &region)?;
        let eyes = geometry::inter_eye_distance(&mesh);
        let embeddings = [&mesh, &moved].map(|mesh| embedder.embed(&picture, mesh));
        let [embedding, second] = embeddings;
        let difference = |scalar: fn(&Mesh) -> f64| (scalar(&mesh) - scalar(&moved)).abs();
        let found = [
            1.0 - f64::from(overlap(&face.area, &seen.area)),
            mean_shift(&mesh, &moved) / eyes * 100.0,
            most_shift(&mesh, &moved) / eyes * 100.0,
            difference(geometry::eye_openness_left).max(difference(geometry::eye_openness_right))
                * 1000.0,
            difference(geometry::mouth_openness) * 1000.0,
            difference(|mesh| Pose::of(mesh).yaw).max(difference(|mesh| Pose::of(mesh).pitch)),
            1.0 - f64::from(embedding?.cosine(&second?)),
        ];
        for (changes, change) in changes.iter_mut().zip(found) {
            changes.0.push(change);
        }
    }
    let names = [
        "box, 1 - overlap",
        "point, mean of a picture, % of the distance between the eyes",
        "point, most of a picture, %",
        "openness of an eye, thousandths",
        "openness of the mouth, thousandths",
        "yaw or pitch, degrees",
        "embedding, 1 - cosine",
    ];
    println!(
        "{:8} {:8}  what, over {} pictures",
        "mean",
        "most",
        changes[0].0.len()
    );
    for (name, changes) in names.iter().zip(&changes) {
        println!("{:8.4} {:8.4}  {name}", changes.mean(), changes.most());
    }
    Ok(())
}

#[derive(Default)]
struct Changes(Vec<f64>);

impl Changes {
    #[expect(clippy::cast_precision_loss, reason = "there are few pictures")]
    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }

    fn most(&self) -> f64 {
        self.0.iter().copied().fold(0.0, f64::max)
    }
}

/// Portraits, and the man in the car.
fn pictures() -> anyhow::Result<Vec<Picture>> {
    let mut pictures = Vec::new();
    for rgb in fixtures::carphone_frames(10)? {
        pictures.push(Picture::from_rgb(640, 480, rgb)?);
    }
    for path in [fixtures::astronaut()?]
        .into_iter()
        .chain(fixtures::official_portraits()?)
    {
        let image = image::open(path)?.to_rgb8();
        pictures.push(Picture::from_rgb(
            image.width(),
            image.height(),
            image.into_raw(),
        )?);
    }
    Ok(pictures)
}

fn overlap(one: &Area, other: &Area) -> f32 {
    one.overlap(other)
}

fn shifts(one: &Mesh, other: &Mesh) -> Vec<f64> {
    let points = one.points().iter().zip(other.points());
    let shift = points.map(|(a, b)| f64::from(a.x - b.x).hypot(f64::from(a.y - b.y)));
    shift.collect()
}

fn mean_shift(one: &Mesh, other: &Mesh) -> f64 {
    Changes(shifts(one, other)).mean()
}

fn most_shift(one: &Mesh, other: &Mesh) -> f64 {
    Changes(shifts(one, other)).most()
}
