//! OFIQ's measures and a generator of bad pictures in Python, for the tests of `portrait`: in an environment of its own
//! below `target/`.

use anyhow::Result;

use super::python;

/// Installed by pip without what they name besides, which runs models: none of it is used.
const PACKAGES: [&str; 7] = [
    "--no-deps",
    "ofiqpy==0.2.2",
    "ofiq-syngen==0.5.2",
    "numpy==1.26.4",
    "opencv-python-headless==4.5.5.64",
    "pillow==12.0.0",
    "scipy==1.13.1",
];

/// Installs them where pip can be used; where not, their tests say that they are left out.
pub fn ensure() -> Result<()> {
    python::ensure("ofiqpy", &PACKAGES).map(drop)
}
