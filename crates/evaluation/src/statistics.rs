//! Statistics that know nothing of faces.

pub mod distribution;
pub mod error_curve;
pub mod person_bootstrap;
pub mod proportion;

pub use distribution::Distribution;
pub use error_curve::{ErrorCurve, OperatingPoint};
pub use person_bootstrap::{Comparison, Interval};
pub use proportion::Proportion;
