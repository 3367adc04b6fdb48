//! A client of OpenID Connect in Python, for the browser tests: in an environment of its own below `target/`.

use anyhow::Result;

use super::python;

/// Installed by pip, with what it asks with.
const PACKAGES: [&str; 2] = ["authlib==1.9.10", "requests==2.32.5"];

/// Installs it where pip can be used; where not, its test says that it is left out.
pub fn ensure() -> Result<()> {
    python::ensure("authlib", &PACKAGES).map(drop)
}
