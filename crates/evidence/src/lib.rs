//! What a capture is: whole JPEG frames with their times, chained by SHA-256 from the challenge they
//! answer, sealed in the browser to the authority's key (HPKE, RFC 9180) and opened there alone.
//!
//! In scope: the chain, the layout of evidence and of its sealed form, every check that needs no
//! picture to be decoded. Each defect is a variant of its own.
//! Out of scope: what the pictures show (`face`, `liveness`), whether a challenge was spent before
//! (`authority`).

pub mod camera;
pub mod capture;
pub mod chain;
pub mod check;
pub mod defect;
pub mod layout;
pub mod sealing;
pub mod secrets;
pub mod terms;

pub use camera::CameraDescription;
pub use capture::{Capture, CaptureError};
pub use check::check;
pub use defect::EvidenceError;
pub use layout::{Evidence, Frame};
pub use sealing::{SealError, open, seal, sealed_digest};
pub use secrets::{SealingSecrets, SealingSecretsError};
pub use terms::Terms;

#[cfg(test)]
mod fixture;
