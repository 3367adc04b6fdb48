//! The other engines of the browser tests: Firefox, and WebKit with its driver and a screen that nobody sees.

use std::path::Path;

use anyhow::Result;

use super::apt;

const PACKAGES: [&str; 5] = [
    "firefox-esr",
    "webkit2gtk-driver",
    "xvfb",
    "python3-gi",
    "gir1.2-webkit2-4.1",
];

/// Makes sure that all of them are installed.
pub fn ensure() -> Result<()> {
    let missing: Vec<&str> = PACKAGES
        .into_iter()
        .filter(|it| !is_installed(it))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    apt::install("another engine, for the browser tests,", &missing)
}

/// Every package of Debian brings this file.
fn is_installed(package: &str) -> bool {
    Path::new("/usr/share/doc")
        .join(package)
        .join("copyright")
        .exists()
}
