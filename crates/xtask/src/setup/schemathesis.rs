//! Schemathesis, which makes requests out of an OpenAPI document and holds the answers against it.

use std::path::PathBuf;

use anyhow::Result;

use super::python;

const PACKAGES: [&str; 1] = ["schemathesis==4.32.5"];

/// Its executable, installed where it is missing; `None` where pip cannot be used.
pub fn ensure() -> Result<Option<PathBuf>> {
    let folder = python::ensure("schemathesis", &PACKAGES)?;
    Ok(folder.map(|folder| folder.join("bin/schemathesis")))
}
