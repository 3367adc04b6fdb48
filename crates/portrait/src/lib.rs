//! A picture of a person and the face mesh found in it: the types that the faces' wing shares, the
//! geometry read from them, and quality measures.
//!
//! In scope: decoding within limits, geometry, measures, the assessment that says what to do, and the
//! [`Observation`] of one frame in whole numbers. Feature `codecs` adds decoding of JPEG, PNG and WebP.
//! Out of scope: finding faces (crate `face`), actions over time (crate `liveness`).

pub mod advice;
pub mod assessment;
mod background;
mod cheek;
mod displaced_grid;
pub mod geometry;
mod head_model;
pub mod imprint;
mod luminance;
pub mod measure;
pub mod mesh;
mod movement;
mod noise_sample;
pub mod observation;
pub mod picture;
pub mod place;
mod pose;
pub mod profile;
mod region;
mod subject;
#[cfg(test)]
mod synthetic;

pub use advice::Advice;
pub use assessment::{Assessment, Finding};
pub use displaced_grid::DisplacedGrid;
pub use geometry::Extent;
pub use imprint::Imprint;
pub use luminance::Histogram;
pub use measure::{Measure, Measured};
pub use mesh::{Mesh, Point};
pub use movement::{FeaturePlaces, Movement};
pub use noise_sample::NoiseSample;
pub use observation::{FaceScalars, Faces, Light, Observation};
pub use picture::canvas_encoder::CanvasEncoder;
#[cfg(feature = "codecs")]
pub use picture::decode::{DecodeError, DecodeLimits};
pub use picture::{Picture, PictureError};
pub use place::{Place, Spot};
pub use pose::Pose;
pub use profile::{Profile, Requirement};
pub use region::Region;
