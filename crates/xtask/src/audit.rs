//! What `cargo xtask audit` holds the project against, besides its own rules.

pub mod advisories;
pub mod interface;
pub mod npm;
