//! What compiles libFuzzer.

use std::process::Command;

use anyhow::Result;

use super::apt;

/// Makes sure that a compiler for C++ is installed.
pub fn ensure() -> Result<()> {
    if Command::new("c++").arg("--version").output().is_ok() {
        return Ok(());
    }
    apt::install("a compiler for C++, for the fuzz targets,", &["g++"])
}
