//! What can fail.

use crate::convolution::NetworkError;

/// Why a model cannot be loaded or run. Nothing here says anything about a picture.
#[derive(Debug, thiserror::Error)]
pub enum FaceError {
    /// The bytes are no ONNX file, or one with operators that are not built in.
    #[error("the model cannot be loaded")]
    Load(#[from] NetworkError),
    /// The same of a model that another runtime runs.
    #[cfg(any(feature = "embed", feature = "spoof"))]
    #[error("the model cannot be loaded")]
    LoadByRten(#[source] rten::LoadError),
    /// The model takes or gives tensors of other sizes than its place asks for.
    #[error("the model's inputs or outputs are not those of its place")]
    Unfit,
    /// The model failed while running.
    #[cfg(any(feature = "embed", feature = "spoof"))]
    #[error("the model cannot be run")]
    Run(#[source] rten::RunError),
    /// Bytes that should be an embedding have another length or are not finite numbers.
    #[error("the bytes are no embedding")]
    EmbeddingBytes,
}
