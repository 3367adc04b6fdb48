//! What must be on the machine: looked for first, installed where that is possible, and otherwise
//! named together with the command that installs it.

pub mod apache;
pub mod apt;
pub mod authlib;
pub mod cargo_fuzz;
pub mod chromium;
pub mod cxx;
pub mod engines;
pub mod footage_tools;
pub mod node;
pub mod ofiqpy;
mod python;
pub mod rust_target;
pub mod schemathesis;
