//! The models, loaded once and shared by all who look at pictures.

use decision::{ModelId, ModelIds};
use face::Area;
use face::{Detection, Detector, Embedder, FaceError, MeshModel, Region, SpoofModels, Tracker};
use portrait::{Picture, PictureError};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why the models cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// A file cannot be read.
    #[error("{} cannot be read", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file is not the model it should be.
    #[error(transparent)]
    Face(#[from] FaceError),
    /// The picture that warms the models up is none.
    #[error(transparent)]
    Picture(#[from] PictureError),
}

/// The models. None of them keeps anything of a picture, so that all captures share them.
pub struct Models {
    detector: Arc<Detector>,
    mesh: Arc<MeshModel>,
    /// Faces as numbers.
    pub embedder: Embedder,
    /// The score for presentation attacks, where it is installed.
    pub spoof: Option<SpoofModels>,
    /// Which models these are.
    pub ids: ModelIds,
}

impl Models {
    /// Loads detector.onnx, mesh.onnx and embedding.onnx from `models`, and from `spoof` the two nets for
    /// presentation attacks; runs each once, so that the first capture is judged as fast as any.
    pub fn load(models: &Path, spoof: Option<&Path>) -> Result<Self, ModelsError> {
        let (detector, mesh) = (read(models, "detector.onnx")?, read(models, "mesh.onnx")?);
        let embedding = read(models, "embedding.onnx")?;
        let (spoof, spoof_ids) = spoof.map(load_spoof).transpose()?.unzip();
        let ids = ModelIds {
            detector: id(&detector),
            mesh: id(&mesh),
            embedding: id(&embedding),
            spoof: spoof_ids.unwrap_or_default(),
        };
        let (detector, mesh) = (Detector::load(detector)?, MeshModel::load(mesh)?);
        let embedder = Embedder::load(embedding)?;
        let blank = Picture::from_rgb(64, 64, vec![127; 64 * 64 * 3])?;
        detector.detect(&blank)?;
        embedder.embed(&blank, &mesh.mesh(&blank, &somewhere())?)?;
        Ok(Self {
            detector: Arc::new(detector),
            mesh: Arc::new(mesh),
            embedder,
            spoof,
            ids,
        })
    }

    /// A tracker that has seen nothing: each capture has its own, so that none can leave a broken one to the next.
    #[must_use]
    pub fn tracker(&self) -> Tracker {
        Tracker::new(Arc::clone(&self.detector), Arc::clone(&self.mesh))
    }
}

impl std::fmt::Debug for Models {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Models")
    }
}

fn load_spoof(folder: &Path) -> Result<(SpoofModels, Vec<ModelId>), ModelsError> {
    let v2 = read(folder, "minifas_v2_2.7_f16.onnx")?;
    let v1se = read(folder, "minifas_v1se_4.0_f16.onnx")?;
    let ids = vec![id(&v2), id(&v1se)];
    Ok((SpoofModels::load(v2, v1se)?, ids))
}

/// A model is named by what its file holds.
fn id(file: &[u8]) -> ModelId {
    ModelId::from_bytes(Sha256::digest(file).into())
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, ModelsError> {
    let path = folder.join(name);
    std::fs::read(&path).map_err(|source| ModelsError::File { path, source })
}

/// A place in the blank picture, as good as any.
fn somewhere() -> Region {
    let area = Area {
        x: 16.0,
        y: 16.0,
        width: 32.0,
        height: 32.0,
    };
    let points = [
        [24.0, 28.0],
        [40.0, 28.0],
        [32.0, 34.0],
        [32.0, 40.0],
        [18.0, 30.0],
        [46.0, 30.0],
    ];
    Region::of_detection(&Detection {
        area,
        points,
        score: 1.0,
    })
}
