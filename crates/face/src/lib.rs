//! Face inference: detector, mesh with tracking, and behind features the embedding and the spoof score.
//! The only crate that knows models; their bytes are passed in.
//!
//! In scope: preparing crops, running the networks (detector and mesh by ourselves, the others by rten), reading their
//! outputs.
//! Out of scope: files and packages (crate `model-import`), geometry and quality (crate `portrait`),
//! actions over time (crate `liveness`).

mod area;
mod convolution;
mod crop;
mod detector;
#[cfg(feature = "embed")]
mod embedder;
#[cfg(feature = "embed")]
mod embedding;
mod error;
mod mesh_model;
mod region;
#[cfg(any(feature = "embed", feature = "spoof"))]
mod rten_network;
#[cfg(feature = "spoof")]
mod spoof;
mod tracker;

pub use area::Area;
pub use convolution::NetworkError;
pub use detector::{Detection, Detector};
#[cfg(feature = "embed")]
pub use embedder::Embedder;
#[cfg(feature = "embed")]
pub use embedding::Embedding;
pub use error::FaceError;
pub use mesh_model::MeshModel;
pub use region::Region;
#[cfg(feature = "spoof")]
pub use spoof::SpoofModels;
pub use tracker::{Source, Tracked, Tracker};
