//! What turns published footage into the clip of a fake camera.

use std::process::Command;

use anyhow::Result;

use super::apt;

/// Makes sure that ffmpeg is installed.
pub fn ensure() -> Result<()> {
    if Command::new("ffmpeg").arg("-version").output().is_ok() {
        return Ok(());
    }
    apt::install("ffmpeg, for the browser tests,", &["ffmpeg"])
}
