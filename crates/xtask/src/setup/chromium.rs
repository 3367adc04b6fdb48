//! The browser of the browser tests, and the typeface it needs for Chinese.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::apt;

const PLACES: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

/// The browser's executable: `$CHROMIUM`, or where distributions put it.
#[must_use]
pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    named
        .into_iter()
        .chain(PLACES.map(PathBuf::from))
        .find(|path| path.is_file())
}

/// Makes sure that Chromium and a Chinese typeface are installed; returns the executable.
pub fn ensure() -> Result<PathBuf> {
    if find().is_none() {
        apt::install("Chromium, for the browser tests,", &["chromium"])?;
    }
    if !has_chinese_typeface() {
        apt::install(
            "a Chinese typeface, for the browser tests,",
            &["fonts-noto-cjk"],
        )?;
    }
    match find() {
        Some(path) => Ok(path),
        None => bail!("Chromium is installed but not where it is looked for; name it in CHROMIUM"),
    }
}

fn has_chinese_typeface() -> bool {
    let list = Command::new("fc-list")
        .args([":lang=zh", "family"])
        .output();
    list.is_ok_and(|output| !output.stdout.is_empty())
}
